import type { Cell } from '@griot/warehouse';
import type { z } from 'zod';
import type { invoiceList } from '../http/contract.ts';
import { figure, text, textOrNull, whole } from './figures.ts';
import { conditions, Params } from './filters.ts';
import type { PeriodQuery } from './finance.ts';
import { type PageRequest, pageOf } from './lists.ts';
import { periodOf } from './period.ts';
import type { Reader } from './reader.ts';

export type InvoicesQuery = PeriodQuery &
  PageRequest & {
    q?: string | undefined;
    statut_paiement?: 'payee' | 'partielle' | 'impayee' | 'annulee' | undefined;
    tranche?: '0-30' | '31-60' | '61-90' | '90+' | undefined;
    impayees?: boolean | undefined;
  };

const SORTS = {
  id_facture: 'f.id_facture',
  raison_sociale: 'e.raison_sociale',
  zone: 'f.zone',
  date_emission: 'f.date_emission',
  date_echeance: 'f.date_echeance',
  montant_facture: 'f.montant_facture',
  montant_paye: 'f.montant_paye',
  reste_a_payer: 'f.reste_a_payer',
  montant_impaye: 'f.montant_impaye',
  jours_retard: 'f.jours_retard',
  statut_paiement: 'f.statut_paiement',
};

const COLUMNS = [
  ...['id_facture', 'id_entreprise', 'raison_sociale', 'zone', 'secteur', 'issued', 'due'],
  ...['montant_facture', 'montant_paye', 'reste_a_payer', 'montant_impaye'],
  ...['statut_paiement', 'jours_retard', 'tranche_retard'],
];

/** The invoices behind the period's figures: what the cards and the ageing add up. */
export async function readInvoices(reader: Reader, query: InvoicesQuery): Promise<z.input<typeof invoiceList>> {
  const { page, period, params, select, from } = await statementOf(reader, query);
  const rows = await reader.rows<Record<string, Cell>>(
    `SELECT ${select}, count(*) OVER () AS total, sum(f.ca) OVER () AS ca_total, sum(f.montant_impaye) OVER () AS impaye_total
     ${from} ${page.order} LIMIT ${page.limit} OFFSET ${page.offset}`,
    params.values,
  );
  const total = whole(rows[0]?.total);
  return {
    period,
    passport: reader.passport,
    items: rows.map(asInvoice),
    totals: { ca_total: figure(rows[0]?.ca_total) ?? '0.00', montant_impaye: figure(rows[0]?.impaye_total) ?? '0.00' },
    total,
    nextCursor: page.next(rows.length, total),
  };
}

/** All of them, one statement read as it is written out. */
export async function* streamInvoices(reader: Reader, query: InvoicesQuery, signal: AbortSignal) {
  const { page, params, select, from } = await statementOf(reader, query);
  const sql = `SELECT ${select} ${from} ${page.order}`;
  for await (const row of reader.stream(sql, params.values, COLUMNS, signal)) yield asInvoice(row);
}

async function statementOf(reader: Reader, query: InvoicesQuery) {
  const page = pageOf('zones.factures', query, {
    columns: SORTS,
    byDefault: '-date_emission',
    id: 'f.id_facture',
    generation: reader.generation,
  });
  const { words } = reader;
  const period = periodOf(query, reader.asOf);
  const params = new Params();
  const [first, last] = [params.add(period.from), params.add(period.to)];
  const columns = { zone: 'f.id_zone', region: 'e.region', secteur: 'f.secteur', segment: 'e.segment_client' };
  const where = [
    `f.date_emission BETWEEN ${words.day(first)} AND ${words.day(last)}`,
    conditions(await reader.filters(query), reader.sight, columns, params),
  ];
  if (query.statut_paiement) where.push(`f.statut_paiement = ${params.add(query.statut_paiement)}`);
  if (query.tranche) where.push(`f.tranche_retard = ${params.add(query.tranche)}`);
  if (query.impayees) where.push('f.is_impayee');
  if (query.q) {
    const like = params.add(query.q);
    where.push(`(${words.contains('f.id_facture', like)} OR ${words.contains('e.raison_sociale', like)})`);
  }
  const select = `f.id_facture, f.id_entreprise, e.raison_sociale, f.zone, f.secteur, CAST(f.date_emission AS VARCHAR) AS issued,
    CAST(f.date_echeance AS VARCHAR) AS due, f.montant_facture, f.montant_paye, f.reste_a_payer, f.montant_impaye,
    f.statut_paiement, f.jours_retard, f.tranche_retard`;
  const from = `FROM fact_factures f JOIN mart_portefeuille_clients e ON e.id_entreprise = f.id_entreprise
    WHERE ${where.join(' AND ')}`;
  return { page, period, params, select, from };
}

function asInvoice(row: Record<string, Cell>) {
  return {
    id_facture: text(row.id_facture),
    id_entreprise: text(row.id_entreprise),
    raison_sociale: text(row.raison_sociale),
    zone: text(row.zone),
    secteur: text(row.secteur),
    date_emission: text(row.issued),
    date_echeance: text(row.due),
    montant_facture: figure(row.montant_facture),
    montant_paye: figure(row.montant_paye),
    reste_a_payer: figure(row.reste_a_payer),
    montant_impaye: figure(row.montant_impaye),
    statut_paiement: text(row.statut_paiement),
    jours_retard: whole(row.jours_retard),
    tranche_retard: textOrNull(row.tranche_retard),
  };
}
