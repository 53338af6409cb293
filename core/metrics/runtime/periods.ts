import { addDays, addMonths, type Day, daysBetween, endOf, isDay, startOf } from '@griot/kernel';
import { invalidQuery } from '../errors.ts';
import type { StandardGrain } from '../manifest/model.ts';
import type { Comparison } from './types.ts';

export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** How a bucket of the earlier period is moved onto its counterpart in the later one. */
export interface Move {
  readonly count: number;
  readonly grain: 'day' | 'month';
}

export interface Earlier {
  readonly period: Period;
  move(grain: StandardGrain): Move;
}

/**
 * The period to compare with. `previous_period`: just before and of the same length, in whole months when the period is
 * whole months (so quarters and years too), else in days. `previous_year`: the same days one year before; the end of a
 * month stays the end of that month.
 */
export function earlierPeriod(period: Period, how: Comparison): Earlier {
  const { from, to } = period;
  if (!isDay(from) || !isDay(to)) throw invalidQuery('a comparison needs a time range in days');
  const months = wholeMonths(period);
  if (how === 'previous_year') {
    const end = endOf('month', to) === to ? endOf('month', addMonths(to, -12)) : addMonths(to, -12);
    return earlier(period, { from: addMonths(from, -12), to: end }, 12);
  }
  if (months !== null) return earlier(period, { from: addMonths(from, -months), to: addDays(from, -1) }, months);
  const days = daysBetween(from, to) + 1;
  return earlier(period, { from: addDays(from, -days), to: addDays(from, -1) }, null);
}

function wholeMonths({ from, to }: Period): number | null {
  if (startOf('month', from) !== from || endOf('month', to) !== to) return null;
  return monthIndex(to) - monthIndex(from) + 1;
}

const monthIndex = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

function earlier(now: Period, before: Period, months: number | null): Earlier {
  return {
    period: before,
    move(grain) {
      switch (grain) {
        case 'month':
        case 'quarter':
        case 'year':
          return {
            count: monthIndex(startOf(grain, now.from)) - monthIndex(startOf(grain, before.from)),
            grain: 'month',
          };
        case 'week':
          return { count: daysBetween(startOf('week', before.from), startOf('week', now.from)), grain: 'day' };
        default:
          return months === null
            ? { count: daysBetween(before.from, now.from), grain: 'day' }
            : { count: months, grain: 'month' };
      }
    },
  };
}
