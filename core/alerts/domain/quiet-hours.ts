import { addDays, dayInZone } from '@griot/kernel';

/** Hours in which nobody is woken, in the tenant's time zone. `to` before `from`: over midnight. */
export interface QuietHours {
  /** `HH:MM` */
  from: string;
  to: string;
  /** ISO days of the week on which the hours begin; 1 = Monday. */
  days: number[];
  /** Critical alerts are told at once all the same. */
  criticalPasses: boolean;
}

/** When the quiet hours that hold `now` end; null when it is not quiet. */
export function quietUntil(quiet: QuietHours | null, timeZone: string, now: Date): Date | null {
  if (quiet === null || quiet.from === quiet.to) return null;
  const today = dayInZone(now, timeZone);
  // What began yesterday may still go on.
  for (const day of [addDays(today, -1), today]) {
    if (!quiet.days.includes(isoWeekday(day))) continue;
    const begins = instantIn(timeZone, day, quiet.from);
    const ends = instantIn(timeZone, quiet.to > quiet.from ? day : addDays(day, 1), quiet.to);
    if (begins <= now && now < ends) return ends;
  }
  return null;
}

/** When a change may be told, and whether quiet hours hold it until then. */
export function tellAt(
  quiet: QuietHours | null,
  o: { severity: string; timeZone: string; now: Date },
): { at: Date; held: boolean } {
  const until = quiet?.criticalPasses && o.severity === 'critical' ? null : quietUntil(quiet, o.timeZone, o.now);
  return until === null ? { at: o.now, held: false } : { at: until, held: true };
}

const isoWeekday = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

/**
 * The instant of a wall clock's time. An hour that a change of clocks skips is that of the clock before it; of one that
 * comes twice, the first.
 */
export function instantIn(timeZone: string, day: string, time: string): Date {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const earlier = offsetAt(timeZone, wall - 24 * 3_600_000);
  const later = offsetAt(timeZone, wall + 24 * 3_600_000);
  const fits = [earlier, later].find((offset) => offsetAt(timeZone, wall - offset) === offset) ?? earlier;
  return new Date(wall - fits);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** How far a zone's wall clock is ahead of UTC at an instant, in ms. */
function offsetAt(timeZone: string, instant: number): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-CA', {
      ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
    });
    clocks.set(timeZone, clock);
  }
  const part = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, value]));
  const wall = Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`);
  return wall - Math.floor(instant / 1000) * 1000;
}
