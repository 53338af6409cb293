import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { portfolioSql } from '../queries/clients.ts';
import { conditions, Params } from '../queries/filters.ts';
import { periodOf } from '../queries/period.ts';
import type { Reader } from '../queries/reader.ts';
import type { SqlWords } from '../queries/sql-words.ts';
import { type Columns, columnsOf, type ListQuery, type Table } from './table.ts';

const CLIENTS = { tag: 'zones: clients', permission: 'zones.clients.read' };
const MOST_DRAWN = 500;
/** As the metric `clients_a_risque` counts. */
const AT_RISK = 60;

const clientColumns = columnsOf({
  id_entreprise: 'text',
  raison_sociale: 'text',
  secteur_activite: 'text',
  zone_location: 'text',
  segment_client: 'text',
  statut_activite: 'text',
  chiffre_affaires_total: 'money',
  montant_impaye: 'money',
  taux_paiement_pct: 'percent',
  delai_moyen_paiement: 'number',
  nombre_lots_attribues: 'count',
  date_derniere_facture: 'day',
  risk_score: 'number',
});

/** The portfolio that filters and sight leave; with dates, money is of the invoices issued in the period. */
async function portfolioSeen(reader: Reader, query: ListQuery, params: Params): Promise<string> {
  const portfolio = portfolioSql(query, reader, params);
  const columns = { zone: 'id_zone', region: 'region', secteur: 'secteur_activite', segment: 'segment_client' };
  return `SELECT * FROM (${portfolio}) c WHERE ${conditions(await reader.filters(query), reader.sight, columns, params)}`;
}

function clientsTable(
  o: Pick<Table, 'path' | 'name' | 'summary'> & { where?: string; sort?: string; rank?: boolean },
): Table {
  return {
    ...CLIENTS,
    path: o.path,
    name: o.name,
    summary: o.summary,
    columns: o.rank ? { rang: 'count', ...clientColumns } : clientColumns,
    key: ['id_entreprise'],
    sort: o.sort ?? '-chiffre_affaires_total',
    totals: ['chiffre_affaires_total', 'montant_impaye', 'nombre_lots_attribues'],
    async read(reader, query) {
      const params = new Params();
      const seen = await portfolioSeen(reader, query, params);
      const rank = o.rank ? ', row_number() OVER (ORDER BY chiffre_affaires_total DESC, id_entreprise) AS rang' : '';
      const sql = `SELECT *${rank} FROM (${seen}) s WHERE ${o.where ?? 'TRUE'}`;
      const dated = query.date_debut !== undefined || query.date_fin !== undefined;
      return { ...(dated ? { period: periodOf(query, reader.asOf) } : {}), params, sql };
    },
  };
}

const lists: Table[] = [
  clientsTable({
    path: '/api/clients/actifs',
    name: 'clients-actifs',
    summary: 'Clients with an invoice or a running lease in the last twelve months',
    where: "statut_activite = 'actif'",
  }),
  clientsTable({
    path: '/api/clients/inactifs',
    name: 'clients-inactifs',
    summary: 'Clients without either',
    where: "statut_activite = 'inactif'",
  }),
  clientsTable({
    path: '/api/clients/a_risque',
    name: 'clients-a-risque',
    summary: 'Clients whose risk score is 60 or more, highest first',
    where: `risk_score >= ${AT_RISK}`,
    sort: '-risk_score',
  }),
  clientsTable({
    path: '/api/clients/top_clients',
    name: 'top-clients',
    summary: 'Clients by revenue, with their rank',
    rank: true,
    sort: 'rang',
  }),
];

const summed = ({
  ratio,
}: SqlWords): string => `count(*) AS clients, count(*) FILTER (WHERE statut_activite = 'actif') AS clients_actifs,
  count(*) FILTER (WHERE risk_score >= ${AT_RISK}) AS clients_a_risque,
  sum(chiffre_affaires_total) AS ca_total,
  ${ratio('sum(chiffre_affaires_total)', 'sum(sum(chiffre_affaires_total)) OVER ()', 100)} AS part_pct,
  sum(montant_impaye) AS montant_impaye,
  ${ratio('sum(risk_score)', 'count(risk_score)')} AS score_risque_moyen`;

/** Clients counted and summed by one of their properties. */
function groupedTable(o: Pick<Table, 'path' | 'name' | 'summary' | 'key'> & { keys: Columns; by: string }): Table {
  return {
    ...CLIENTS,
    path: o.path,
    name: o.name,
    summary: o.summary,
    key: o.key,
    columns: {
      ...o.keys,
      clients: 'count',
      clients_actifs: 'count',
      clients_a_risque: 'count',
      ca_total: 'money',
      part_pct: 'percent',
      montant_impaye: 'money',
      score_risque_moyen: 'number',
    },
    sort: '-ca_total',
    limit: MOST_DRAWN,
    totals: ['clients', 'clients_actifs', 'clients_a_risque', 'ca_total', 'montant_impaye'],
    async read(reader, query) {
      const params = new Params();
      const seen = await portfolioSeen(reader, query, params);
      const dated = query.date_debut !== undefined || query.date_fin !== undefined;
      const sql = `SELECT ${o.by}, ${summed(reader.words)} FROM (${seen}) s GROUP BY ALL`;
      return { ...(dated ? { period: periodOf(query, reader.asOf) } : {}), params, sql };
    },
  };
}

