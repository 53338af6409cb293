import type { Services } from '@griot/application';
import { Decimal, endOf } from '@griot/kernel';
import { z } from 'zod';
import { Params } from '../queries/filters.ts';
import {
  cellsOf,
  type Figures,
  monthFigures,
  OPERATIONS,
  OPERATIONS_KPIS,
  type OperationsKpi,
  zoneFigures,
} from '../queries/operations.ts';
import { periodOf } from '../queries/period.ts';
import { readSummary } from '../queries/summaries.ts';
import { groupedInvoices } from './finance-sql.ts';
import { type ColumnKind, columnsOf, type ListQuery, type RawRow, type Table } from './table.ts';

const OPERATIONS_HEAD = { tag: 'zones: opérationnel', permission: 'zones.operations.read' };
const MOST_DRAWN = 500;

const KINDS: Record<string, ColumnKind> = { currency: 'money', percent: 'percent', days: 'number', count: 'number' };
const kpiColumns = Object.fromEntries(
  OPERATIONS_KPIS.map((name): [string, ColumnKind] => [name, KINDS[OPERATIONS[name].unit] ?? 'number']),
);
const cellColumns = columnsOf({
  zone: 'text',
  date: 'day',
  kpi_name: 'text',
  valeur_actuelle: 'number',
  valeur_periode_precedente: 'number',
  variance_pct: 'percent',
  tendance: 'text',
  date_maj: 'day',
});

/** `(now - before) / |before| x 100` and its arrow, as `mart_kpi_operationnels` has them. */
function variation(
  now: string | null,
  before: string | null,
): { variance_pct: string | null; tendance: string | null } {
  if (now === null || before === null) return { variance_pct: null, tendance: null };
  const [a, b] = [Decimal.parse(now), Decimal.parse(before)];
  const sign = a.compare(b);
  const size = b.compare(Decimal.zero) < 0 ? b.negate() : b;
  return {
    variance_pct: b.isZero() ? null : a.subtract(b).multiply(Decimal.parse('100')).divide(size, 2).toString(),
    tendance: sign > 0 ? '↑' : sign < 0 ? '↓' : '=',
  };
}

const list: Table = {
  ...OPERATIONS_HEAD,
  path: '/api/operationnel',
  name: 'kpi-operationnels',
  summary: 'Eight indicators by zone and month, beside the month before',
  columns: cellColumns,
  key: ['zone', 'date', 'kpi_name'],
  sort: '-date',
  async read(reader, query) {
    const { period, cells } = await cellsOf(reader, query);
    return { period, rows: cells.map((cell) => ({ ...cell, ...varied(cell), date_maj: reader.asOf })) };
  },
};

const varied = (cell: { valeur_actuelle: string | null; valeur_periode_precedente: string | null }) =>
  variation(cell.valeur_actuelle, cell.valeur_periode_precedente);

const byKpi: Table<ListQuery & { kpi: OperationsKpi }> = {
  ...OPERATIONS_HEAD,
  path: '/api/operationnel/by_kpi/:kpi',
  name: 'kpi-par-zone-et-mois',
  summary: 'One indicator by zone and month',
  params: z.object({ kpi: z.enum(OPERATIONS_KPIS as [OperationsKpi, ...OperationsKpi[]]) }),
  columns: cellColumns,
  key: ['zone', 'date'],
  sort: '-date',
  limit: MOST_DRAWN,
  async read(reader, query) {
    const { period, cells } = await cellsOf(reader, query);
    const own = cells.filter((cell) => cell.kpi_name === query.kpi);
    return { period, rows: own.map((cell) => ({ ...cell, ...varied(cell), date_maj: reader.asOf })) };
  },
};

const trends: Table = {
  ...OPERATIONS_HEAD,
  path: '/api/operationnel/tendances',
  name: 'tendances-operationnelles',
  summary: 'The eight indicators by month',
  columns: { mois: 'day', ...kpiColumns },
  key: ['mois'],
  sort: 'mois',
  limit: MOST_DRAWN,
  async read(reader, query) {
    const months = await monthFigures(reader, query);
    return {
      period: periodOf(query, reader.asOf),
      rows: months.map(({ mois, figures }): RawRow => ({ mois, ...figures })),
    };
  },
};

const zonesPerformance: Table = {
  ...OPERATIONS_HEAD,
  path: '/api/operationnel/performance_zones',
  name: 'performance-des-zones',
  summary: 'The eight indicators of each zone over the period',
  columns: { rang: 'count', zone_id: 'text', zone: 'text', ...kpiColumns },
  key: ['zone'],
  sort: 'rang',
  limit: MOST_DRAWN,
  totals: ['ca_total', 'encaissements', 'factures_emises', 'nouvelles_attributions'],
  async read(reader, query) {
    const zones = await zoneFigures(reader, query);
    zones.sort((a, b) => Number(b.figures.ca_total) - Number(a.figures.ca_total) || (a.zone < b.zone ? -1 : 1));
    return {
      period: periodOf(query, reader.asOf),
      rows: zones.map(({ zone_id, zone, figures }, index): RawRow => ({ rang: index + 1, zone_id, zone, ...figures })),
    };
  },
};

