import {
  currencyLabel,
  type Figure,
  type FigureUnit,
  type FormatLocale,
  formatDay,
  formatMonth,
  formatPercent,
  unitLabel,
} from '@griot/kernel';
import type { MetricColumn, Value } from '@griot/metrics';
import type { WidgetData } from '../run/read-widgets.ts';

/** What a printed widget says beside its figures, in the reader's language. */
export interface PrintWords {
  locale: FormatLocale;
  none: string;
  others: string;
  unit(column: MetricColumn): string;
  label(column: MetricColumn | undefined, value: unknown): string;
  percent(value: number | null): string;
  /** That amounts in other currencies are not in these figures; empty when there are none. */
  leftOut(data: Pick<WidgetData, 'leftOut'>): string;
}

export function printWords(locale: FormatLocale): PrintWords {
  const none = locale === 'fr' ? '(vide)' : '(empty)';
  return {
    locale,
    none,
    others: locale === 'fr' ? 'Autres' : 'Others',
    unit: (column) => unitLabel(unitOf(column), locale, column.currency),
    label(column, value) {
      if (value === null || value === undefined || value === '') return none;
      if (column?.grain === undefined) return String(value);
      const whole = column.grain === 'month' || column.grain === 'quarter' || column.grain === 'year';
      return whole ? formatMonth(String(value), locale) : formatDay(String(value));
    },
    percent: (value) => formatPercent(value === null ? null : value.toFixed(4), locale),
    leftOut({ leftOut = [] }) {
      if (leftOut.length === 0) return '';
      const names = leftOut.map(currencyLabel).join(', ');
      return locale === 'fr' ? `Sans les montants en ${names}` : `Without the amounts in ${names}`;
    },
  };
}

export const unitOf = (column: MetricColumn): FigureUnit => column.unit ?? 'count';

/** A value of an answer as the formatters read it: exact text, null where there is nothing. */
export function figureText(value: Value | undefined): Figure & (string | null) {
  if (value === null || value === undefined || typeof value === 'boolean') return null;
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return null;
  const text = String(value);
  return text.includes('e') ? value.toFixed(6) : text;
}

export function plainShape({ columns }: WidgetData) {
  const all = columns.map((column, at) => ({ column, at }));
  return {
    dimensions: all.filter(({ column }) => column.kind === 'dimension'),
    metrics: all.filter(({ column }) => column.kind === 'metric'),
  };
}
