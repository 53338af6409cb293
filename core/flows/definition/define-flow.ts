import { canonicalJson, DomainError, sha256Hex } from '@griot/kernel';
import { cronFault } from '../domain/cron.ts';
import { graphFaults } from './flow-graph.ts';
import type { FlowDefinition, TaskDefinition } from './flow-types.ts';

const FLOW_NAME = /^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)*$/;
const TASK_NAME = /^[a-z][a-z0-9_-]{0,59}$/;

/** A task's settings with the defaults filled in. */
export interface TaskSettings {
  retries: number;
  backoffMs: number;
  timeoutMs: number;
}

export function taskSettings(task: Pick<TaskDefinition, 'retries' | 'backoffMs' | 'timeoutMs'>): TaskSettings {
  return { retries: task.retries ?? 1, backoffMs: task.backoffMs ?? 1000, timeoutMs: task.timeoutMs ?? 120_000 };
}

/**
 * Checks a flow and returns it. Throws `flows.definition_invalid` with every fault at once in `details.faults`:
 * names, cycles, unknown dependencies, doubles, cron, numbers out of range.
 */
export function defineFlow<P extends Record<string, unknown>>(flow: FlowDefinition<P>): FlowDefinition {
  const faults = FLOW_NAME.test(flow.name) ? [] : [`"${flow.name}" is not a flow name (application.flow, lower case)`];
  if (flow.tasks.length === 0) faults.push('a flow needs at least one task');
  for (const task of flow.tasks) faults.push(...taskFaults(task));
  faults.push(...graphFaults(flow.tasks));
  if (flow.schedule) {
    const fault = cronFault(flow.schedule.cron, flow.schedule.timeZone ?? 'UTC');
    if (fault) faults.push(fault);
    const parsed = flow.parameters.safeParse(flow.schedule.parameters ?? {});
    if (!parsed.success) faults.push('the schedule does not give the parameters that the flow needs');
  }
  if (faults.length > 0) {
    throw new DomainError({
      code: 'flows.definition_invalid',
      kind: 'invalid',
      details: { flow: flow.name, faults },
      message: `Flow ${flow.name}: ${faults.join('; ')}`,
    });
  }
  return flow;
}

function taskFaults(task: Pick<TaskDefinition, 'name' | 'retries' | 'backoffMs' | 'timeoutMs'>): string[] {
  const faults: string[] = [];
  if (!TASK_NAME.test(task.name))
    faults.push(`"${task.name}" is not a task name (lower case, digits, _ and -, at most 60)`);
  const { retries, backoffMs, timeoutMs } = taskSettings(task);
  const whole = (what: string, value: number, min: number, max: number): void => {
    if (!Number.isInteger(value) || value < min || value > max) {
      faults.push(`${task.name}: ${what} must be a whole number from ${min} to ${max}`);
    }
  };
  whole('retries', retries, 0, 100);
  whole('backoffMs', backoffMs, 0, 3_600_000);
  whole('timeoutMs', timeoutMs, 1, 86_400_000);
  return faults;
}

/** Changes with the graph or a task's settings: a run keeps it, so that its history can be read by version. */
export function flowVersion(flow: FlowDefinition): string {
  const tasks = flow.tasks.map((task) => ({ name: task.name, dependsOn: task.dependsOn ?? [], ...taskSettings(task) }));
  return sha256Hex(canonicalJson({ name: flow.name, tasks })).slice(0, 12);
}
