import { addMonths, type Day, endOf, startOf } from '@griot/kernel';
import type { Value } from '@griot/metrics';
import { figureOf, records, text, type Unit } from './figures.ts';
import { metricFilters } from './filters.ts';
import type { PeriodQuery } from './finance.ts';
import { monthsOf, type Period, periodOf } from './period.ts';
import { NO_ZONE, type Reader } from './reader.ts';

/** The eight operational indicators, with the rows they stand on: those of one group are asked together. */
export const OPERATIONS = {
  ca_total: { unit: 'currency', group: 'invoices', rate: false },
  encaissements: { unit: 'currency', group: 'payments', rate: false },
  factures_emises: { unit: 'count', group: 'invoices', rate: false },
  clients_factures: { unit: 'count', group: 'invoices', rate: false },
  taux_recouvrement: { unit: 'percent', group: 'invoices', rate: true },
  delai_moyen_paiement: { unit: 'days', group: 'invoices', rate: true },
  taux_occupation: { unit: 'percent', group: 'land', rate: true },
  nouvelles_attributions: { unit: 'count', group: 'leases', rate: false },
} as const satisfies Record<string, { unit: Unit; group: string; rate: boolean }>;
export type OperationsKpi = keyof typeof OPERATIONS;
export const OPERATIONS_KPIS = Object.keys(OPERATIONS) as OperationsKpi[];

export type Figures = Record<OperationsKpi, string | null>;
export interface ZoneFigures {
  zone_id: string | null;
  zone: string;
  figures: Figures;
}

const GROUPS = ['invoices', 'payments', 'land', 'leases'] as const;
const ofGroup = (group: string): OperationsKpi[] => OPERATIONS_KPIS.filter((name) => OPERATIONS[name].group === group);

/** A sum over nothing is zero; a rate over nothing is not known. */
function figures(rows: readonly Record<string, Value>[]): Figures {
  const row = Object.assign({}, ...rows) as Record<string, Value | undefined>;
  const entries = OPERATIONS_KPIS.map((name): [OperationsKpi, string | null] => {
    const { unit, rate } = OPERATIONS[name];
    return [name, figureOf(row[name] ?? (rate ? null : unit === 'currency' ? '0.00' : '0'), unit)];
  });
  return Object.fromEntries(entries) as Figures;
}

async function askGroups(
  reader: Reader,
  query: PeriodQuery,
  period: Period,
  dimensions: readonly (string | { name: string; grain: string })[],
): Promise<Record<string, Value>[][]> {
  const filters = await reader.filters(query);
  return Promise.all(
    GROUPS.map(async (group) =>
      records(
        await reader.metrics({
          metrics: ofGroup(group),
          dimensions,
          filters: metricFilters(filters, group === 'land' ? 'land' : 'clients'),
          timeRange: period,
        }),
      ),
    ),
  );
}

const zoneOf = (row: Record<string, Value>): string =>
  row.zone === null || row.zone === undefined ? '' : text(row.zone);

/** Zones with their figures over a period; clients without a zone are one more, when they have any. */
export async function zoneFigures(
  reader: Reader,
  query: PeriodQuery,
  period = periodOf(query, reader.asOf),
): Promise<ZoneFigures[]> {
  const answers = await askGroups(reader, query, period, ['zone', 'zone__nom_zone']);
  const rows = new Map<string, { name: string; found: Record<string, Value>[] }>();
  for (const row of answers.flat()) {
    const known = rows.get(zoneOf(row)) ?? { name: text(row.zone__nom_zone) || NO_ZONE, found: [] };
    known.found.push(row);
    rows.set(zoneOf(row), known);
  }
  return [...rows].map(([id, { name, found }]) => ({ zone_id: id || null, zone: name, figures: figures(found) }));
}

/** Figures by month of a period, months without any act too. */
export async function monthFigures(reader: Reader, query: PeriodQuery): Promise<{ mois: Day; figures: Figures }[]> {
  const period = periodOf(query, reader.asOf);
  const answers = await askGroups(reader, query, period, [{ name: 'metric_time', grain: 'month' }]);
  const found = answers.flat();
  const monthOf = (row: Record<string, Value>): string => text(row.metric_time__month).slice(0, 10);
  return monthsOf(period).map((mois) => ({ mois, figures: figures(found.filter((row) => monthOf(row) === mois)) }));
}

export interface Cell {
  zone_id: string | null;
  zone: string;
  date: Day;
  kpi_name: OperationsKpi;
  valeur_actuelle: string | null;
  valeur_periode_precedente: string | null;
}

/** Each indicator by zone and month, beside the month before. Months are whole, as in `mart_kpi_operationnels`. */
export async function cellsOf(reader: Reader, query: PeriodQuery): Promise<{ period: Period; cells: Cell[] }> {
  const period = periodOf(query, reader.asOf);
  const months = monthsOf(period);
  const first = addMonths(startOf('month', period.from), -1);
  const last = endOf('month', period.to);
  const range = { from: first, to: last < reader.asOf ? last : reader.asOf };
  const answers = await askGroups(reader, query, range, [
    'zone',
    'zone__nom_zone',
    { name: 'metric_time', grain: 'month' },
  ]);
  const zones = new Map<string, string>();
  const found = new Map<string, Record<string, Value>[]>();
  for (const row of answers.flat()) {
    zones.set(zoneOf(row), text(row.zone__nom_zone) || NO_ZONE);
    const key = `${zoneOf(row)} ${text(row.metric_time__month).slice(0, 10)}`;
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  const cells = [...zones].flatMap(([id, zone]) => {
    const at = (month: Day): Figures => figures(found.get(`${id} ${month}`) ?? []);
    return months.flatMap((date) => {
      const [now, before] = [at(date), at(addMonths(date, -1))];
      return OPERATIONS_KPIS.map((kpi_name): Cell => {
        const own = { valeur_actuelle: now[kpi_name], valeur_periode_precedente: before[kpi_name] };
        return { zone_id: id || null, zone, date, kpi_name, ...own };
      });
    });
  });
  return { period, cells };
}
