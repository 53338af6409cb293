import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm';
import type { FlowDefinition, FlowSchedule } from '../definition/flow-types.ts';
import { cronFault, nextTicks } from '../domain/cron.ts';
import { readParameters, type TriggeredBy } from './trigger-run.ts';

/**
 * Gives a tenant the schedules that these flows declare. Called at each start: what a person set stays, a pause too;
 * a declared schedule that is new or changed gets its first tick after `now`, one that is no longer declared goes.
 */
export async function ensureSchedules(
  tx: Tx,
  o: { tenantId: string; timeZone: string; flows: readonly FlowDefinition[]; now: Date },
): Promise<void> {
  for (const flow of o.flows) {
    if (!flow.schedule) {
      await tx.execute(sql`
        DELETE FROM flow_schedules WHERE tenant_id = ${o.tenantId} AND flow = ${flow.name} AND NOT custom`);
      continue;
    }
    const { cron, timeZone = o.timeZone, parameters = {} } = flow.schedule;
    const next = firstTick(flow.name, cron, timeZone, o.now);
    await tx.execute(sql`
      INSERT INTO flow_schedules (tenant_id, flow, cron, time_zone, parameters, next_at)
      VALUES (${o.tenantId}, ${flow.name}, ${cron}, ${timeZone}, ${JSON.stringify(readParameters(flow, parameters))}::jsonb,
              ${next.toISOString()})
      ON CONFLICT (tenant_id, flow) DO UPDATE
         SET cron = EXCLUDED.cron, time_zone = EXCLUDED.time_zone, parameters = EXCLUDED.parameters, next_at = EXCLUDED.next_at
       WHERE NOT flow_schedules.custom AND (flow_schedules.cron, flow_schedules.time_zone, flow_schedules.parameters)
             IS DISTINCT FROM (EXCLUDED.cron, EXCLUDED.time_zone, EXCLUDED.parameters)`);
  }
}

/** Sets or replaces a tenant's schedule of a flow. Throws `flows.schedule_invalid`, `flows.parameters_invalid`. */
export async function setSchedule(
  tx: Tx,
  o: { tenantId: string; timeZone: string; flow: FlowDefinition; schedule: FlowSchedule; now: Date },
): Promise<void> {
  const { cron, timeZone = o.timeZone, parameters = {} } = o.schedule;
  const next = firstTick(o.flow.name, cron, timeZone, o.now);
  const frozen = JSON.stringify(readParameters(o.flow, parameters));
  await tx.execute(sql`
    INSERT INTO flow_schedules (tenant_id, flow, cron, time_zone, parameters, next_at, custom)
    VALUES (${o.tenantId}, ${o.flow.name}, ${cron}, ${timeZone}, ${frozen}::jsonb, ${next.toISOString()}, true)
    ON CONFLICT (tenant_id, flow) DO UPDATE
       SET custom = true, cron = EXCLUDED.cron, time_zone = EXCLUDED.time_zone, parameters = EXCLUDED.parameters, next_at = EXCLUDED.next_at`);
}

/** No run starts by itself until `resumeSchedule`. Throws `flows.schedule_not_found`. */
export async function pauseSchedule(tx: Tx, o: { tenantId: string; flow: string; by: TriggeredBy }): Promise<void> {
  const { rowCount } = await tx.execute(sql`
    UPDATE flow_schedules SET paused_at = coalesce(paused_at, clock_timestamp()), paused_by = ${o.by.id ?? o.by.kind}
     WHERE tenant_id = ${o.tenantId} AND flow = ${o.flow}`);
  if (rowCount === 0) throw notFound(o.flow);
}

/** Ticks of the pause are not made up for. */
export async function resumeSchedule(tx: Tx, o: { tenantId: string; flow: string; now: Date }): Promise<void> {
  const { rows } = await tx.execute<{ cron: string; time_zone: string }>(sql`
    SELECT cron, time_zone FROM flow_schedules WHERE tenant_id = ${o.tenantId} AND flow = ${o.flow} FOR UPDATE`);
  const row = rows[0];
  if (!row) throw notFound(o.flow);
  const next = firstTick(o.flow, row.cron, row.time_zone, o.now);
  await tx.execute(sql`
    UPDATE flow_schedules SET paused_at = NULL, paused_by = NULL, next_at = ${next.toISOString()}
     WHERE tenant_id = ${o.tenantId} AND flow = ${o.flow}`);
}

function firstTick(flow: string, cron: string, timeZone: string, now: Date): Date {
  const fault = cronFault(cron, timeZone);
  const next = fault ? undefined : nextTicks(cron, timeZone, now)[0];
  if (next) return next;
  throw new DomainError({
    code: 'flows.schedule_invalid',
    kind: 'invalid',
    details: { flow, cron, timeZone, fault },
    message: fault ?? `the schedule "${cron}" never comes`,
  });
}

function notFound(flow: string): DomainError {
  return new DomainError({ code: 'flows.schedule_not_found', kind: 'not_found', details: { flow } });
}
