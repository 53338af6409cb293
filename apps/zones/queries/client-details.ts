import { addMonths, DomainError, startOf } from '@griot/kernel';
import type { Cell } from '@griot/warehouse';
import type { z } from 'zod';
import type { clientDetails } from '../http/contract.ts';
import { asClient } from './clients.ts';
import { figure, records, text, textOrNull, whole } from './figures.ts';
import { conditions, Params } from './filters.ts';
import { monthsOf } from './period.ts';
import type { Reader } from './reader.ts';
import { riskParts } from './risk-parts.ts';

type Details = z.input<typeof clientDetails>;
type Row = Record<string, Cell>;

const MOST_ROWS = 1000;
const MONTHS = 24;

/** Throws `zones.client_unknown` for a company that is not there or that the reader may not see. */
export async function readClientDetails(reader: Reader, id: string): Promise<Details> {
  const params = new Params();
  const wanted = params.add(id);
  const where = conditions({}, reader.sight, { zone: 'm.id_zone', region: 'm.region' }, params);
  const [row] = await reader.rows<Row>(
    `SELECT m.*, CAST(m.date_derniere_facture AS VARCHAR) AS derniere,
       CAST(m.date_premiere_facture AS VARCHAR) AS premiere, CAST(e.date_creation AS VARCHAR) AS creation,
       e.email, e.telephone, e.adresse, e.contact_nom, e.statut
     FROM mart_portefeuille_clients m JOIN stg_entreprises e ON e.id_entreprise = m.id_entreprise
     WHERE m.id_entreprise = ${wanted} AND ${where}`,
    params.values,
  );
  if (!row) throw new DomainError({ code: 'zones.client_unknown', kind: 'not_found', details: { id } });
  const [monthly, invoices, payments, lots] = await Promise.all([
    readMonths(reader, id),
    readInvoices(reader, id),
    readPayments(reader, id),
    readPlots(reader, id),
  ]);
  return {
    passport: reader.passport,
    client: {
      ...asClient(row),
      email: textOrNull(row.email),
      telephone: textOrNull(row.telephone),
      adresse: textOrNull(row.adresse),
      contact_nom: textOrNull(row.contact_nom),
      date_creation: textOrNull(row.creation),
      statut: textOrNull(row.statut),
      date_premiere_facture: textOrNull(row.premiere),
    },
    risk: riskParts(row, reader.locale),
    monthly,
    invoices,
    payments,
    lots,
  };
}

async function readMonths(reader: Reader, id: string): Promise<Details['monthly']> {
  const period = { from: addMonths(startOf('month', reader.asOf), 1 - MONTHS), to: reader.asOf };
  const result = await reader.metrics({
    metrics: ['ca_total', 'montant_impaye'],
    dimensions: [{ name: 'metric_time', grain: 'month' }],
    filters: [{ dimension: 'entreprise', operator: 'eq', value: id }],
    timeRange: period,
  });
  const found = new Map(records(result).map((row) => [text(row.metric_time__month).slice(0, 10), row]));
  return monthsOf(period).map((mois) => ({
    mois,
    ca_total: figure(found.get(mois)?.ca_total) ?? '0.00',
    montant_impaye: figure(found.get(mois)?.montant_impaye) ?? '0.00',
  }));
}

async function readInvoices(reader: Reader, id: string): Promise<Details['invoices']> {
  const rows = await reader.rows<Row>(
    `SELECT id_facture, CAST(date_emission AS VARCHAR) AS issued, CAST(date_echeance AS VARCHAR) AS due, montant_facture,
       montant_paye, reste_a_payer, statut_paiement, jours_retard
     FROM fact_factures WHERE id_entreprise = $1 ORDER BY date_emission DESC, id_facture DESC LIMIT ${MOST_ROWS}`,
    [id],
  );
  return rows.map((row) => ({
    id_facture: text(row.id_facture),
    date_emission: text(row.issued),
    date_echeance: text(row.due),
    montant_facture: figure(row.montant_facture),
    montant_paye: figure(row.montant_paye),
    reste_a_payer: figure(row.reste_a_payer),
    statut_paiement: text(row.statut_paiement),
    jours_retard: whole(row.jours_retard),
  }));
}

async function readPayments(reader: Reader, id: string): Promise<Details['payments']> {
  const rows = await reader.rows<Row>(
    `SELECT id_paiement, id_facture, CAST(date_paiement AS VARCHAR) AS paid, montant_paye, mode_paiement, delai_paiement_jours
     FROM fact_paiements WHERE id_entreprise = $1 ORDER BY date_paiement DESC, id_paiement DESC LIMIT ${MOST_ROWS}`,
    [id],
  );
  return rows.map((row) => ({
    id_paiement: text(row.id_paiement),
    id_facture: text(row.id_facture),
    date_paiement: text(row.paid),
    montant_paye: figure(row.montant_paye),
    mode_paiement: text(row.mode_paiement),
    delai_paiement_jours: row.delai_paiement_jours === null ? null : whole(row.delai_paiement_jours),
  }));
}

async function readPlots(reader: Reader, id: string): Promise<Details['lots']> {
  const rows = await reader.rows<Row>(
    `SELECT a.id_lot, l.numero, z.nom_zone, l.superficie_hectares, CAST(a.date_debut AS VARCHAR) AS start,
       CAST(a.date_fin AS VARCHAR) AS finish, a.statut
     FROM stg_attributions a
     JOIN stg_lots l ON l.id_lot = a.id_lot JOIN stg_zones z ON z.id_zone = l.id_zone
     WHERE a.id_entreprise = $1 ORDER BY a.date_debut DESC, a.id_lot LIMIT ${MOST_ROWS}`,
    [id],
  );
  return rows.map((row) => ({
    id_lot: text(row.id_lot),
    numero: text(row.numero),
    zone_name: text(row.nom_zone),
    superficie_hectares: figure(row.superficie_hectares),
    date_debut: text(row.start),
    date_fin: textOrNull(row.finish),
    statut: text(row.statut),
  }));
}
