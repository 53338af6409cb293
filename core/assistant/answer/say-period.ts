import { addDays, type Day, endOf, formatDay, formatMonth, startOf } from '@griot/kernel';

type Locale = 'fr' | 'en';

const EARLIEST = '1900-01-01';

/** A range as people call it: `octobre 2026`, `2024`, `T1 2025`, `du 01/03/2025 au 15/04/2025`. */
export function sayPeriod({ from, to }: { from: Day; to: Day }, locale: Locale): string {
  const year = from.slice(0, 4);
  if (from === EARLIEST) return locale === 'fr' ? `jusqu’au ${formatDay(to)}` : `until ${formatDay(to)}`;
  if (from === to) return locale === 'fr' ? `le ${formatDay(from)}` : `on ${formatDay(from)}`;
  if (startOf('month', from) === from && endOf('month', from) === to) return formatMonth(from, locale);
  if (startOf('year', from) === from && endOf('year', from) === to) return year;
  if (startOf('quarter', from) === from && endOf('quarter', from) === to)
    return `${locale === 'fr' ? 'T' : 'Q'}${Math.ceil(Number(from.slice(5, 7)) / 3)} ${year}`;
  if (from === `${year}-01-01` && to === `${year}-06-30`)
    return locale === 'fr' ? `1er semestre ${year}` : `first half of ${year}`;
  if (from === `${year}-07-01` && to === `${year}-12-31`)
    return locale === 'fr' ? `2e semestre ${year}` : `second half of ${year}`;
  if (startOf('month', from) === from && addDays(to, 1).endsWith('-01'))
    return locale === 'fr'
      ? `de ${formatMonth(from, locale)} à ${formatMonth(to, locale)}`
      : `${formatMonth(from, locale)} to ${formatMonth(to, locale)}`;
  return locale === 'fr' ? `du ${formatDay(from)} au ${formatDay(to)}` : `${formatDay(from)} to ${formatDay(to)}`;
}

/** One value of a time column: `octobre 2026`, `T3 2026`, `2026`. */
export function sayBucket(day: Day, grain: string, locale: Locale): string {
  if (grain === 'year') return day.slice(0, 4);
  if (grain === 'month') return formatMonth(day, locale);
  if (grain === 'quarter')
    return `${locale === 'fr' ? 'T' : 'Q'}${Math.ceil(Number(day.slice(5, 7)) / 3)} ${day.slice(0, 4)}`;
  if (grain === 'week') return `${locale === 'fr' ? 'semaine du' : 'week of'} ${formatDay(day)}`;
  return formatDay(day);
}
