import { addDays, dayInZone, errorMessage } from '@griot/kernel';
import type { Filter, MetricContext, MetricResult, Metrics, Passport, Value } from '@griot/metrics';
import type { Observation } from '../domain/step.ts';
import { robustScore } from '../domain/unusual.ts';
import type { Threshold } from '../store/thresholds.ts';

export type Watched = Pick<
  Threshold,
  'metric' | 'dimension' | 'filters' | 'kind' | 'operator' | 'windowDays' | 'compare'
>;

const WEEKS = 9;
/** Rows without a value of the dimension; '' is the whole figure. */
const NOTHING = '–';

export interface Seen {
  /** By dimension value; '' is the whole figure. */
  values: Map<string, Observation>;
  /** What people call a dimension value, where that is not the value itself. */
  labels: Map<string, string>;
  passport: Passport | null;
  /** Of the figures, where they are amounts. */
  currency: string | undefined;
}

/**
 * What a threshold sees now. A failed query is an observation too: of everything that is known of it. Whether the data is
 * suspect is judged by the caller, who sees more than a query does.
 */
export async function observe(
  metrics: Metrics,
  context: MetricContext,
  threshold: Watched,
  now: Date,
  known: Iterable<string>,
): Promise<Seen> {
  try {
    return await read(metrics, context, threshold, now, known);
  } catch (error) {
    const failed: Observation = { error: errorMessage(error) };
    const names = [...known];
    const values = new Map((names.length > 0 ? names : ['']).map((name) => [name, failed]));
    return { values, labels: new Map(), passport: null, currency: undefined };
  }
}

/** The business days that a threshold's figure covers, seen at an instant. */
export function windowOf(t: Pick<Watched, 'kind' | 'windowDays'>, now: Date, timeZone: string) {
  const today = dayInZone(now, timeZone);
  // Against other days, only days that are over can be compared: at eight in the morning today is always small.
  if (t.kind === 'unusual') return { from: addDays(today, -1 - 7 * (WEEKS - 1)), to: addDays(today, -1) };
  const to = t.kind === 'change_pct' ? addDays(today, -1) : today;
  return { from: addDays(to, 1 - t.windowDays), to };
}

async function read(
  metrics: Metrics,
  context: MetricContext,
  threshold: Watched,
  now: Date,
  known: Iterable<string>,
): Promise<Seen> {
  const { metric, dimension, kind } = threshold;
  const timeRange = windowOf(threshold, now, context.timeZone ?? 'UTC');
  const unusual = kind === 'unusual';
  const names = dimension === null ? undefined : await namesOf(metrics, context.application, dimension);
  const result = await metrics.query(context, {
    metrics: [metric],
    dimensions: [
      ...(dimension === null ? [] : [dimension, ...(names === undefined ? [] : [names])]),
      ...(unusual ? [{ name: 'metric_time', grain: 'day' }] : []),
    ],
    filters: threshold.filters as Filter[],
    timeRange,
    ...(kind === 'change_pct' ? { compare: threshold.compare } : {}),
  });
  const { passport } = result;
  const currency = result.columns.find((one) => one.currency !== undefined)?.currency;
  const values = new Map<string, Observation>();
  const labels = new Map<string, string>();
  if (kind === 'freshness') {
    values.set('', { value: ageInHours(passport, now) });
    return { values, labels, passport, currency };
  }
  const column = kind === 'change_pct' ? `${metric}__change_pct` : metric;
  const at = result.columns.findIndex((one) => one.name === column);
  const nameOf = (row: readonly Value[]) => (dimension === null ? '' : String(row[0] ?? NOTHING));
  if (names !== undefined)
    for (const row of result.rows) if (row[1] !== null && row[1] !== undefined) labels.set(nameOf(row), String(row[1]));
  if (unusual) {
    const day = (dimension === null ? 0 : 1) + (names === undefined ? 0 : 1);
    for (const [name, days] of byDay(result, { nameOf, day, at })) {
      const score = scoreOf(days, timeRange.to);
      values.set(name, { value: score === null || threshold.operator !== '!=' ? score : Math.abs(score) });
    }
  } else {
    for (const row of result.rows) {
      const value = row[at] ?? null;
      values.set(nameOf(row), { value: value === null ? null : Number(value) });
    }
  }
  // What was there before and is not any more has no data; it is not forgotten.
  for (const name of dimension === null ? [''] : known) if (!values.has(name)) values.set(name, { value: null });
  return { values, labels, passport, currency };
}

function ageInHours(passport: Passport, now: Date): number {
  const times = [passport.builtAt, ...passport.sources.map((one) => one.loadedAt)].map((one) => Date.parse(one));
  return (now.getTime() - Math.min(...times)) / 3_600_000;
}

export async function namesOf(metrics: Metrics, application: string, dimension: string): Promise<string | undefined> {
  const { dimensions } = await metrics.catalogue(application);
  return dimensions.find((one) => one.name === dimension)?.names;
}

function byDay(
  result: MetricResult,
  o: { nameOf: (row: readonly Value[]) => string; day: number; at: number },
): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const row of result.rows) {
    const name = o.nameOf(row);
    const days = found.get(name) ?? new Map<string, number>();
    found.set(name, days);
    const value = row[o.at];
    if (value !== null && value !== undefined) days.set(String(row[o.day]).slice(0, 10), Number(value));
  }
  return found;
}

/** The last day that is over, against the same weekday of the eight weeks before. */
function scoreOf(days: ReadonlyMap<string, number>, last: string): number | null {
  const value = days.get(last);
  if (value === undefined) return null;
  const past = Array.from({ length: WEEKS - 1 }, (_, i) => days.get(addDays(last, -7 * (i + 1))));
  return robustScore(
    value,
    past.filter((one) => one !== undefined),
  );
}
