import { isDay } from '@griot/kernel';
import { invalidQuery } from '../errors.ts';
import { grainRank, type StandardGrain } from '../manifest/model.ts';

const INSTANT = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?$/;

/** Normalises an end of a range: a day that exists, or `YYYY-MM-DD HH:MM:SS`. */
function moment(value: string): string {
  if (isDay(value)) return value;
  const match = INSTANT.exec(value);
  if (!match?.[1] || !isDay(match[1])) throw invalidQuery(`"${value}" is not a day or an instant`, { value });
  const [hours, minutes, seconds] = [match[2], match[3], match[4] ?? '00'];
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59)
    throw invalidQuery(`"${value}" is not a day or an instant`, { value });
  return `${match[1]} ${hours}:${minutes}:${seconds}`;
}

/** A checked time range, both ends inclusive: days, or instants with seconds. */
export interface TimeRange {
  readonly from: string;
  readonly to: string;
}

/** Throws `metrics.query_invalid` for what is no time, or an end before the start. */
export function checkedRange(range: TimeRange): TimeRange {
  const checked = { from: moment(range.from), to: moment(range.to) };
  const last = checked.to.length === 10 ? `${checked.to} 23:59:59` : checked.to;
  if (checked.from > last) throw invalidQuery(`the time range ends (${checked.to}) before it starts (${checked.from})`);
  return checked;
}

const utc = (value: string): Date =>
  new Date(`${value.length === 10 ? `${value} 00:00:00` : value}Z`.replace(' ', 'T'));
const dayText = (date: Date): string => date.toISOString().slice(0, 10);
const instantText = (date: Date): string => date.toISOString().slice(0, 19).replace('T', ' ');

/** First instant of the period that holds `at`, and of the next one. */
function period(grain: StandardGrain, at: Date): { start: Date; next: Date } {
  const y = at.getUTCFullYear();
  const m = at.getUTCMonth();
  const d = at.getUTCDate();
  const make = (...parts: [number, number, number?]): Date => new Date(Date.UTC(parts[0], parts[1], parts[2] ?? 1));
  switch (grain) {
    case 'year':
      return { start: make(y, 0), next: make(y + 1, 0) };
    case 'quarter':
      return { start: make(y, m - (m % 3)), next: make(y, m - (m % 3) + 3) };
    case 'month':
      return { start: make(y, m), next: make(y, m + 1) };
    case 'week': {
      const monday = d - ((at.getUTCDay() + 6) % 7);
      return { start: make(y, m, monday), next: make(y, m, monday + 7) };
    }
    case 'day':
      return { start: make(y, m, d), next: make(y, m, d + 1) };
    default: {
      const size = grain === 'hour' ? 3_600_000 : grain === 'minute' ? 60_000 : 1000;
      const start = new Date(Math.floor(at.getTime() / size) * size);
      return { start, next: new Date(start.getTime() + size) };
    }
  }
}

/** Widens a range so that it starts and ends with whole periods of the grain. */
export function widen(range: TimeRange, grain: StandardGrain): TimeRange {
  const start = period(grain, utc(range.from)).start;
  const last = new Date(period(grain, utc(range.to)).next.getTime() - 1000);
  if (grainRank(grain) >= grainRank('day')) return { from: dayText(start), to: dayText(last) };
  return { from: instantText(start), to: instantText(last) };
}
