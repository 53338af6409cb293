import { addDays, type Day, daysBetween } from '@griot/kernel';

/** A backfill of more days than this is a mistake, or two backfills. */
export const MAX_BACKFILL_DAYS = 1100;

export type DayState = 'waiting' | 'running' | 'succeeded' | 'failed' | 'cancelled';

/** Every day from the first to the last, both included. */
export function daysOf(first: Day, last: Day): Day[] {
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => addDays(first, index));
}

/** Which days start now: in order, as many as the limit leaves room for. Nothing starts after a cancellation. */
export function daysToStart(
  days: readonly { day: Day; state: DayState }[],
  o: { parallel: number; newestFirst: boolean },
): Day[] {
  const room = o.parallel - days.filter((one) => one.state === 'running').length;
  const waiting = days.filter((one) => one.state === 'waiting').map((one) => one.day);
  waiting.sort();
  if (o.newestFirst) waiting.reverse();
  return waiting.slice(0, Math.max(0, room));
}

/** The end of the whole, or undefined while a day waits or runs. */
export function endOfBackfill(days: readonly { state: DayState }[]): 'succeeded' | 'failed' | 'cancelled' | undefined {
  const states = new Set(days.map((one) => one.state));
  if (states.has('waiting') || states.has('running')) return undefined;
  if (states.has('failed')) return 'failed';
  return states.has('cancelled') ? 'cancelled' : 'succeeded';
}
