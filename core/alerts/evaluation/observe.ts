import { addDays, dayInZone } from '@griot/kernel';
import type { MetricContext, Metrics } from '@griot/metrics';
import type { Observation } from '../domain/step.ts';
import { robustScore } from '../domain/unusual.ts';
import type { Threshold } from '../store/thresholds.ts';

type Watched = Pick<Threshold, 'metric' | 'dimension' | 'kind' | 'windowDays'>;

const WEEKS = 9;
/** Rows without a value of the dimension; '' is the whole figure. */
const NOTHING = '–';

export interface Seen {
  /** By dimension value; '' is the whole figure. */
  values: Map<string, Observation>;
  generation: number | null;
}

/**
 * What a threshold sees now. A failed query is an observation too. `suspect` follows the passport: stale sources or failed
 * tests; freshness itself is judged on whatever passport there is.
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
    const failed: Observation = { error: error instanceof Error ? error.message : String(error) };
    const names = [...known];
    return { values: new Map((names.length > 0 ? names : ['']).map((name) => [name, failed])), generation: null };
  }
}

async function read(
  metrics: Metrics,
  context: MetricContext,
  { metric, dimension, kind, windowDays }: Watched,
  now: Date,
  known: Iterable<string>,
): Promise<Seen> {
  const to = dayInZone(now, context.timeZone ?? 'UTC');
  const unusual = kind === 'unusual';
  const from = addDays(to, unusual ? -7 * (WEEKS - 1) : 1 - windowDays);
  const result = await metrics.query(context, {
    metrics: [metric],
    dimensions: [
      ...(dimension === null ? [] : [dimension]),
      ...(unusual ? [{ name: 'metric_time', grain: 'day' }] : []),
    ],
    timeRange: { from, to },
    ...(kind === 'change_pct' ? { compare: 'previous_period' as const } : {}),
  });
  const { passport } = result;
  const suspect = kind !== 'freshness' && (passport.state === 'stale' || passport.tests.failed > 0);
  const put = (value: number | null): Observation => ({ value, suspect });
  const values = new Map<string, Observation>();
  if (kind === 'freshness') {
    const oldest = Math.min(
      ...[passport.builtAt, ...passport.sources.map((one) => one.loadedAt)].map((one) => Date.parse(one)),
    );
    values.set('', put((now.getTime() - oldest) / 3_600_000));
    return { values, generation: passport.generation };
  }
  const column = kind === 'change_pct' ? `${metric}__change_pct` : metric;
  const at = result.columns.findIndex((one) => one.name === column);
  if (unusual) {
    for (const [name, days] of byDay(result.rows, dimension !== null, at)) values.set(name, put(scoreOf(days, to)));
  } else {
    for (const row of result.rows) {
      const value = row[at] ?? null;
      values.set(dimension === null ? '' : String(row[0] ?? NOTHING), put(value === null ? null : Number(value)));
    }
  }
  // What was there before and is not any more has no data; it is not forgotten.
  for (const name of dimension === null ? [''] : known) if (!values.has(name)) values.set(name, put(null));
  return { values, generation: passport.generation };
}

function byDay(rows: readonly (readonly unknown[])[], grouped: boolean, at: number): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const name = grouped ? String(row[0] ?? NOTHING) : '';
    const days = found.get(name) ?? new Map<string, number>();
    found.set(name, days);
    if (row[at] !== null && row[at] !== undefined) days.set(String(row[grouped ? 1 : 0]).slice(0, 10), Number(row[at]));
  }
  return found;
}

/** Against the same weekday of the eight weeks before. */
function scoreOf(days: ReadonlyMap<string, number>, today: string): number | null {
  const value = days.get(today);
  if (value === undefined) return null;
  const past = Array.from({ length: WEEKS - 1 }, (_, i) => days.get(addDays(today, -7 * (i + 1))));
  return robustScore(
    value,
    past.filter((one) => one !== undefined),
  );
}
