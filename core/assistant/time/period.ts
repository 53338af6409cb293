import { addDays, addMonths, type Day, endOf, startOf } from '@griot/kernel';

export type PeriodGrain = 'day' | 'week' | 'month' | 'quarter' | 'semester' | 'year' | 'range';

/** Days that a question names. Open ends are null; a period that runs ends with the as-of day. */
export interface Period {
  readonly from: Day | null;
  readonly to: Day | null;
  readonly grain: PeriodGrain;
  /** The whole period when `to` was cut at the as-of day. */
  readonly wholeTo?: Day;
  /** `fin mars`, `au 31 mars`, `il y a un an`: a moment; for what is measured over time its period is not said. */
  readonly moment?: boolean;
  /** `début mars`, `mi-2024`: nobody knows which days. */
  readonly vague?: boolean;
  /** The unit that a moment was counted in: `il y a deux mois`. */
  readonly counted?: CalendarGrain;
  /** All that is known: `sur toute la période`. */
  readonly whole?: boolean;
  /** `YTD`, `MTD`: as far as it has come. */
  readonly soFar?: boolean;
  /** `l'an dernier à la même date`: as far as last year had come then. */
  readonly sameDays?: boolean;
  /** Its year was not said: it is the latest such period. */
  readonly yearless?: boolean;
}

/** `mois précédent`, `an dernier` after `par rapport à`: a period that depends on the one it is compared with. */
export type Relation = 'previous_period' | 'previous_year';

export interface TimeReading {
  /** Index after the last token. */
  readonly end: number;
  readonly period: Period;
  readonly relation?: Relation;
  /** The two ends of a range that were said as periods: `entre 2023 et 2025`. */
  readonly ends?: readonly [Period, Period];
}

const monthsOf = { month: 1, quarter: 3, semester: 6, year: 12 } as const;
export type CalendarGrain = 'day' | 'week' | keyof typeof monthsOf;

export const semesterStart = (day: Day): Day => `${day.slice(0, 4)}-${Number(day.slice(5, 7)) > 6 ? '07' : '01'}-01`;

export function firstDay(grain: CalendarGrain, day: Day): Day {
  return grain === 'semester' ? semesterStart(day) : startOf(grain, day);
}

export function lastDay(grain: CalendarGrain, day: Day): Day {
  return grain === 'semester' ? addDays(addMonths(semesterStart(day), 6), -1) : endOf(grain, day);
}

export function moved(grain: CalendarGrain, day: Day, count: number): Day {
  if (grain === 'day') return addDays(day, count);
  if (grain === 'week') return addDays(day, 7 * count);
  return addMonths(day, monthsOf[grain] * count);
}

/** The calendar period that holds `day`. */
export function around(grain: CalendarGrain, day: Day): Period {
  return { from: firstDay(grain, day), to: lastDay(grain, day), grain };
}

/** Cuts a period that is still running at the as-of day. */
export function untilToday(period: Period, today: Day): Period {
  if (period.to === null || period.from === null || period.to <= today || period.from > today) return period;
  return { ...period, to: today, wholeTo: period.wholeTo ?? period.to };
}
