import { Cron } from 'croner';

/** What is wrong with an expression or a time zone, in one English sentence; undefined when both are good. */
export function cronFault(cron: string, timeZone: string): string | undefined {
  try {
    const next = new Cron(cron, { timezone: timeZone, paused: true }).nextRun();
    return next === null ? `the schedule "${cron}" never comes` : undefined;
  } catch (error) {
    return `the schedule "${cron}" (${timeZone}) is not valid: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/**
 * The next instants strictly after `after`, in the time zone's own wall clock. When clocks go forward, a time that does
 * not exist is moved to the first one that does; when they go back, a fixed hour comes once, and an interval (every 10 minutes) goes on.
 */
export function nextTicks(cron: string, timeZone: string, after: Date, count = 1): Date[] {
  return new Cron(cron, { timezone: timeZone, paused: true }).nextRuns(count, after);
}
