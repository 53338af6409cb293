import type { Backoff, TaskDefinition } from './flow-types.ts';

/** A task's settings with the defaults filled in. */
export interface TaskSettings {
  retries: number;
  backoff: Required<Backoff>;
  timeoutMs: number;
  /** Labels a worker must have, sorted. */
  needs: string[];
}

type Given = Pick<TaskDefinition, 'retries' | 'backoff' | 'timeoutMs' | 'needs'>;

export function taskSettings(task: Given, flowNeeds: readonly string[] = []): TaskSettings {
  const given =
    typeof task.backoff === 'object' ? task.backoff : { kind: 'exponential' as const, ms: task.backoff ?? 1000 };
  return {
    retries: task.retries ?? 1,
    backoff: { maxMs: 300_000, jitter: 'equal', ...given },
    timeoutMs: task.timeoutMs ?? 120_000,
    needs: [...new Set([...flowNeeds, ...(task.needs ?? [])])].sort(),
  };
}