const groups: Table[] = [
  groupedTable({
    path: '/api/clients/by_segment',
    name: 'clients-segments',
    summary: 'Clients by segment A, B, C',
    key: ['segment'],
    keys: { segment: 'text' },
    by: 'segment_client AS segment',
  }),
  groupedTable({
    path: '/api/clients/by_secteur',
    name: 'clients-secteurs',
    summary: 'Clients by sector',
    key: ['secteur'],
    keys: { secteur: 'text' },
    by: 'secteur_activite AS secteur',
  }),
  groupedTable({
    path: '/api/clients/by_zone',
    name: 'clients-zones',
    summary: 'Clients by zone',
    key: ['zone', 'zone_id'],
    keys: { zone_id: 'text', zone: 'text', region: 'text' },
    by: 'id_zone AS zone_id, zone_location AS zone, region',
  }),
];

const clientParams = z.object({ id: z.string().max(64) });
type ClientQuery = ListQuery & { id: string };

/** Throws `zones.client_unknown` for a company that is not there or that the reader may not see. */
async function mustSee(reader: Reader, id: string): Promise<void> {
  const params = new Params();
  const wanted = params.add(id);
  const where = conditions({}, reader.sight, { zone: 'id_zone', region: 'region' }, params);
  const sql = `SELECT 1 AS found FROM mart_portefeuille_clients WHERE id_entreprise = ${wanted} AND ${where}`;
  const [row] = await reader.rows(sql, params.values);
  if (!row) throw new DomainError({ code: 'zones.client_unknown', kind: 'not_found', details: { id } });
}

const transactions: Table<ClientQuery> = {
  ...CLIENTS,
  path: '/api/clients/:id/transactions',
  name: 'transactions',
  summary: 'Statement of a client: invoices and payments in order of day, with the running balance',
  params: clientParams,
  columns: columnsOf({
    rang: 'count',
    date: 'day',
    nature: 'text',
    reference: 'text',
    id_facture: 'text',
    libelle: 'text',
    debit: 'money',
    credit: 'money',
    solde: 'money',
  }),
  key: ['rang'],
  sort: '-rang',
  totals: ['debit', 'credit'],
  async read(reader, query) {
    await mustSee(reader, query.id);
    const params = new Params();
    const id = params.add(query.id);
    const { words } = reader;
    // The balance runs over everything; the dates of the query only choose what is shown of it.
    const shown = [
      ...(query.date_debut ? [`date >= ${words.day(params.add(query.date_debut))}`] : []),
      ...(query.date_fin ? [`date <= ${words.day(params.add(query.date_fin))}`] : []),
    ];
    const sql = `WITH moves AS (
        SELECT date_emission AS date, 'facture' AS nature, id_facture AS reference, id_facture, statut_paiement AS libelle,
          ca AS debit, CAST(0 AS DECIMAL(18, 2)) AS credit
        FROM fact_factures WHERE id_entreprise = ${id}
        UNION ALL
        SELECT date_paiement, 'paiement', id_paiement, id_facture, mode_paiement, CAST(0 AS DECIMAL(18, 2)), montant_paye
        FROM fact_paiements WHERE id_entreprise = ${id}
      ), numbered AS (
        SELECT *, row_number() OVER (ORDER BY date, nature, reference) AS rang FROM moves
      )
      SELECT * REPLACE (CAST(date AS VARCHAR) AS date) FROM (
        SELECT * FROM (
          SELECT *, sum(debit - credit) OVER (ORDER BY rang ROWS UNBOUNDED PRECEDING) AS solde FROM numbered
        ) n ${shown.length > 0 ? `WHERE ${shown.join(' AND ')}` : ''}
      ) s`;
    return { params, sql };
  },
};

const plotsOfClient: Table<ClientQuery> = {
  ...CLIENTS,
  path: '/api/clients/:id/lots',
  name: 'lots-du-client',
  summary: 'Leases of a client, newest first',
  params: clientParams,
  columns: columnsOf({
    id_attribution: 'text',
    id_lot: 'text',
    numero: 'text',
    zone_id: 'text',
    zone_name: 'text',
    superficie_hectares: 'number',
    date_debut: 'day',
    date_fin: 'day',
    statut: 'text',
    en_cours: 'yes_no',
  }),
  key: ['id_attribution'],
  sort: '-date_debut',
  totals: ['superficie_hectares'],
  async read(reader, query) {
    await mustSee(reader, query.id);
    const params = new Params();
    const { day: dayOf, truth } = reader.words;
    const [id, day] = [params.add(query.id), dayOf(params.add(reader.asOf))];
    const running = `a.is_valide AND a.date_debut <= ${day} AND (a.date_fin IS NULL OR a.date_fin >= ${day})`;
    const sql = `SELECT a.id_attribution, a.id_lot AS id_lot, l.numero, z.id_zone AS zone_id, z.nom_zone AS zone_name,
        l.superficie_hectares AS superficie_hectares, CAST(a.date_debut AS VARCHAR) AS date_debut, CAST(a.date_fin AS VARCHAR) AS date_fin, a.statut AS statut,
        ${truth(running)} AS en_cours
      FROM stg_attributions a JOIN stg_lots l ON l.id_lot = a.id_lot JOIN stg_zones z ON z.id_zone = l.id_zone
      WHERE a.id_entreprise = ${id}`;
    return { params, sql };
  },
};

export const clientTables = [...lists, ...groups, transactions, plotsOfClient] as Table[];