/** Fewer days are better; of everything else more is. */
const LESS_IS_BETTER: readonly OperationsKpi[] = ['delai_moyen_paiement'];

/** 100 for the best of the zones compared, 0 for nothing: the best's value over one's own where less is better. */
function indexOf(kpi: OperationsKpi, value: string | null, all: readonly Figures[]): string | null {
  if (value === null) return null;
  const values = all.flatMap((figures) => (figures[kpi] === null ? [] : [Number(figures[kpi])]));
  if (LESS_IS_BETTER.includes(kpi)) {
    const best = Math.min(...values);
    return Number(value) <= 0 ? '100.0' : ((100 * best) / Number(value)).toFixed(1);
  }
  const best = Math.max(...values);
  return best <= 0 ? '0.0' : Math.max(0, (100 * Number(value)) / best).toFixed(1);
}

const comparison: Table = {
  ...OPERATIONS_HEAD,
  path: '/api/operationnel/comparatif_zones',
  name: 'comparatif-des-zones',
  summary: 'Each indicator of each zone as an index of the best zone (100)',
  columns: columnsOf({ zone_id: 'text', zone: 'text', kpi_name: 'text', valeur: 'number', indice: 'number' }),
  key: ['zone', 'kpi_name'],
  sort: 'zone',
  limit: MOST_DRAWN,
  async read(reader, query) {
    const zones = await zoneFigures(reader, query);
    const all = zones.map((zone) => zone.figures);
    const rows = zones.flatMap(({ zone_id, zone, figures }) =>
      OPERATIONS_KPIS.map((kpi): RawRow => {
        const valeur = figures[kpi];
        return { zone_id, zone, kpi_name: kpi, valeur, indice: indexOf(kpi, valeur, all) };
      }),
    );
    return { period: periodOf(query, reader.asOf), rows };
  },
};

function details(services: Services): Table {
  return {
    ...OPERATIONS_HEAD,
    path: '/api/operationnel/kpi_details',
    name: 'detail-des-kpi',
    summary: 'Each indicator over the period, against the period before, with its best and weakest zones',
    columns: columnsOf({
      kpi_name: 'text',
      libelle: 'text',
      unite: 'text',
      valeur_actuelle: 'number',
      valeur_periode_precedente: 'number',
      variance_pct: 'percent',
      tendance: 'text',
      meilleure_zone: 'text',
      meilleure_valeur: 'number',
      plus_faible_zone: 'text',
      plus_faible_valeur: 'number',
    }),
    key: ['kpi_name'],
    sort: 'kpi_name',
    async read(reader, query) {
      const [{ kpis, period }, zones] = await Promise.all([
        readSummary(services, reader, 'operationnel', query),
        zoneFigures(reader, query),
      ]);
      const rows = kpis.map((kpi): RawRow => {
        const name = kpi.metric as OperationsKpi;
        const known = zones.filter((zone) => zone.zone_id !== null && zone.figures[name] !== null);
        known.sort((a, b) => Number(b.figures[name]) - Number(a.figures[name]) || (a.zone < b.zone ? -1 : 1));
        if (LESS_IS_BETTER.includes(name)) known.reverse();
        const [best, weakest] = [known[0], known.at(-1)];
        return {
          kpi_name: name,
          libelle: kpi.label,
          unite: kpi.unit,
          valeur_actuelle: kpi.value,
          valeur_periode_precedente: kpi.previous,
          ...variation(kpi.value, kpi.previous),
          meilleure_zone: best?.zone ?? null,
          meilleure_valeur: best?.figures[name] ?? null,
          plus_faible_zone: weakest?.zone ?? null,
          plus_faible_valeur: weakest?.figures[name] ?? null,
        };
      });
      return { period, rows };
    },
  };
}

const periods: Table = {
  ...OPERATIONS_HEAD,
  path: '/api/operationnel/periodes',
  name: 'periodes',
  summary: 'Months that have invoices, newest first, and whether they are over',
  columns: columnsOf({
    mois: 'day',
    debut: 'day',
    fin: 'day',
    complet: 'yes_no',
    factures: 'count',
    ca_total: 'money',
  }),
  key: ['mois'],
  sort: '-mois',
  limit: MOST_DRAWN,
  totals: ['factures', 'ca_total'],
  async read(reader, query) {
    const params = new Params();
    const dated = query.date_debut !== undefined || query.date_fin !== undefined;
    const period = dated ? periodOf(query, reader.asOf) : { from: '1960-01-01', to: reader.asOf };
    const sql = await groupedInvoices(reader, query, period, {
      by: { mois: 'mois' },
      sums: ['factures', 'ca_total'],
      params,
    });
    const rows = await reader.rows<RawRow>(sql, params.values);
    return {
      rows: rows.map((row) => {
        const fin = endOf('month', String(row.mois));
        return { ...row, debut: row.mois ?? null, fin, complet: fin <= reader.asOf };
      }),
    };
  },
};

export const operationsTables = (services: Services): Table[] =>
  [list, byKpi, trends, zonesPerformance, comparison, details(services), periods] as Table[];
