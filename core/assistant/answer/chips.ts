import { formatFigure, formatNumber, formatPercent } from '@griot/kernel';
import type { Filter } from '@griot/metrics';
import type { Knowledge, Readable } from '../knowledge.ts';
import type { Asked } from '../understand/asked.ts';
import { sayBucket, sayPeriod } from './say-period.ts';

type Locale = 'fr' | 'en';

/** A part of what was understood, and the question without it; null where nothing would be left. */
export interface Chip {
  readonly kind: 'metric' | 'group' | 'filter' | 'period' | 'compare' | 'order' | 'share' | 'kind';
  readonly text: string;
  readonly without: Asked | null;
}

const GRAINS: Record<Locale, Record<string, string>> = {
  fr: { day: 'jour', week: 'semaine', month: 'mois', quarter: 'trimestre', year: 'année' },
  en: { day: 'day', week: 'week', month: 'month', quarter: 'quarter', year: 'year' },
};

/** « CA · par zone · 2024 · sauf Yopougon »: what was understood, part by part, each to be taken away. */
export function chipsOf(asked: Asked, knowledge: Knowledge, locale: Locale): Chip[] {
  const french = locale === 'fr';
  const chips: Chip[] = [];
  const add = (kind: Chip['kind'], text: string, without: Asked | null) => chips.push({ kind, text, without });
  const listed = asked.kind === 'list' || asked.kind === 'count';
  if (asked.kind === 'why') add('kind', french ? 'pourquoi' : 'why', { ...asked, kind: 'figure', order: null });
  if (asked.kind === 'list') add('kind', french ? 'liste' : 'list', null);
  if (asked.kind === 'mean') add('kind', french ? 'moyenne' : 'mean', { ...asked, kind: 'figure' });
  if (asked.kind === 'median') add('kind', french ? 'médiane' : 'median', { ...asked, kind: 'figure' });
  if (asked.kind === 'check' && asked.check !== null)
    add('kind', `${sayCheck(asked, knowledge, locale)}${french ? ' ?' : '?'}`, {
      ...asked,
      kind: 'figure',
      check: null,
    });
  if (asked.kind === 'count') add('kind', french ? 'combien' : 'how many', { ...asked, kind: 'list' });
  for (const name of asked.metrics) {
    if (listed && !asked.filters.some(({ dimension }) => dimension === name)) continue;
    const rest = asked.metrics.filter((one) => one !== name);
    const filters = asked.filters.filter(({ dimension }) => dimension !== name);
    const order = asked.order?.by === name ? null : asked.order;
    add(
      'metric',
      metricLabel(knowledge, name, locale),
      rest.length > 0 ? { ...asked, metrics: rest, filters, order, limit: order ? asked.limit : null } : null,
    );
  }
  for (const name of asked.dimensions) {
    const rest = asked.dimensions.filter((one) => one !== name);
    const bare = rest.length === 0;
    const without: Asked = {
      ...asked,
      kind: 'figure',
      dimensions: rest,
      ...(bare
        ? {
            order: null,
            limit: null,
            shares: false,
            focus: null,
            filters: asked.filters.filter(({ dimension }) => !asked.metrics.includes(dimension)),
          }
        : {}),
    };
    add(
      'group',
      `${french ? 'par' : 'by'} ${dimensionLabel(knowledge, name, locale).toLowerCase()}`,
      listed && bare ? null : without,
    );
  }
  for (const filter of asked.filters) {
    const without: Asked = { ...asked, filters: asked.filters.filter((one) => one !== filter) };
    add('filter', sayFilter(filter, knowledge, locale), without);
  }
  // A cause is of a change from one period to another: of all time there is none.
  const always: Asked = {
    ...asked,
    timeRange: null,
    compare: null,
    ...(asked.kind === 'why' ? { kind: 'figure' } : {}),
  };
  if (asked.timeRange) add('period', sayPeriod(asked.timeRange, locale), always);
  else if (!asked.filters.some(({ dimension }) => dimension === 'metric_time') && !listed)
    add('period', french ? 'toute la période connue' : 'all known time', null);
  if (asked.compare)
    add(
      'compare',
      asked.compare === 'previous_year'
        ? french
          ? 'contre un an plus tôt'
          : 'against a year earlier'
        : french
          ? 'contre la période d’avant'
          : 'against the period before',
      asked.kind === 'why' ? null : { ...asked, compare: null },
    );
  if (asked.order) {
    const text = sayOrder(asked.order.descending, asked.limit, locale);
    add('order', text, { ...asked, order: null, limit: null });
  }
  if (asked.shares)
    add(
      'share',
      asked.focus === null
        ? french
          ? 'part du total'
          : 'share of the total'
        : `${french ? 'part de' : 'share of'} ${asked.focus}`,
      asked.focus === null ? { ...asked, shares: false } : null,
    );
  return chips;
}

