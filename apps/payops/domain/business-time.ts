import { addDays, type Day, dayInZone } from '@griot/kernel';

const HOUR_MS = 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes that the zone is ahead of UTC at an instant. */
function offsetMs(instant: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
    formats.set(timeZone, format);
  }
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

/**
 * First instant of the hour of the zone's clock in which an instant lies. Zones half an hour off have their hours there, so
 * that hours add up to business days; the hour that a clock shows twice in autumn is two hours.
 */
export function hourStart(instant: number, timeZone: string): number {
  const offset = offsetMs(instant, timeZone);
  return Math.floor((instant + offset) / HOUR_MS) * HOUR_MS - offset;
}

/** First instant of a business day: midnight of the zone, or what comes after it where midnight is skipped. */
export function dayStart(day: Day, timeZone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // The offset before the change and the one after it: the first instant that bears this date.
  const candidates = [...new Set([offsetMs(utc - 14 * HOUR_MS, timeZone), offsetMs(utc + 14 * HOUR_MS, timeZone)])]
    .map((offset) => utc - offset)
    .filter((instant) => dayInZone(new Date(instant), timeZone) === day);
  const start = Math.min(...candidates);
  return Number.isFinite(start) ? start : utc - offsetMs(utc, timeZone);
}

export const WINDOWS = ['today', '24h', '7d', '30d', 'month'] as const;
export type Window = (typeof WINDOWS)[number];

export interface Span {
  /** Instants, in ms; `to` is not part of it. */
  from: number;
  to: number;
}

/** A window ends with the hour under way; the span before it is as long and ends where it begins, or at the same age of the month. */
export function windowSpans(
  window: Window,
  now: number,
  timeZone: string,
): { current: Span; before: Span; grain: 'hour' | 'day' } {
  const to = hourStart(now, timeZone) + HOUR_MS;
  const today = dayInZone(new Date(now), timeZone);
  if (window === '24h') {
    const from = to - 24 * HOUR_MS;
    return { current: { from, to }, before: { from: from - 24 * HOUR_MS, to: from }, grain: 'hour' };
  }
  const days = { today: 1, '7d': 7, '30d': 30, month: Number(today.slice(8)) }[window];
  const first = addDays(today, 1 - days);
  const from = dayStart(first, timeZone);
  // Compared at the same age: the day before until this hour, not the whole of it.
  const back = window === 'month' ? `${addDays(first, -1).slice(0, 8)}01` : addDays(first, -days);
  const beforeFrom = dayStart(back, timeZone);
  const beforeTo = Math.min(from, beforeFrom + (to - from));
  return {
    current: { from, to },
    before: { from: beforeFrom, to: beforeTo },
    grain: window === 'today' ? 'hour' : 'day',
  };
}

/** First instants of the hours or business days of a span, each of them, whether anything happened in it or not. */
export function stepsOf({ from, to }: Span, grain: 'hour' | 'day', timeZone: string): number[] {
  const steps: number[] = [];
  if (grain === 'hour') {
    for (let at = from; at < to; at += HOUR_MS) steps.push(at);
    return steps;
  }
  for (let day = dayInZone(new Date(from), timeZone); dayStart(day, timeZone) < to; day = addDays(day, 1)) {
    steps.push(dayStart(day, timeZone));
  }
  return steps;
}
