import { currencyLabel, isDomainError } from '@griot/kernel';
import type { MetricColumn, Passport, Value } from '@griot/metrics';
import type { Knowledge } from '../knowledge.ts';
import { type Asked, type Understanding, writeAsked } from '../understand/asked.ts';
import { type Chip, chipsOf } from './chips.ts';
import { measure } from './measure.ts';
import type { Measured } from './measured.ts';
import { nextQuestions } from './next-questions.ts';
import type { Unanswered } from './offers.ts';
import { sayPeriod } from './say-period.ts';
import { sayTrouble } from './say-trouble.ts';
import { sentenceOf } from './sentence.ts';

export type Shape = 'figure' | 'bars' | 'shares' | 'time' | 'table' | 'names';

/** What a person gets for a question. */
export interface Reply {
  readonly status: 'answered' | 'clarify' | 'unknown' | 'refused';
  readonly language: 'fr' | 'en';
  readonly sentence: string;
  /** Words that were read otherwise than they were written. */
  readonly mended: readonly { readonly from: string; readonly to: string }[];
  readonly notes: readonly string[];
  readonly options: readonly string[];
  readonly asked: Asked | null;
  /** The query in one line. */
  readonly query: string | null;
  readonly chips: readonly Chip[];
  readonly shape: Shape | null;
  readonly columns: readonly MetricColumn[];
  readonly rows: readonly (readonly Value[])[];
  readonly totals: Readonly<Record<string, Value>> | null;
  readonly truncated: boolean;
  readonly sql: string | null;
  readonly params: readonly Value[];
  readonly passport: Passport | null;
  readonly next: readonly string[];
  readonly application: string;
  /** Written by a language model's proposal and checked like any other. */
  readonly proposed: boolean;
}

const empty = {
  notes: [],
  asked: null,
  query: null,
  chips: [],
  shape: null,
  columns: [],
  rows: [],
  totals: null,
  truncated: false,
  sql: null,
  params: [],
  passport: null,
  next: [],
  mended: [],
  proposed: false,
};

interface ReplyTools {
  readonly knowledge: Knowledge;
  readonly locale: 'fr' | 'en';
}

/** Answers what was understood, or says why it is not answered. */
export async function replyTo(found: Understanding, question: Unanswered, tools: ReplyTools): Promise<Reply> {
  const { knowledge, locale } = tools;
  const head = { ...empty, language: locale, application: knowledge.application };
  if (found.status !== 'query')
    return { ...head, status: found.status, ...sayTrouble(found, question, knowledge, locale) };
  return { ...(await replyToAsked(found.asked, tools)), mended: found.mended };
}

/** Measures a query. One that the metric layer does not take, or that has no figures in its period, is not answered. */
export async function replyToAsked(asked: Asked, { knowledge, locale }: ReplyTools): Promise<Reply> {
  const french = locale === 'fr';
  const head = { ...empty, language: locale, application: knowledge.application, options: [] };
  const known = { asked, query: writeAsked(asked), chips: chipsOf(asked, knowledge, locale) };
  const span = await covered(asked, knowledge);
  if (span.problem !== null) {
    const { first, last } = span;
    const only = first === last;
    const sentence =
      first === null || last === null
        ? french
          ? 'Cet indicateur n’a encore aucun chiffre.'
          : 'This figure has no data yet.'
        : only
          ? french
            ? `Cet indicateur n’est connu qu’à la date de situation (${sayPeriod({ from: first, to: last }, locale)}) : il n’a pas d’historique.`
            : `This figure is known as of the last build only (${sayPeriod({ from: first, to: last }, locale)}): it has no history.`
          : french
            ? `Pas de chiffre pour cette période : ils vont ${sayPeriod({ from: first, to: last }, locale)}.`
            : `No figure for this period: there are some ${sayPeriod({ from: first, to: last }, locale)}.`;
    return { ...head, ...known, status: 'unknown', sentence };
  }
  let measured: Measured;
  try {
    measured = await measure(knowledge, asked);
  } catch (error) {
    if (!isDomainError(error) || !REFUSED.has(error.code)) throw error;
    const sentence =
      error.code === 'metrics.outside_scope'
        ? french
          ? 'Cet indicateur ne peut pas être limité à votre périmètre.'
          : 'This figure cannot be narrowed to your scope.'
        : french
          ? 'Je ne sais pas mesurer cela ainsi.'
          : 'This cannot be measured so.';
    return { ...head, ...known, status: 'clarify', sentence };
  }
  const told = { asked, measured, knowledge, locale };
  return {
    ...head,
    ...known,
    status: 'answered',
    sentence: [sentenceOf(told), ...leftOut(measured, french)].join(' '),
    notes: notesOf(asked, knowledge, span, french),
    shape: shapeOf(asked, measured),
    ...shown(asked, measured, locale),
    totals: measured.totals,
    truncated: measured.truncated,
    sql: measured.sql,
    params: measured.params,
    passport: measured.passport,
    next: nextQuestions(asked, knowledge, { locale, rows: measured.rows.length }),
  };
}

