import type { Figure, FigureUnit } from '../formats/number.ts';

/** One line or set of bars over time. */
export interface TimeSeries {
  key: string;
  label: string;
  values: Figure[];
  /** Slot of the palette; by position when absent. */
  slot?: number;
  shape?: 'line' | 'bar' | 'area';
  /** The same a period before: drawn pale, behind, without a colour of its own. */
  previous?: boolean;
  /** What a figure is held against (a threshold): a dashed line in the colour of state, without a slot. */
  limit?: boolean;
}

/** One bar of a ranking or slice of a whole. */
export interface ChartItem {
  key: string;
  label: string;
  value: Figure;
  slot?: number;
}

export interface ChartValueStyle {
  unit: FigureUnit;
  currency?: string;
}

/** What both the table view and the CSV of a chart show. */
export interface ChartTable {
  headings: string[];
  rows: { key: string; cells: (string | null)[] }[];
}
