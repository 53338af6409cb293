import { type FigureUnit, formatFigure, formatNumber, formatPercent } from '@griot/kernel';
import type { MetricColumn, Value } from '@griot/metrics';
import type { Knowledge } from '../knowledge.ts';
import type { Asked } from '../understand/asked.ts';
import { sayLimit, sayValue } from './chips.ts';
import type { Measured, Row } from './measured.ts';
import { sayBucket, sayPeriod } from './say-period.ts';

export type Locale = 'fr' | 'en';

/** What a sentence is made of. */
export interface Told {
  readonly asked: Asked;
  readonly measured: Measured;
  readonly knowledge: Knowledge;
  readonly locale: Locale;
}

/** Doubles may be written with an exponent, which figures are not. */
const plain = (value: Value): Value =>
  typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(6) : value;

/** One cell as people read it, with its unit. */
export function sayCell(
  value: Value,
  column: MetricColumn | undefined,
  { locale, knowledge }: Pick<Told, 'locale' | 'knowledge'>,
): string {
  if (value === null || value === undefined) return '–';
  if (column?.grain) return sayBucket(String(value), column.grain, locale);
  if (column?.kind === 'dimension' || !column) return sayValue(value);
  if (column.kind === 'share' || column.name.endsWith('__change_pct'))
    return formatPercent(String(plain(value)), locale);
  const currency = column.currency ?? knowledge.context.currency ?? 'XOF';
  return formatFigure(String(plain(value)), (column.unit ?? 'count') as FigureUnit, locale, currency);
}

/** A difference of two figures: that of two percentages is in points. */
export function sayDifference(
  value: number,
  column: MetricColumn | undefined,
  told: Pick<Told, 'locale' | 'knowledge'>,
): string {
  const sign = value > 0 ? '+' : '';
  if (column?.unit !== 'percent') return `${sign}${sayCell(value, column, told)}`;
  const points = told.locale === 'fr' ? 'point' : 'percentage point';
  const many = Math.abs(value) >= 2 || (told.locale === 'en' && Math.abs(value) !== 1) ? 's' : '';
  return `${sign}${formatNumber(value.toFixed(6), told.locale, 1)}\u00a0${points}${many}`;
}

/** ` (Yopougon, octobre 2026)`: what the figure is narrowed to. */
export function over({ asked, knowledge, locale }: Told): string {
  const french = locale === 'fr';
  const balance = asked.metrics.every((name) => knowledge.lexicon.metrics.get(name)?.balance);
  const counted = asked.kind === 'list' || asked.kind === 'count';
  const parts = asked.filters.flatMap((filter) => {
    const { dimension, operator, value } = filter;
    if (dimension === 'metric_time') return [];
    // Of a list, the limit is what it is a list of, and said there.
    if (asked.metrics.includes(dimension)) return counted ? [] : [sayLimit(filter, knowledge, locale)];
    const text = (Array.isArray(value) ? value : [value]).map(sayValue).join(', ');
    return [operator === 'ne' || operator === 'not_in' ? `${french ? 'sauf' : 'except'} ${text}` : text];
  });
  if (asked.timeRange) {
    const end = asked.timeRange.to;
    const day = `${end.slice(8, 10)}/${end.slice(5, 7)}/${end.slice(0, 4)}`;
    parts.push(
      balance && !asked.dimensions.some((one) => one.startsWith('metric_time'))
        ? `${french ? 'au' : 'on'} ${day}`
        : sayPeriod(asked.timeRange, locale),
    );
  }
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** `+6,9 %`, or between two percentages `+1,4 point`; nothing where it cannot be told. */
export function sayChange(told: Told, name: string, read: (column: string) => Value): string {
  const { measured } = told;
  const column = measured.columns.find((one) => one.name === name);
  const [now, before, change] = [read(name), read(`${name}__previous`), read(`${name}__change_pct`)];
  if (before === null || now === null) return '';
  if (column?.unit === 'percent') return sayDifference(Number(now) - Number(before), column, told);
  if (change === null) return '';
  return `${Number(change) > 0 ? '+' : ''}${formatPercent(String(plain(change)), told.locale)}`;
}

/** `, contre 10 948 933 330 FCFA (2024), +6,9 %`: a figure against that of the period before. */
export function sayAgainst(told: Told, name: string, read: (column: string) => Value): string {
  const { measured, locale } = told;
  const french = locale === 'fr';
  const before = read(`${name}__previous`);
  if (before === null) return french ? ', sans chiffre à comparer' : ', with nothing to compare';
  const column = measured.columns.find((one) => one.name === `${name}__previous`);
  const period = measured.previousPeriod ? ` (${sayPeriod(measured.previousPeriod, locale)})` : '';
  const change = sayChange(told, name, read);
  return `${french ? ', contre' : ', against'} ${sayCell(before, column, told)}${period}${change === '' ? '' : `, ${change}`}`;
}

/** Reads one row by the names of its columns. */
export function readerOf(measured: Measured, row: Row | undefined): (column: string) => Value {
  return (column) => row?.[measured.columns.findIndex((one) => one.name === column)] ?? null;
}
