import type { Value } from '@griot/metrics';
import { conditions, type Filters, Params } from './filters.ts';
import { type Against, comparedDay, comparedPeriod, type Period } from './period.ts';
import type { Reader } from './reader.ts';

/** Figures that ripen: last year's invoices are almost all paid by now, this year's are not. */
export const RIPENING = [
  'montant_impaye',
  'creances_clients_montant',
  'taux_paiement_pct',
  'taux_impaye_pct',
  'taux_recouvrement',
  'delai_moyen_paiement',
] as const;
export type Ripening = (typeof RIPENING)[number];

export const ripens = (metric: string): metric is Ripening => RIPENING.some((name) => name === metric);

/**
 * The previous period's figures as they stood when its invoices were as old as the present ones are: payments and due
 * dates count up to the as-of date moved back by the length of the period. The definitions are those of the metrics; only
 * the day differs, which no stored column can hold for every period a reader may choose.
 */
export async function previousAtSameAge(
  reader: Reader,
  period: Period,
  filters: Filters,
  against: Against,
): Promise<Record<Ripening, Value>> {
  const before = comparedPeriod(period, against);
  const params = new Params();
  const { words } = reader;
  const day = words.day(params.add(comparedDay(reader.asOf, period, against)));
  const from = words.day(params.add(before.from));
  const to = words.day(params.add(before.to));
  const where = conditions(
    filters,
    reader.sight,
    { zone: 'f.id_zone', region: 'e.region', secteur: 'f.secteur', segment: 'e.segment_client' },
    params,
  );
  const [row] = await reader.rows<Record<Ripening, Value>>(
    `WITH invoices AS (
       SELECT f.id_facture, f.ca, f.date_echeance < ${day} AS due
       FROM fact_factures f JOIN mart_portefeuille_clients e ON e.id_entreprise = f.id_entreprise
       WHERE NOT f.is_annulee AND f.date_emission BETWEEN ${from} AND ${to} AND ${where}
     ), paid AS (
       SELECT p.id_facture, sum(p.montant_impute) AS paye, sum(p.montant_impute * p.delai_paiement_jours) AS jours
       FROM fact_paiements p JOIN invoices i ON i.id_facture = p.id_facture
       WHERE p.date_paiement <= ${day} GROUP BY p.id_facture
     ), summed AS (
       SELECT sum(i.ca) AS ca, sum(coalesce(p.paye, 0)) AS paye, sum(p.jours) AS jours,
         sum(CASE WHEN i.due THEN i.ca ELSE 0 END) AS echu,
         sum(CASE WHEN i.due THEN coalesce(p.paye, 0) ELSE 0 END) AS paye_echu
       FROM invoices i LEFT JOIN paid p ON p.id_facture = i.id_facture
     )
     SELECT coalesce(echu - paye_echu, 0) AS montant_impaye, coalesce(ca - paye, 0) AS creances_clients_montant,
       CAST(100 * paye AS DOUBLE) / nullif(ca, 0) AS taux_paiement_pct,
       CAST(100 * (echu - paye_echu) AS DOUBLE) / nullif(ca, 0) AS taux_impaye_pct,
       CAST(100 * paye_echu AS DOUBLE) / nullif(echu, 0) AS taux_recouvrement,
       CAST(jours AS DOUBLE) / nullif(paye, 0) AS delai_moyen_paiement
     FROM summed`,
    params.values,
  );
  if (!row) throw new Error('an aggregate gave no row');
  return row;
}
