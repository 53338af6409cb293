import type { Figure, FigureUnit } from '@griot/ui';
import type { WidgetData } from '../answers.ts';

type Cell = WidgetData['rows'][number][number];
export type DataColumn = WidgetData['columns'][number];

/** A figure of an answer as charts and cards read it: exact text, null where there is nothing. */
export function figureOf(value: Cell | undefined): Figure {
  if (value === null || value === undefined || typeof value === 'boolean') return null;
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return null;
  const text = String(value);
  return text.includes('e') ? value.toFixed(6) : text;
}

export const textOf = (value: Cell | undefined, none: string): string =>
  value === null || value === undefined || value === '' ? none : String(value);

export const unitOf = (column: DataColumn | undefined): FigureUnit => column?.unit ?? 'count';

export interface Shape {
  dimensions: { column: DataColumn; at: number }[];
  metrics: { column: DataColumn; at: number }[];
}

/** Where the dimensions and the metrics stand in the rows. */
export function shapeOf({ columns }: WidgetData): Shape {
  const all = columns.map((column, at) => ({ column, at }));
  return {
    dimensions: all.filter(({ column }) => column.kind === 'dimension'),
    metrics: all.filter(({ column }) => column.kind === 'metric'),
  };
}

/** The value of a column of the first row, by its name. */
export function firstOf(data: WidgetData, name: string): Cell | undefined {
  const at = data.columns.findIndex((column) => column.name === name);
  return at < 0 ? undefined : data.rows[0]?.[at];
}

/** What stands above a widget: its own title, or its metrics and their dimension in words. */
export function titleOf(title: string | undefined, data: WidgetData, by: string): string {
  if (title) return title;
  const { dimensions, metrics } = shapeOf(data);
  const names = metrics.map(({ column }) => column.label).join(', ');
  const along = dimensions.find(({ column }) => column.grain === undefined)?.column.label;
  return along === undefined ? names : `${names} ${by} ${along.toLowerCase()}`;
}
