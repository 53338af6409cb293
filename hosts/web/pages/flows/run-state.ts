import { type Tone, workIcons } from '@griot/ui';
import type { LucideIcon } from 'lucide-react';
import type { Run, RunState, TaskState } from '../../api/flows.ts';

/** Tone and icon of each state; the word comes from the catalogue. */
export const stateLook: Record<RunState | TaskState, { tone: Tone; icon?: LucideIcon }> = {
  queued: { tone: 'neutral', icon: workIcons.waiting },
  waiting: { tone: 'neutral', icon: workIcons.waiting },
  running: { tone: 'accent', icon: workIcons.running },
  succeeded: { tone: 'ok' },
  failed: { tone: 'bad' },
  cancelled: { tone: 'neutral', icon: workIcons.cancelled },
  skipped: { tone: 'neutral', icon: workIcons.cancelled },
};

export function isEnded(state: RunState): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

/** Milliseconds from start to end, or to `now` while it runs; null before it started. */
export function elapsed(work: { startedAt: string | null; endedAt: string | null }, now: number): number | null {
  if (work.startedAt === null) return null;
  return Math.max(0, (work.endedAt === null ? now : Date.parse(work.endedAt)) - Date.parse(work.startedAt));
}

/** Share of the run that is done, 0 to 100. */
export function runPercent(run: Pick<Run, 'state' | 'progress' | 'tasksDone' | 'tasksTotal'>): number {
  if (run.state === 'succeeded') return 100;
  return run.progress?.percent ?? (run.tasksDone / Math.max(1, run.tasksTotal)) * 100;
}
