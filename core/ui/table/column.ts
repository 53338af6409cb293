import type { ReactNode } from 'react';
import type { FigureUnit } from '../formats/number.ts';

/** What a cell holds before it is shown: texts, days as `YYYY-MM-DD`, figures as exact decimals. */
export type CellValue = string | number | null | undefined;

export interface Column<Row> {
  id: string;
  heading: string;
  /** `figure` needs a unit; it is right-aligned and its unit stands in the heading. */
  kind: 'text' | 'figure' | 'day';
  unit?: FigureUnit;
  value: (row: Row) => CellValue;
  /** How it is shown, when the value alone is not enough (a badge, a link). */
  render?: (row: Row) => ReactNode;
  /** What filters, exports and screen readers use for a rendered value: `Actif` for `actif`. */
  text?: (row: Row) => string;
  /** Pixels; the heading column takes what is left. */
  width?: number;
  /** Sums the shown rows in the totals row (exact). */
  total?: boolean;
  /** A choice among the values instead of a search. */
  options?: boolean;
  /** Not shown until chosen. */
  hidden?: boolean;
  /** On a phone a row is a card with its first column and the columns marked so. */
  onPhone?: boolean;
  sortable?: boolean;
}

/** What a person set in a column's filter. */
export type ColumnFilterValue =
  | { kind: 'text'; text: string }
  | { kind: 'options'; chosen: string[] }
  | { kind: 'range'; from: string | null; to: string | null };

export function isEmptyFilter(filter: ColumnFilterValue): boolean {
  if (filter.kind === 'text') return filter.text.trim() === '';
  if (filter.kind === 'options') return filter.chosen.length === 0;
  return filter.from === null && filter.to === null;
}
