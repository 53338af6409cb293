import type { RunTask } from '../../api/flows.ts';

/** A share of the run's length, 0 to 100. */
export interface GanttBar {
  left: number;
  width: number;
}

/** Where each step lies on the run's time line; `now` in milliseconds for what still works. Steps not begun have no bar. */
export function ganttBars(
  tasks: Pick<RunTask, 'name' | 'startedAt' | 'endedAt'>[],
  now: number,
): Map<string, GanttBar> {
  const begun = tasks.flatMap(({ name, startedAt, endedAt }) =>
    startedAt === null ? [] : [{ name, from: Date.parse(startedAt), to: endedAt === null ? now : Date.parse(endedAt) }],
  );
  const start = Math.min(...begun.map((one) => one.from));
  const span = Math.max(1, Math.max(...begun.map((one) => one.to)) - start);
  return new Map(
    begun.map(({ name, from, to }) => {
      // A step of a few milliseconds is still a thing that happened.
      const left = Math.min(((from - start) / span) * 100, 99.4);
      return [name, { left, width: Math.min(Math.max(((to - from) / span) * 100, 0.6), 100 - left) }];
    }),
  );
}
