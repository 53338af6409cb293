import type { FigureUnit, TimeSeries } from '@griot/ui';
import type { WidgetData } from '../answers.ts';
import { type DataColumn, figureOf, shapeOf, textOf, unitOf } from './figures.ts';

const MOST_SERIES = 7;

export interface TimeFigures {
  periods: string[];
  grain: 'month' | 'day';
  /** One chart for each unit: figures of different units share no axis. */
  charts: { unit: FigureUnit; currency: string | undefined; series: TimeSeries[] }[];
  /** Series that are not drawn, because seven are. */
  leftOut: number;
}

/** Rows over time as series: one for each metric, or one for each value of the second dimension. */
export function timeFigures(data: WidgetData, kind: 'line' | 'bar' | 'area', none: string): TimeFigures {
  const { dimensions, metrics } = shapeOf(data);
  const [time, split] = dimensions;
  const periods = [...new Set(data.rows.map((row) => String(row[time?.at ?? 0])))].sort();
  const place = new Map(periods.map((period, at) => [period, at]));
  const grain = ['month', 'quarter', 'year'].includes(time?.column.grain ?? '') ? 'month' : 'day';
  if (split) {
    const metric = metrics[0];
    const found = new Map<string, TimeSeries & { size: number }>();
    for (const row of data.rows) {
      const label = textOf(row[split.at], none);
      const series = found.get(label) ?? { key: label, label, values: periods.map(() => null), shape: kind, size: 0 };
      const value = figureOf(row[metric?.at ?? 0]);
      series.values[place.get(String(row[time?.at ?? 0])) ?? 0] = value;
      series.size += Math.abs(Number(value ?? 0));
      found.set(label, series);
    }
    const ordered = [...found.values()].sort((a, b) => b.size - a.size);
    const series = ordered.slice(0, MOST_SERIES);
    const unit = unitOf(metric?.column);
    const currency = metric?.column.currency;
    return { periods, grain, charts: [{ unit, currency, series }], leftOut: ordered.length - series.length };
  }
  const charts = new Map<string, TimeFigures['charts'][number]>();
  for (const { column, at } of metrics) {
    const chart = charts.get(keyOf(column)) ?? { unit: unitOf(column), currency: column.currency, series: [] };
    charts.set(keyOf(column), chart);
    const pick = (from: number) => {
      const values: TimeSeries['values'] = periods.map(() => null);
      for (const row of data.rows) values[place.get(String(row[time?.at ?? 0])) ?? 0] = figureOf(row[from]);
      return values;
    };
    chart.series.push({ key: column.name, label: column.label, values: pick(at), shape: kind });
    const before = data.columns.findIndex((one) => one.name === `${column.name}__previous`);
    const previous = data.columns[before];
    if (previous)
      chart.series.push({
        key: previous.name,
        label: metrics.length === 1 ? comparedTo(column.label, previous.label) : previous.label,
        values: pick(before),
        shape: 'line',
        previous: true,
      });
  }
  return { periods, grain, charts: [...charts.values()], leftOut: 0 };
}

/** Of « Chiffre d'affaires (un an plus tôt) » what tells it from the metric beside it. */
function comparedTo(metric: string, label: string): string {
  const [, inside] = label.startsWith(metric) ? (/\((.+)\)$/.exec(label) ?? []) : [];
  return inside ? inside.charAt(0).toUpperCase() + inside.slice(1) : label;
}

const keyOf = (column: DataColumn): string => `${column.unit ?? ''} ${column.currency ?? ''}`;
