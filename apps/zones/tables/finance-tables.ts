import { z } from 'zod';
import { Params } from '../queries/filters.ts';
import { readBySector, readMonthlyTrends, readTopZones } from '../queries/finance.ts';
import { periodOf } from '../queries/period.ts';
import { groupedInvoices, type Key } from './finance-sql.ts';
import { columnsOf, type ListQuery, type Table } from './table.ts';

const FINANCE = { tag: 'zones: financier', permission: 'zones.finance.read' };
const MOST_DRAWN = 500;

const performanceColumns = columnsOf({
  zone: 'text',
  mois: 'day',
  secteur: 'text',
  ca_total: 'money',
  ca_moyen_par_client: 'money',
  montant_impaye: 'money',
  taux_impaye_pct: 'percent',
  taux_paiement_pct: 'percent',
  delai_moyen_paiement: 'number',
  taux_recouvrement_moyen: 'percent',
  creances_clients_montant: 'money',
  factures_payees: 'count',
  factures_impayees: 'count',
  date_maj: 'day',
});

const performance: Table = {
  ...FINANCE,
  path: '/api/financier',
  name: 'performance-financiere',
  summary: 'Invoicing, payment and debt by zone, month of issue and sector',
  columns: performanceColumns,
  key: ['zone', 'mois', 'secteur'],
  sort: '-mois',
  totals: ['ca_total', 'montant_impaye', 'creances_clients_montant', 'factures_payees', 'factures_impayees'],
  async read(reader, query) {
    const period = periodOf(query, reader.asOf);
    const params = new Params();
    const cells = await groupedInvoices(reader, query, period, {
      by: { zone: 'zone', mois: 'mois', secteur: 'secteur' },
      sums: [
        ...(['ca_total', 'ca_moyen_par_client', 'montant_impaye', 'taux_impaye_pct', 'taux_paiement_pct'] as const),
        ...(['delai_moyen_paiement', 'creances_clients_montant', 'factures_payees', 'factures_impayees'] as const),
        ['taux_recouvrement_moyen', 'taux_recouvrement'],
      ],
      params,
    });
    return { period, params, sql: `SELECT *, ${params.add(reader.asOf)} AS date_maj FROM (${cells}) c` };
  },
};

const topZones: Table = {
  ...FINANCE,
  path: '/api/financier/top_zones_performance',
  name: 'zones-performance',
  summary: 'Zones by revenue',
  columns: columnsOf({
    zone: 'text',
    ca_total: 'money',
    montant_impaye: 'money',
    taux_paiement_pct: 'percent',
    rang: 'count',
  }),
  key: ['rang'],
  sort: 'rang',
  limit: MOST_DRAWN,
  totals: ['ca_total', 'montant_impaye'],
  read: async (reader, query) => {
    const { period, items } = await readTopZones(reader, query);
    return { period, rows: items };
  },
};

const trends: Table = {
  ...FINANCE,
  path: '/api/financier/tendances_mensuelles',
  name: 'tendances-mensuelles',
  summary: 'Revenue, debt and rates by month of issue',
  columns: columnsOf({
    mois: 'day',
    ca_total: 'money',
    montant_impaye: 'money',
    taux_paiement_pct: 'percent',
    taux_recouvrement: 'percent',
    ca_total_n1: 'money',
  }),
  key: ['mois'],
  sort: 'mois',
  limit: MOST_DRAWN,
  totals: ['ca_total', 'montant_impaye', 'ca_total_n1'],
  read: async (reader, query) => {
    const { period, items } = await readMonthlyTrends(reader, query);
    return { period, rows: items };
  },
};

const topClients: Table = {
  ...FINANCE,
  path: '/api/financier/top_clients',
  name: 'top-clients',
  summary: 'Clients by revenue',
  columns: columnsOf({
    id_entreprise: 'text',
    raison_sociale: 'text',
    zone: 'text',
    secteur_activite: 'text',
    segment_client: 'text',
    ca_total: 'money',
    montant_impaye: 'money',
  }),
  key: ['id_entreprise'],
  sort: '-ca_total',
  limit: 10,
  totals: ['ca_total', 'montant_impaye'],
  async read(reader, query) {
    const period = periodOf(query, reader.asOf);
    const params = new Params();
    const by = {
      ...({ id_entreprise: 'client', raison_sociale: 'client_name', zone: 'client_zone' } as const),
      ...({ secteur_activite: 'secteur', segment_client: 'segment' } as const),
    };
    const sql = await groupedInvoices(reader, query, period, { by, sums: ['ca_total', 'montant_impaye'], params });
    return { period, params, sql };
  },
};

const bySector: Table = {
  ...FINANCE,
  path: '/api/financier/by_secteur',
  name: 'secteurs',
  summary: 'Revenue and debt by sector',
  columns: columnsOf({ secteur: 'text', ca_total: 'money', part_pct: 'percent', montant_impaye: 'money' }),
  key: ['secteur'],
  sort: '-ca_total',
  limit: MOST_DRAWN,
  totals: ['ca_total', 'montant_impaye'],
  read: async (reader, query) => {
    const { period, items } = await readBySector(reader, query);
    return { period, rows: items };
  },
};

const AXES = ['mois', 'zone', 'secteur', 'segment', 'region'] as const satisfies readonly Key[];

const recovery: Table<ListQuery & { par?: (typeof AXES)[number] }> = {
  ...FINANCE,
  path: '/api/financier/recouvrement',
  name: 'recouvrement',
  summary: 'What was recovered of what fell due, by month of issue, zone, sector, segment or region',
  query: z.object({ par: z.enum(AXES).default('mois') }),
  columns: columnsOf({
    axe: 'text',
    factures: 'count',
    montant_echu: 'money',
    montant_recouvre: 'money',
    montant_restant: 'money',
    taux_recouvrement: 'percent',
    delai_moyen_paiement: 'number',
  }),
  key: ['axe'],
  sort: 'axe',
  limit: MOST_DRAWN,
  totals: ['factures', 'montant_echu', 'montant_recouvre', 'montant_restant'],
  async read(reader, query) {
    const period = periodOf(query, reader.asOf);
    const params = new Params();
    const sql = await groupedInvoices(reader, query, period, {
      by: { axe: query.par ?? 'mois' },
      sums: [
        ...(['factures', 'montant_echu', 'montant_recouvre', 'montant_restant'] as const),
        ...(['taux_recouvrement', 'delai_moyen_paiement'] as const),
      ],
      params,
    });
    return { period, params, sql };
  },
};

export const financeTables = [performance, topZones, trends, topClients, bySector, recovery] as Table[];
