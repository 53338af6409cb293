import { addDays, dayInZone } from '@griot/kernel';
import type { MetricContext, Metrics } from '@griot/metrics';
import { calm, type Memory, step } from '../domain/step.ts';
import type { ThresholdInput } from '../store/thresholds.ts';
import { ruleFor } from './evaluate.ts';
import { observe } from './observe.ts';

export interface Backtest {
  days: number;
  /** How often it would have opened, over all values of its dimension. */
  fired: number;
  openings: { day: string; value: string; actual: number | null }[];
  /** What it sees now. */
  now: { value: string; actual: number | null; breach: boolean }[];
}

const PARALLEL = 6;

/** The rule over the last days, one evaluation at the end of each day, on today's published figures, by the same state machine. */
export async function backtest(
  metrics: Metrics,
  context: MetricContext & { timeZone: string },
  threshold: ThresholdInput,
  o: { now: Date; days: number },
): Promise<Backtest> {
  const today = dayInZone(o.now, context.timeZone);
  const days = Array.from({ length: o.days }, (_, i) => addDays(today, i + 1 - o.days));
  const seen = new Map<string, Awaited<ReturnType<typeof observe>>>();
  for (let i = 0; i < days.length; i += PARALLEL)
    await Promise.all(
      days.slice(i, i + PARALLEL).map(async (day) => {
        // Noon in UTC is the same business day in every zone from -11 to +11.
        seen.set(day, await observe(metrics, context, threshold, new Date(`${day}T12:00:00Z`), []));
      }),
    );
  const memories = new Map<string, Memory>();
  const openings: Backtest['openings'] = [];
  let last: Backtest['now'] = [];
  for (const day of days) {
    const at = `${day}T12:00:00.000Z`;
    last = [];
    for (const [value, observation] of seen.get(day)?.values ?? []) {
      if ('error' in observation) throw new Error(observation.error);
      const next = step(ruleFor(threshold), memories.get(value) ?? calm(at), at, { value: observation.value });
      memories.set(value, next.memory);
      if (next.change === 'opened') openings.push({ day, value, actual: observation.value });
      last.push({ value, actual: observation.value, breach: next.memory.open || next.memory.state === 'pending' });
    }
  }
  return { days: o.days, fired: openings.length, openings: openings.slice(-200), now: last.slice(0, 200) };
}
