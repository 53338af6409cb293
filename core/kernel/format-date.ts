import type { Day } from './calendar.ts';

import { type FormatLocale as Locale, NOTHING } from './format-number.ts';

/** `2025-05-31` -> `31/05/2025`. Text only: a business day has no time zone to be shifted by. */
export function formatDay(day: Day | null | undefined): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(day ?? '');
  return match ? `${match[3]}/${match[2]}/${match[1]}` : NOTHING;
}

const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let found = cache.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', options);
    cache.set(key, found);
  }
  return found;
}

/** `2025-05-01` -> `mai 2025`, or `mai 25` when short. */
export function formatMonth(day: Day | null | undefined, locale: Locale, short = false): string {
  if (!day) return NOTHING;
  const date = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return NOTHING;
  const options: Intl.DateTimeFormatOptions = short
    ? { month: 'short', year: '2-digit', timeZone: 'UTC' }
    : { month: 'long', year: 'numeric', timeZone: 'UTC' };
  return formatter(locale, options).format(date);
}

/** An instant in the tenant's time zone: `21/11/2026 10:22` (24 hours). */
export function formatInstant(
  instant: string | null | undefined,
  locale: Locale,
  timeZone: string,
  withSeconds = false,
): string {
  const date = new Date(instant ?? '');
  if (Number.isNaN(date.getTime())) return NOTHING;
  return formatter(locale, {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(withSeconds ? { second: '2-digit' } : {}),
  })
    .format(date)
    .replace(', ', ' ');
}

/** The time of an instant in the tenant's time zone: `10:22:05`. */
export function formatTime(instant: string | null | undefined, locale: Locale, timeZone: string): string {
  const date = new Date(instant ?? '');
  if (Number.isNaN(date.getTime())) return NOTHING;
  const options = { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  return formatter(locale, options).format(date);
}

/** `850 ms`, `4,2 s`, `1 min 05 s`, `2 h 03 min`. */
export function formatDuration(milliseconds: number | null | undefined, locale: Locale): string {
  if (milliseconds === null || milliseconds === undefined || milliseconds < 0) return NOTHING;
  if (milliseconds < 1000) return `${Math.round(milliseconds)}\u00a0ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) {
    const text = seconds.toFixed(1);
    return `${locale === 'fr' ? text.replace('.', ',') : text}\u00a0s`;
  }
  const whole = Math.round(seconds);
  const pad = (part: number) => String(part).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)}\u00a0min\u00a0${pad(whole % 60)}\u00a0s`;
  return `${Math.floor(whole / 3600)}\u00a0h\u00a0${pad(Math.floor((whole % 3600) / 60))}\u00a0min`;
}

/** `il y a 5 min`, for instants of the last day or so; `now` and `instant` in milliseconds. */
export function formatAgo(instant: number, now: number, locale: Locale): string {
  const seconds = Math.max(0, Math.round((now - instant) / 1000));
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  if (seconds < 60) return relative.format(-seconds, 'second');
  if (seconds < 3600) return relative.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3600), 'hour');
  return relative.format(-Math.floor(seconds / 86_400), 'day');
}
