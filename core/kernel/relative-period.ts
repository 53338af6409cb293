import { addDays, addMonths, type Day, endOf, startOf } from './calendar.ts';

/** Periods as people say them; each is whole or ends with the day it is seen from. */
export const RELATIVE_PERIODS = [
  'today',
  'yesterday',
  'last_7_days',
  'last_30_days',
  'this_week',
  'last_week',
  'this_month',
  'last_month',
  'last_3_months',
  'last_12_months',
  'full_12_months',
  'this_quarter',
  'last_quarter',
  'this_year',
  'last_year',
] as const;

export type RelativePeriod = (typeof RELATIVE_PERIODS)[number];

/** Both days included. */
export interface DayRange {
  from: Day;
  to: Day;
}

/** The days a period stands for, seen from a business day (the reader's or the tenant's today). */
export function resolvePeriod(period: RelativePeriod, today: Day): DayRange {
  const month = startOf('month', today);
  switch (period) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'last_7_days':
      return { from: addDays(today, -6), to: today };
    case 'last_30_days':
      return { from: addDays(today, -29), to: today };
    case 'this_week':
      return { from: startOf('week', today), to: today };
    case 'last_week': {
      const from = addDays(startOf('week', today), -7);
      return { from, to: addDays(from, 6) };
    }
    case 'this_month':
      return { from: month, to: today };
    case 'last_month':
      return { from: addMonths(month, -1), to: addDays(month, -1) };
    case 'last_3_months':
      return { from: addMonths(month, -2), to: today };
    case 'last_12_months':
      return { from: addMonths(month, -11), to: today };
    case 'full_12_months': {
      // Full months compare like with like; a month on whose last day one stands is full.
      const to = endOf('month', today) === today ? today : addDays(month, -1);
      return { from: addMonths(startOf('month', to), -11), to };
    }
    case 'this_quarter':
      return { from: startOf('quarter', today), to: today };
    case 'last_quarter': {
      const from = addMonths(startOf('quarter', today), -3);
      return { from, to: endOf('quarter', from) };
    }
    case 'this_year':
      return { from: startOf('year', today), to: today };
    case 'last_year': {
      const from = addMonths(startOf('year', today), -12);
      return { from, to: endOf('year', from) };
    }
  }
}
