import type { Cell } from '@griot/warehouse';
import type { z } from 'zod';
import type { clientList, clientRow } from '../http/contract.ts';
import { figure, figureOf, text, textOrNull, whole } from './figures.ts';
import { conditions, Params } from './filters.ts';
import { type PeriodQuery, segment } from './finance.ts';
import { type PageRequest, pageOf } from './lists.ts';
import { periodOf } from './period.ts';
import type { Reader } from './reader.ts';

export type ClientRow = z.input<typeof clientRow>;
export type ClientsQuery = PeriodQuery &
  PageRequest & { q?: string | undefined; statut?: 'actif' | 'inactif' | undefined; risque_min?: number | undefined };
type Row = Record<string, Cell>;

const SORTS = Object.fromEntries(
  [
    'id_entreprise',
    'raison_sociale',
    'secteur_activite',
    'zone_location',
    'segment_client',
    'statut_activite',
    'chiffre_affaires_total',
    'montant_impaye',
    'taux_paiement_pct',
    'delai_moyen_paiement',
    'nombre_lots_attribues',
    'date_derniere_facture',
    'risk_score',
  ].map((name) => [name, name]),
);

/**
 * The portfolio. Without dates: over all invoices, as the mart has it. With dates: revenue, overdue, payment rate and delay
 * of the invoices issued in the period; segment, activity, plots and risk are of the as-of date all the same.
 */
export async function readClients(reader: Reader, query: ClientsQuery): Promise<z.input<typeof clientList>> {
  const { page, params, from } = await statementOf(reader, query);
  const rows = await reader.rows<Row>(
    `SELECT *, count(*) OVER () AS total ${from} ${page.order} LIMIT ${page.limit} OFFSET ${page.offset}`,
    params.values,
  );
  const total = whole(rows[0]?.total);
  return { passport: reader.passport, items: rows.map(asClient), total, nextCursor: page.next(rows.length, total) };
}

/** All of them, one statement read as it is written out. */
export async function* streamClients(reader: Reader, query: ClientsQuery, signal: AbortSignal) {
  const { page, params, from } = await statementOf(reader, query);
  const columns = [...Object.keys(SORTS), 'derniere'];
  const sql = `SELECT ${columns.join(', ')} ${from} ${page.order}`;
  for await (const row of reader.stream(sql, params.values, columns, signal)) yield asClient(row);
}

async function statementOf(reader: Reader, query: ClientsQuery) {
  const page = pageOf('zones.clients', query, {
    columns: SORTS,
    byDefault: '-chiffre_affaires_total',
    id: 'id_entreprise',
    generation: reader.generation,
  });
  const params = new Params();
  const portfolio = portfolioSql(query, reader, params);
  const columns = { zone: 'id_zone', region: 'region', secteur: 'secteur_activite', segment: 'segment_client' };
  const where = [conditions(await reader.filters(query), reader.sight, columns, params)];
  if (query.statut) where.push(`statut_activite = ${params.add(query.statut)}`);
  if (query.risque_min !== undefined)
    where.push(`risk_score >= CAST(${params.add(String(query.risque_min))} AS DECIMAL(9, 4))`);
  if (query.q) {
    const like = params.add(query.q);
    where.push(`(${reader.words.contains('raison_sociale', like)} OR ${reader.words.contains('id_entreprise', like)})`);
  }
  return { page, params, from: `FROM (${portfolio}) c WHERE ${where.join(' AND ')}` };
}

export function portfolioSql(query: PeriodQuery, reader: Reader, params: Params): string {
  if (query.date_debut === undefined && query.date_fin === undefined) {
    return `SELECT *, CAST(date_derniere_facture AS VARCHAR) AS derniere FROM mart_portefeuille_clients`;
  }
  const { from, to } = periodOf(query, reader.asOf);
  const { day, ratio } = reader.words;
  const between = `date_emission BETWEEN ${day(params.add(from))} AND ${day(params.add(to))}`;
  return `
    SELECT m.* REPLACE (
        coalesce(p.ca, 0) AS chiffre_affaires_total, coalesce(p.impaye, 0) AS montant_impaye,
        ${ratio('p.paye', 'p.ca', 100)} AS taux_paiement_pct,
        ${ratio('p.jours', 'p.paye')} AS delai_moyen_paiement),
      CAST(m.date_derniere_facture AS VARCHAR) AS derniere
    FROM mart_portefeuille_clients m
    LEFT JOIN (
      SELECT id_entreprise AS client, sum(ca) AS ca, sum(montant_paye) AS paye, sum(montant_impaye) AS impaye, sum(montant_jours) AS jours
      FROM fact_factures WHERE NOT is_annulee AND ${between} GROUP BY id_entreprise
    ) p ON p.client = m.id_entreprise`;
}

export function asClient(row: Row): ClientRow {
  return {
    id_entreprise: text(row.id_entreprise),
    raison_sociale: text(row.raison_sociale),
    secteur_activite: textOrNull(row.secteur_activite),
    zone_location: textOrNull(row.zone_location),
    segment_client: segment(row.segment_client),
    statut_activite: row.statut_activite === 'actif' ? 'actif' : 'inactif',
    chiffre_affaires_total: figure(row.chiffre_affaires_total),
    montant_impaye: figure(row.montant_impaye),
    taux_paiement_pct: figureOf(row.taux_paiement_pct, 'percent'),
    delai_moyen_paiement: figureOf(row.delai_moyen_paiement, 'days'),
    nombre_lots_attribues: whole(row.nombre_lots_attribues),
    date_derniere_facture: textOrNull(row.derniere),
    risk_score: figure(row.risk_score),
  };
}
