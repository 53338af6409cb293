import type { RunTask } from '../api/flows.ts';

export interface GanttBar {
  attempt: number;
  /** Share of the run's length, 0 to 100. */
  left: number;
  width: number;
  state: RunTask['attempts'][number]['state'];
}

/** Where each attempt of a step lies on the run's time line; `now` in milliseconds for what still works. */
export function ganttBars(
  tasks: Pick<RunTask, 'name' | 'attempts'>[],
  now: number,
): { start: number; end: number; bars: Map<string, GanttBar[]> } {
  const attempts = tasks.flatMap((task) => task.attempts);
  const endOf = (finishedAt: string | null) => (finishedAt === null ? now : Date.parse(finishedAt));
  const start = Math.min(...attempts.map((attempt) => Date.parse(attempt.startedAt)));
  const end = Math.max(...attempts.map((attempt) => endOf(attempt.finishedAt)));
  const bars = new Map<string, GanttBar[]>();
  if (attempts.length === 0) return { start: now, end: now, bars };
  const span = Math.max(1, end - start);
  for (const task of tasks) {
    bars.set(
      task.name,
      task.attempts.map((attempt) => {
        const from = Date.parse(attempt.startedAt);
        const left = ((from - start) / span) * 100;
        const width = ((endOf(attempt.finishedAt) - from) / span) * 100;
        // A step of a few milliseconds is still a thing that happened.
        return {
          attempt: attempt.attempt,
          left: Math.min(left, 99.4),
          width: Math.max(width, 0.6),
          state: attempt.state,
        };
      }),
    );
  }
  return { start, end, bars };
}