export function metricLabel({ lexicon }: Readable, name: string, locale: Locale): string {
  const metric = lexicon.metrics.get(name);
  return metric?.labels[locale] ?? metric?.label ?? name;
}

export function dimensionLabel({ lexicon }: Knowledge, name: string, locale: Locale): string {
  const grain = /^metric_time__(.+)$/.exec(name)?.[1];
  if (grain) return GRAINS[locale][grain] ?? grain;
  return lexicon.concepts.get(lexicon.conceptOf.get(name) ?? '')?.label[locale] ?? name;
}

/** A value of the data as people read it: `non_viabilisee` → `non viabilisee`. */
export const sayValue = (value: unknown): string => String(value).replaceAll('_', ' ');

export function sayFilter(filter: Filter, knowledge: Knowledge, locale: Locale): string {
  const { dimension, operator, value, grain } = filter;
  const french = locale === 'fr';
  const list = (Array.isArray(value) ? value : [value]) as readonly unknown[];
  if (dimension === 'metric_time')
    return list.map((one) => sayBucket(String(one), grain ?? 'day', locale)).join(french ? ' et ' : ' and ');
  if (knowledge.lexicon.metrics.has(dimension))
    return `${metricLabel(knowledge, dimension, locale)} ${sayLimit(filter, knowledge, locale)}`;
  const text = list.map(sayValue).join(', ');
  return operator === 'ne' || operator === 'not_in' ? `${french ? 'sauf' : 'except'} ${text}` : text;
}

/** `les 5 plus élevés`, `le plus bas`. */
function sayOrder(descending: boolean, limit: number | null, locale: Locale): string {
  const many = limit === null ? '' : ` ${limit}`;
  if (locale === 'en') return `${descending ? 'highest' : 'lowest'}${limit === 1 ? '' : many}`;
  if (limit === 1) return descending ? 'le plus élevé' : 'le plus bas';
  return `les${many} plus ${descending ? 'élevés' : 'bas'}`;
}

const SIGNS: Record<string, string> = { gt: '>', gte: '≥', lt: '<', lte: '≤', eq: '=', ne: '≠' };

/** `> 90 %`, `entre 1 000 FCFA et 5 000 FCFA`: a limit on a figure, in its unit. */
export function sayLimit(
  { dimension, operator, value }: Pick<Filter, 'dimension' | 'operator' | 'value'>,
  { lexicon, context }: Knowledge,
  locale: Locale,
): string {
  const list = (Array.isArray(value) ? value : [value]) as readonly unknown[];
  const unit = lexicon.metrics.get(dimension)?.unit;
  const [low = '', high = ''] = list.map((one) =>
    unit === 'percent'
      ? formatPercent(String(one), locale, Number.isInteger(Number(one)) ? 0 : 1)
      : unit === 'currency' || unit === 'days'
        ? formatFigure(String(one), unit, locale, context.currency ?? 'XOF')
        : formatNumber(String(one), locale, Number.isInteger(Number(one)) ? 0 : 1),
  );
  if (operator === 'between') return locale === 'fr' ? `entre ${low} et ${high}` : `between ${low} and ${high}`;
  return `${SIGNS[operator] ?? operator} ${low}`;
}

/** The limit that a single figure is held against. */
export function sayCheck({ check, metrics }: Asked, knowledge: Knowledge, locale: Locale): string {
  const [dimension = ''] = metrics;
  if (check === null) return '';
  const value = typeof check.value === 'number' ? check.value : [...check.value];
  return sayLimit({ dimension, operator: check.operator, value }, knowledge, locale);
}

/** `1 zone`, `12 zones`, `4 modes de paiement`, `3 activities`: of a label, what changes in the plural is its noun. */
export function countOf(count: number, label: string, locale: Locale): string {
  const words = label.toLowerCase().split(' ');
  // In French the noun comes first, in English last.
  const at = locale === 'fr' ? 0 : words.length - 1;
  const noun = words[at] ?? '';
  const one = count === 1 || (locale === 'fr' && count === 0);
  if (!one && !/[sxz]$/.test(noun))
    words[at] = locale === 'en' && /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${formatNumber(String(count), locale)} ${words.join(' ')}`;
}
