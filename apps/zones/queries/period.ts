import { addDays, addMonths, type Day, daysBetween, endOf, resolvePeriod, startOf } from '@griot/kernel';

/** Both days included. */
export interface Period {
  from: Day;
  to: Day;
}

const FIRST_DAY: Day = '1960-01-01';

/**
 * What a page looks at when it is not told: the twelve full months up to the as-of date, as shipped dashboards and reports
 * do; the month under way has hardly any invoice past its due date. One bound given: twelve months from it.
 */
export function periodOf(query: { date_debut?: Day | undefined; date_fin?: Day | undefined }, asOf: Day): Period {
  const from = query.date_debut && within(query.date_debut, asOf);
  const to = query.date_fin && within(query.date_fin, asOf);
  if (from !== undefined && to !== undefined) return from <= to ? { from, to } : { from: to, to: from };
  if (from !== undefined) return { from, to: from > asOf ? from : asOf };
  if (to === undefined) return resolvePeriod('full_12_months', asOf);
  return { from: addMonths(startOf('month', to), -11), to };
}

/** No source holds anything before 1960, nor is there anything to see far beyond the as-of date. */
function within(day: Day, asOf: Day): Day {
  const last = endOf('year', addMonths(asOf, 24));
  return day < FIRST_DAY ? FIRST_DAY : day > last ? last : day;
}

/** Land is looked at on a day: the period's last one, the as-of date when nothing is said; over the year before it. */
export function landPeriodOf(query: { date_debut?: Day | undefined; date_fin?: Day | undefined }, asOf: Day): Period {
  const to = query.date_fin !== undefined && query.date_fin < asOf ? within(query.date_fin, asOf) : asOf;
  const from = (query.date_debut && within(query.date_debut, asOf)) ?? addDays(addMonths(to, -12), 1);
  return from <= to ? { from, to } : { from: to, to };
}

const monthIndex = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

/** The period just before, of the same length: in whole months when the period is whole months, else in days. */
export function previousPeriod(period: Period): Period {
  const shift = shiftOf(period);
  if (shift.months === null) return { from: addDays(period.from, -shift.days), to: addDays(period.from, -1) };
  return { from: addMonths(period.from, -shift.months), to: addDays(period.from, -1) };
}

/** What a period is set beside. */
export type Against = 'periode' | 'annee';

/** The period that another is compared with: the one just before, or the same days a year earlier. */
export function comparedPeriod(period: Period, against: Against): Period {
  if (against === 'periode') return previousPeriod(period);
  const to = addMonths(period.to, -12);
  // A month's last day stays one: 28 February 2025 is beside 29 February 2024.
  return { from: addMonths(period.from, -12), to: endOf('month', period.to) === period.to ? endOf('month', to) : to };
}

/** Where the compared period stood when it was as old as this one is now. */
export const comparedDay = (day: Day, period: Period, against: Against): Day =>
  against === 'annee' ? addMonths(day, -12) : movedBack(day, period);

/** A day moved back by the length of the period: where the previous period stood when it was as old as this one is now. */
export function movedBack(day: Day, period: Period): Day {
  const shift = shiftOf(period);
  return shift.months === null ? addDays(day, -shift.days) : addMonths(day, -shift.months);
}

function shiftOf({ from, to }: Period): { months: number | null; days: number } {
  const whole = startOf('month', from) === from && endOf('month', to) === to;
  return { months: whole ? monthIndex(to) - monthIndex(from) + 1 : null, days: daysBetween(from, to) + 1 };
}

/** First days of the months that a period touches. */
export function monthsOf({ from, to }: Period): Day[] {
  const months: Day[] = [];
  for (let month = startOf('month', from); month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** Grain of a small trend line: about a dozen points or a few more. */
export function sparkGrain(period: Period): 'day' | 'week' | 'month' {
  const days = daysBetween(period.from, period.to) + 1;
  return days > 124 ? 'month' : days > 31 ? 'week' : 'day';
}

const MONTHS = {
  fr: ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
};

/** `mai 2025`, `nov. 2024 – oct. 2025`, `03/02/2025 – 09/02/2025`. */
export function periodLabel(period: Period, locale: 'fr' | 'en'): string {
  const { from, to } = period;
  const whole = startOf('month', from) === from && endOf('month', to) === to;
  if (!whole) return from === to ? numeric(from) : `${numeric(from)} – ${numeric(to)}`;
  const name = (day: Day): string => `${MONTHS[locale][Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
  return from.slice(0, 7) === to.slice(0, 7) ? name(from) : `${name(from)} – ${name(to)}`;
}

const numeric = (day: Day): string => day.split('-').reverse().join('/');
