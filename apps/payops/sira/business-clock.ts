import { SLICE_MS } from './observations.ts';

export interface Moment {
  /** 0 … 23, of the tenant's clock. */
  hour: number;
  /** 0: Sunday. */
  weekday: number;
  /** Days to the nearest end of a month: salaries are paid around it. */
  toMonthEnd: number;
}

/** What the tenant's clock shows in a slice. Hours are kept: asking the time zone's rules is slow. */
export function businessClock(timeZone: string): (slice: number) => Moment {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' },
  });
  const known = new Map<number, Moment>();
  return (slice) => {
    const found = known.get(slice);
    if (found) return found;
    const parts = Object.fromEntries(
      format.formatToParts(slice * SLICE_MS).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0 } = parts;
    const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
    const moment = { hour, weekday, toMonthEnd: Math.min(lastDay - day, day) };
    known.set(slice, moment);
    return moment;
  };
}
