export type RunState = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
export type TaskState = 'pending' | 'ready' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'skipped';

export interface TaskStanding {
  name: string;
  dependsOn: readonly string[];
  state: TaskState;
}

export interface Settlement {
  /** Tasks whose state must change, with their new one. */
  changes: Map<string, 'ready' | 'skipped' | 'cancelled'>;
  /** The run's end, or undefined while something can still happen. */
  end: 'succeeded' | 'failed' | 'cancelled' | undefined;
}

/**
 * What follows from where the tasks stand: a task whose dependencies all succeeded becomes ready; one that waits for a task
 * which can no longer succeed is skipped; independent branches go on. With a cancellation asked for, nothing new starts.
 * Pure; applying it twice changes nothing more.
 */
export function settleRun(tasks: readonly TaskStanding[], cancelRequested: boolean): Settlement {
  const states = new Map<string, TaskState>(tasks.map((task) => [task.name, task.state]));
  const changes = new Map<string, 'ready' | 'skipped' | 'cancelled'>();
  const set = (name: string, state: 'ready' | 'skipped' | 'cancelled'): void => {
    states.set(name, state);
    changes.set(name, state);
  };
  if (cancelRequested) {
    for (const task of tasks) if (task.state === 'pending' || task.state === 'ready') set(task.name, 'cancelled');
  }
  for (let moved = true; moved; ) {
    moved = false;
    for (const task of tasks) {
      if (states.get(task.name) !== 'pending') continue;
      const before = task.dependsOn.map((name) => states.get(name));
      if (before.some((state) => state === 'failed' || state === 'skipped' || state === 'cancelled')) {
        set(task.name, 'skipped');
        moved = true;
      } else if (before.every((state) => state === 'succeeded')) {
        set(task.name, 'ready');
        moved = true;
      }
    }
  }
  return { changes, end: endOf([...states.values()]) };
}

function endOf(states: TaskState[]): Settlement['end'] {
  if (states.some((state) => state === 'pending' || state === 'ready' || state === 'running')) return undefined;
  if (states.includes('failed')) return 'failed';
  return states.every((state) => state === 'succeeded') ? 'succeeded' : 'cancelled';
}
