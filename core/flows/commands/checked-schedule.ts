import { DomainError } from '@griot/kernel';
import type { FlowDefinition, FlowSchedule } from '../definition/flow-types.ts';
import { cronFault, nextTicks } from '../domain/cron.ts';
import { tickParameters } from '../domain/tick-parameters.ts';
import { readParameters, type Sentences } from './trigger-run.ts';

export interface CheckedSchedule {
  cron: string;
  timeZone: string;
  /** JSON as it is stored, `{{day}}` in place: filled and defaulted at each tick. */
  parameters: string;
  catchUp: 'none' | 'one' | 'all';
  /** The first tick after `now`, ISO 8601. */
  next: string;
}

/** What a schedule is stored as. Throws `flows.schedule_invalid`, `flows.parameters_invalid`. */
export function checkedSchedule(
  flow: FlowDefinition,
  schedule: FlowSchedule,
  o: { timeZone: string; now: Date; sentences?: Sentences | undefined },
): CheckedSchedule {
  const { cron, timeZone = o.timeZone, parameters = {}, catchUp = 'one' } = schedule;
  const [next] = ticksOf(flow.name, cron, timeZone, o.now, 1);
  readParameters(flow, tickParameters(parameters, next ?? o.now, timeZone), o.sentences);
  return { cron, timeZone, parameters: JSON.stringify(parameters), catchUp, next: (next ?? o.now).toISOString() };
}

/** The next ticks of an expression; at least one. Throws `flows.schedule_invalid`. */
export function ticksOf(flow: string, cron: string, timeZone: string, after: Date, count: number): Date[] {
  const fault = cronFault(cron, timeZone);
  const ticks = fault ? [] : nextTicks(cron, timeZone, after, count);
  if (ticks.length > 0) return ticks;
  throw new DomainError({
    code: 'flows.schedule_invalid',
    kind: 'invalid',
    details: { flow, cron, timeZone, fault, field: fault?.includes('time zone') ? 'timeZone' : 'cron' },
    message: fault ?? `the schedule "${cron}" never comes`,
  });
}
