import { addDays, dayInZone } from '@griot/kernel';
import type { MetricContext, Metrics } from '@griot/metrics';
import { calm, type Memory, step } from '../domain/step.ts';
import type { ThresholdInput } from '../store/thresholds.ts';
import { observe } from './observe.ts';
import { ruleFor } from './rule.ts';

export interface Backtest {
  days: number;
  /** How often it would have opened, over all values of its dimension; null: the past cannot tell (freshness). */
  fired: number | null;
  openings: { day: string; value: string; label: string; actual: number | null }[];
  /** What it sees now. */
  now: { value: string; label: string; actual: number | null; breach: boolean }[];
  /** The figure at the end of each day, of the values that fired most; the whole figure alone without a dimension. */
  series: { value: string; label: string; fired: number; values: (number | null)[] }[];
  dayList: string[];
}

const PARALLEL = 6;
const DRAWN = 4;

/** The rule over the last days, one evaluation at the end of each day, on today's published figures, by the same state machine. */
export async function backtest(
  metrics: Metrics,
  context: MetricContext & { timeZone: string },
  threshold: ThresholdInput,
  o: { now: Date; days: number },
): Promise<Backtest> {
  const today = dayInZone(o.now, context.timeZone);
  // How old data was on a day that is past was not kept.
  const replayed = threshold.kind === 'freshness' ? 1 : o.days;
  const days = Array.from({ length: replayed }, (_, i) => addDays(today, i + 1 - replayed));
  const seen = await figuresOf(metrics, context, threshold, { days, now: o.now });
  const memories = new Map<string, Memory>();
  const openings: Backtest['openings'] = [];
  const drawn = new Map<string, (number | null)[]>();
  let last: Backtest['now'] = [];
  days.forEach((day, at) => {
    const instant = noon(day).toISOString();
    last = [];
    for (const [value, { actual, label }] of seen.get(day) ?? []) {
      const next = step(ruleFor(threshold), memories.get(value) ?? calm(instant), instant, { value: actual });
      memories.set(value, next.memory);
      if (next.change === 'opened') openings.push({ day, value, label, actual });
      last.push({ value, label, actual, breach: next.memory.open || next.memory.state === 'pending' });
      const line = drawn.get(value) ?? days.map(() => null);
      line[at] = actual;
      drawn.set(value, line);
    }
  });
  const labelOf = new Map([...openings, ...last].map(({ value, label }) => [value, label]));
  const series = [...drawn]
    .map(([value, values]) => ({
      ...{ value, values, label: labelOf.get(value) ?? value },
      fired: openings.filter((one) => one.value === value).length,
    }))
    .sort((a, b) => b.fired - a.fired || (a.label < b.label ? -1 : 1))
    .slice(0, DRAWN);
  return {
    days: o.days,
    fired: threshold.kind === 'freshness' ? null : openings.length,
    openings: openings.slice(-200),
    now: last.slice(0, 200),
    series,
    dayList: days,
  };
}

/** Noon in UTC is the same business day in every zone from -11 to +11. */
const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);

type Figures = Map<string, Map<string, { actual: number | null; label: string }>>;

/** What the threshold would have seen on each of these days. Throws what the metric layer throws. */
export async function figuresOf(
  metrics: Metrics,
  context: MetricContext & { timeZone: string },
  threshold: Parameters<typeof observe>[2],
  o: { days: readonly string[]; now: Date },
): Promise<Figures> {
  const found: Figures = new Map();
  for (let i = 0; i < o.days.length; i += PARALLEL)
    await Promise.all(
      o.days.slice(i, i + PARALLEL).map(async (day) => {
        const at = threshold.kind === 'freshness' ? o.now : noon(day);
        const { values, labels } = await observe(metrics, context, threshold, at, []);
        const figures = [...values].map(([value, one]) => {
          if ('error' in one) throw new Error(one.error);
          return [value, { actual: one.value, label: labels.get(value) ?? value }] as const;
        });
        found.set(day, new Map(figures));
      }),
    );
  return found;
}
