import { canonicalJson, DomainError, sha256Hex } from '@griot/kernel';
import { z } from 'zod';
import { cronFault } from '../domain/cron.ts';
import { tickParameters } from '../domain/tick-parameters.ts';
import { graphFaults } from './flow-graph.ts';
import type { FlowDefinition, TaskDefinition } from './flow-types.ts';
import { taskSettings } from './task-settings.ts';

const FLOW_NAME = /^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)*$/;
const TASK_NAME = /^[a-z][a-z0-9_-]{0,59}$/;

const LABEL = /^[a-z0-9][a-z0-9_-]{0,39}$/;

/**
 * Checks a flow and returns it. Throws `flows.definition_invalid` with every fault at once in `details.faults`:
 * names, cycles, unknown dependencies, doubles, cron, numbers out of range.
 */
export function defineFlow<P extends Record<string, unknown>>(flow: FlowDefinition<P>): FlowDefinition {
  const faults = FLOW_NAME.test(flow.name) ? [] : [`"${flow.name}" is not a flow name (application.flow, lower case)`];
  if (flow.tasks.length === 0) faults.push('a flow needs at least one task');
  for (const task of flow.tasks) faults.push(...taskFaults(task));
  faults.push(...graphFaults(flow.tasks), ...labelFaults(flow.name, flow.needs), ...backfillFaults(flow));
  if (flow.schedule) {
    const timeZone = flow.schedule.timeZone ?? 'UTC';
    const fault = cronFault(flow.schedule.cron, timeZone);
    if (fault) faults.push(fault);
    const parsed = flow.parameters.safeParse(tickParameters(flow.schedule.parameters ?? {}, new Date(0), timeZone));
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

type Settled = Pick<TaskDefinition, 'name' | 'retries' | 'backoff' | 'timeoutMs' | 'needs'>;

function taskFaults(task: Settled): string[] {
  const faults: string[] = [];
  if (!TASK_NAME.test(task.name))
    faults.push(`"${task.name}" is not a task name (lower case, digits, _ and -, at most 60)`);
  const { retries, backoff, timeoutMs } = taskSettings(task);
  const whole = (what: string, value: number, min: number, max: number): void => {
    if (!Number.isInteger(value) || value < min || value > max) {
      faults.push(`${task.name}: ${what} must be a whole number from ${min} to ${max}`);
    }
  };
  whole('retries', retries, 0, 100);
  whole('backoff', backoff.ms, 0, 3_600_000);
  whole('the longest backoff', backoff.maxMs, 0, 86_400_000);
  whole('timeoutMs', timeoutMs, 1, 86_400_000);
  return [...faults, ...labelFaults(task.name, task.needs)];
}

function labelFaults(where: string, labels: readonly string[] = []): string[] {
  return labels.filter((label) => !LABEL.test(label)).map((label) => `${where}: "${label}" is not a worker's label`);
}

/** A backfill hands the day over as text: the schema must take it, with nothing else that is required and not given. */
function backfillFaults(flow: FlowDefinition): string[] {
  if (!flow.backfill) return [];
  const { day, maxParallel = 4 } = flow.backfill;
  const { properties } = z.toJSONSchema(flow.parameters, { io: 'input', unrepresentable: 'any' });
  const faults = properties && day in properties ? [] : [`the backfill's parameter "${day}" is not one of the flow's`];
  if (!Number.isInteger(maxParallel) || maxParallel < 1 || maxParallel > 20)
    faults.push('the backfill runs from 1 to 20 days at a time');
  return faults;
}

/** Changes with the graph or a task's settings: a run keeps it, so that its history can be read by version. */
export function flowVersion(flow: FlowDefinition): string {
  const tasks = flow.tasks.map((task) => ({
    name: task.name,
    dependsOn: task.dependsOn ?? [],
    ...taskSettings(task, flow.needs),
  }));
  return sha256Hex(canonicalJson({ name: flow.name, tasks })).slice(0, 12);
}
