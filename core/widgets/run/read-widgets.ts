import { type DomainError, isDomainError } from '@griot/kernel';
import type { Catalogue, MetricColumn, MetricContext, MetricResult, Metrics, Passport, Value } from '@griot/metrics';
import { isMeasuring, type MeasuringWidget, type Widget } from '../spec/widget.ts';
import { planTrend, planWidget, type Reading } from './reading.ts';

/** What a widget shows: rows of its query, and where they come from. */
export interface WidgetData {
  columns: readonly MetricColumn[];
  rows: readonly (readonly Value[])[];
  totals?: Readonly<Record<string, Value>>;
  period?: { readonly from: string; readonly to: string };
  previousPeriod?: { readonly from: string; readonly to: string };
  passport: Passport;
  hasMore: boolean;
  ignoredFilters: readonly string[];
  /** Currencies whose figures are not in these. */
  leftOut?: readonly string[];
  /** Of a key figure: first day and value of each period. */
  trend?: readonly { period: string; value: Value }[];
}

export type WidgetAnswer = { id: string; data: WidgetData } | { id: string; error: DomainError };

export interface WidgetAnswers {
  /** All figures of one reading come from this generation; null when no widget measures anything. */
  generation: number | null;
  answers: WidgetAnswer[];
}

/**
 * Reads all widgets of one page or report from ONE published generation, within the reader's scopes. A widget that cannot
 * be read has its error in its place; errors that are not about the question (a lost warehouse) end the reading.
 */
export async function readWidgets(
  metrics: Pick<Metrics, 'query' | 'catalogue'>,
  context: MetricContext,
  widgets: readonly Widget[],
  reading: Reading,
): Promise<WidgetAnswers> {
  const catalogue = await metrics.catalogue(context.application, context.locale);
  const measuring = widgets.filter(isMeasuring);
  let generation = context.generation ?? null;
  const answers: WidgetAnswer[] = [];
  // The first answer says what is published; the others then read the same, whatever is published meanwhile.
  let next = 0;
  while (generation === null && next < measuring.length) {
    const answer = await readWidget(metrics, context, measuring[next] as MeasuringWidget, reading, catalogue);
    answers.push(answer);
    if ('data' in answer) generation = answer.data.passport.generation;
    next += 1;
  }
  const pinned = generation === null ? context : { ...context, generation };
  const rest = measuring.slice(next).map((one) => readWidget(metrics, pinned, one, reading, catalogue));
  answers.push(...(await Promise.all(rest)));
  return { generation, answers };
}

async function readWidget(
  metrics: Pick<Metrics, 'query'>,
  context: MetricContext,
  widget: MeasuringWidget,
  reading: Reading,
  catalogue: Catalogue,
): Promise<WidgetAnswer> {
  try {
    const { query, ignoredFilters } = planWidget(widget, reading, catalogue);
    const main = await metrics.query(context, query);
    const trend = planTrend(widget, reading, catalogue);
    const same = { ...context, generation: main.passport.generation };
    const data: WidgetData = { ...shown(main), ignoredFilters };
    if (trend) data.trend = pointsOf(await metrics.query(same, trend));
    return { id: widget.id, data };
  } catch (error) {
    if (isDomainError(error) && ABOUT_THE_QUESTION.test(error.code)) return { id: widget.id, error };
    throw error;
  }
}

const ABOUT_THE_QUESTION = /^metrics\.(?!not_published)/;

function shown(result: MetricResult): Omit<WidgetData, 'ignoredFilters' | 'trend'> {
  const { columns, rows, totals, period, previousPeriod, passport, hasMore, leftOut } = result;
  return {
    columns,
    rows,
    passport,
    hasMore,
    ...(totals ? { totals } : {}),
    ...(period ? { period } : {}),
    ...(previousPeriod ? { previousPeriod } : {}),
    ...(leftOut ? { leftOut } : {}),
  };
}

function pointsOf({ rows }: MetricResult): { period: string; value: Value }[] {
  return rows.map(([period, value]) => ({ period: String(period), value: value ?? null }));
}
