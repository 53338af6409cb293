import { conditions, type Params } from '../queries/filters.ts';
import type { Period } from '../queries/period.ts';
import type { FilterQuery, Reader } from '../queries/reader.ts';
import type { SqlWords } from '../queries/sql-words.ts';

type Said = string | ((words: SqlWords) => string);

/** Columns of grouped invoices, each by its definition in the README. */
export const SUMS = {
  factures: 'count(*)',
  clients: 'count(DISTINCT f.id_entreprise)',
  ca_total: 'sum(f.ca)',
  ca_moyen_par_client: ({ ratio }) => ratio('sum(f.ca)', 'count(DISTINCT f.id_entreprise)'),
  montant_paye: 'sum(f.montant_paye)',
  montant_impaye: 'sum(f.montant_impaye)',
  taux_impaye_pct: ({ ratio }) => ratio('sum(f.montant_impaye)', 'sum(f.ca)', 100),
  taux_paiement_pct: ({ ratio }) => ratio('sum(f.montant_paye)', 'sum(f.ca)', 100),
  delai_moyen_paiement: ({ ratio }) => ratio('sum(f.montant_jours)', 'sum(f.montant_paye)'),
  montant_echu: 'sum(f.montant_echu)',
  montant_recouvre: 'sum(f.montant_paye_echu)',
  montant_restant: 'sum(f.montant_echu) - sum(f.montant_paye_echu)',
  taux_recouvrement: ({ ratio }) => ratio('sum(f.montant_paye_echu)', 'sum(f.montant_echu)', 100),
  creances_clients_montant: 'sum(f.reste_a_payer)',
  factures_payees: 'count(*) FILTER (WHERE f.is_payee)',
  factures_impayees: 'count(*) FILTER (WHERE f.is_impayee)',
} as const satisfies Record<string, Said>;
export type Sum = keyof typeof SUMS;

/** How invoices may be grouped. */
export const KEYS = {
  zone: 'f.zone',
  zone_id: 'f.id_zone',
  region: 'e.region',
  mois: 'CAST(f.mois AS VARCHAR)',
  secteur: 'f.secteur',
  segment: 'e.segment_client',
  client: 'f.id_entreprise',
  client_name: 'e.raison_sociale',
  client_zone: 'CASE WHEN f.id_zone IS NOT NULL THEN f.zone END',
} as const;
export type Key = keyof typeof KEYS;

/** Invoices of a period (cancelled ones left out) that the reader may see, grouped; columns bear the names given. */
export async function groupedInvoices(
  reader: Reader,
  query: FilterQuery,
  { from, to }: Period,
  o: { by: Readonly<Record<string, Key>>; sums: readonly (Sum | readonly [string, Sum])[]; params: Params },
): Promise<string> {
  const { params } = o;
  const filters = await reader.filters(query);
  const columns = { zone: 'f.id_zone', region: 'e.region', secteur: 'f.secteur', segment: 'e.segment_client' };
  const [first, last] = [from, to].map((day) => reader.words.day(params.add(day)));
  const where = conditions(filters, reader.sight, columns, params);
  const keys = Object.entries(o.by).map(([name, key]) => `${KEYS[key]} AS ${name}`);
  const sums = o.sums.map((one) => {
    const [name, sum] = typeof one === 'string' ? [one, one] : one;
    const said: Said = SUMS[sum];
    return `${typeof said === 'string' ? said : said(reader.words)} AS ${name}`;
  });
  return `SELECT ${[...keys, ...sums].join(', ')}
    FROM fact_factures f JOIN mart_portefeuille_clients e ON e.id_entreprise = f.id_entreprise
    WHERE NOT f.is_annulee AND f.date_emission BETWEEN ${first} AND ${last} AND ${where}
    GROUP BY ${[...new Set(Object.values(o.by))].map((key) => KEYS[key]).join(', ')}`;
}
