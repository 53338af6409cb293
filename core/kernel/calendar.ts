import { DomainError } from './errors.ts';

/** A business day, `YYYY-MM-DD`. It belongs to a tenant's time zone, never to the server's or the browser's. */
export type Day = string;
export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'year';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS_PER_DAY = 86_400_000;

/** True for a day that exists in the Gregorian calendar (`2024-02-30` does not). */
export function isDay(value: string): boolean {
  const match = DAY.exec(value);
  if (!match) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value;
}

function toUtc(day: Day): Date {
  if (!isDay(day)) throw new DomainError({ code: 'calendar.not_a_day', kind: 'invalid', details: { value: day } });
  return new Date(`${day}T00:00:00Z`);
}

const fromUtc = (date: Date): Day => date.toISOString().slice(0, 10);

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The business day on which an instant falls in a time zone (IANA name). */
export function dayInZone(instant: Date, timeZone: string): Day {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formatters.set(timeZone, formatter);
  }
  return formatter.format(instant);
}

export function addDays(day: Day, count: number): Day {
  return fromUtc(new Date(toUtc(day).getTime() + count * MS_PER_DAY));
}

/** Adds calendar months; the 31st becomes the last day of a shorter month. */
export function addMonths(day: Day, count: number): Day {
  const date = toUtc(day);
  const wanted = date.getUTCDate();
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(wanted, lastDay));
  return fromUtc(first);
}

/** `b - a` in whole days. */
export function daysBetween(a: Day, b: Day): number {
  return Math.round((toUtc(b).getTime() - toUtc(a).getTime()) / MS_PER_DAY);
}

/** First day of the period that holds `day`. Weeks start on Monday (ISO 8601). */
export function startOf(grain: Grain, day: Day): Day {
  const date = toUtc(day);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  switch (grain) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, -((date.getUTCDay() + 6) % 7));
    case 'month':
      return fromUtc(new Date(Date.UTC(year, month, 1)));
    case 'quarter':
      return fromUtc(new Date(Date.UTC(year, month - (month % 3), 1)));
    case 'year':
      return fromUtc(new Date(Date.UTC(year, 0, 1)));
  }
}

/** Last day of the period that holds `day`. */
export function endOf(grain: Grain, day: Day): Day {
  const start = startOf(grain, day);
  switch (grain) {
    case 'day':
      return start;
    case 'week':
      return addDays(start, 6);
    case 'month':
      return addDays(addMonths(start, 1), -1);
    case 'quarter':
      return addDays(addMonths(start, 3), -1);
    case 'year':
      return addDays(addMonths(start, 12), -1);
  }
}