const REFUSED = new Set([
  'metrics.query_invalid',
  'metrics.unknown_dimension',
  'metrics.unknown_metric',
  'metrics.outside_scope',
  // Declared since the last build: its model is not published yet.
  'warehouse.query_failed',
]);

interface Span {
  readonly first: string | null;
  readonly last: string | null;
  readonly problem: 'outside' | 'history' | 'none' | null;
}

/** Whether the metrics have figures where the question looks: a nought for a year that nobody kept would be a lie. */
async function covered(asked: Asked, knowledge: Knowledge): Promise<Span> {
  const timed =
    asked.timeRange !== null ||
    asked.dimensions.some((one) => one.startsWith('metric_time')) ||
    asked.filters.some(({ dimension }) => dimension === 'metric_time');
  if (!timed) return { first: null, last: null, problem: null };
  const spans = await Promise.all(
    asked.metrics.filter((name) => knowledge.lexicon.metrics.has(name)).map((name) => knowledge.coverage(name)),
  );
  for (const span of spans) {
    if (span === null) return { first: null, last: null, problem: 'none' };
    const { first, last } = span;
    if (asked.timeRange && (asked.timeRange.to < first || asked.timeRange.from > last))
      return { first, last, problem: 'outside' };
    const history =
      asked.dimensions.some((one) => one.startsWith('metric_time')) ||
      asked.compare !== null ||
      asked.filters.some(({ dimension }) => dimension === 'metric_time');
    // Known as it is now only: a past of years cannot be asked of it.
    const past = asked.timeRange !== null && asked.timeRange.from < `${last.slice(0, 4)}-01-01`;
    if (first === last && (history || past)) return { first, last, problem: 'history' };
  }
  const [one] = spans;
  return { first: one?.first ?? null, last: one?.last ?? null, problem: null };
}

function notesOf(asked: Asked, knowledge: Knowledge, span: Span, french: boolean): string[] {
  const notes: string[] = [];
  if (asked.timeRange && span.first && asked.timeRange.from < span.first && !asked.timeRange.from.startsWith('1900'))
    notes.push(
      french
        ? `Les chiffres commencent ${sayPeriod({ from: span.first, to: span.first }, 'fr')}.`
        : `Figures begin ${sayPeriod({ from: span.first, to: span.first }, 'en')}.`,
    );
  const running = asked.filters.some(
    ({ dimension, grain, value }) =>
      dimension === 'metric_time' &&
      Array.isArray(value) &&
      value.some(
        (one) =>
          String(one) <= knowledge.today &&
          String(one).slice(0, grain === 'year' ? 4 : 7) === knowledge.today.slice(0, grain === 'year' ? 4 : 7),
      ),
  );
  if (running) notes.push(french ? 'La période la plus récente court encore.' : 'The latest period is still running.');
  return notes;
}

function shapeOf(asked: Asked, { rows }: Measured): Shape {
  if (asked.kind === 'why') return 'table';
  if (asked.kind === 'list') return 'names';
  if (asked.kind === 'mean' || asked.kind === 'median') return rows.length > 1 ? 'bars' : 'figure';
  if (asked.kind === 'count' || asked.dimensions.length === 0 || asked.focus !== null || rows.length <= 1)
    return asked.kind === 'count' ? 'names' : 'figure';
  const [first = '', ...more] = asked.dimensions;
  if (asked.dimensions.length === 1 && first.startsWith('metric_time') && !asked.order) return 'time';
  if (more.length > 0 || asked.metrics.length > 1) return 'table';
  if (asked.shares && rows.length <= 6) return 'shares';
  return rows.length <= 30 ? 'bars' : 'table';
}

/** Contributions are told as rows of their own; everything else as it was read. */
function shown(asked: Asked, measured: Measured, locale: 'fr' | 'en'): Pick<Reply, 'columns' | 'rows'> {
  const found = measured.contribution;
  if (asked.kind !== 'why' || !found?.metric || !found.dimension)
    return { columns: measured.columns, rows: measured.rows };
  const { metric, dimension } = found;
  const french = locale === 'fr';
  const column = (name: string, label: string): MetricColumn => ({ ...metric, name, label });
  const period = (of: { from: string; to: string } | undefined, otherwise: string) =>
    of ? sayPeriod(of, locale) : otherwise;
  const share: MetricColumn = {
    name: 'contribution',
    kind: 'share',
    label: french ? 'Part de l’écart' : 'Part of the change',
    metric: metric.name,
    unit: 'percent',
  };
  return {
    columns: [
      dimension,
      column('now', period(asked.timeRange ?? undefined, metric.label)),
      column('before', period(found.previousPeriod, french ? 'Période d’avant' : 'Period before')),
      column('effect', french ? 'Écart' : 'Change'),
      share,
    ],
    rows: found.rows.map((row) => [
      row.value,
      row.now,
      row.before,
      row.effect,
      row.contribution === null ? null : row.contribution * 100,
    ]),
  };
}

/** Amounts of other currencies are not added to these: part of the answer, wherever it is read. */
function leftOut(measured: Measured, french: boolean): string[] {
  if (measured.leftOut.length === 0) return [];
  const names = measured.leftOut.map(currencyLabel).join(', ');
  return [french ? `Sans les montants en ${names}.` : `Without the amounts in ${names}.`];
}
