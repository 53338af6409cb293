import { DomainError, newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { FlowDefinition, FlowSchedule } from '../definition/flow-types.ts';
import type { TriggeredBy } from '../domain/engine-words.ts';
import { announceFlow } from '../store/announce.ts';
import { checkedSchedule, ticksOf } from './checked-schedule.ts';
import type { Sentences } from './trigger-run.ts';

export interface ScheduleEdit {
  tenantId: string;
  /** The tenant's, for a schedule that names none. */
  timeZone: string;
  flow: FlowDefinition;
  schedule: FlowSchedule & { title?: string | null };
  now: Date;
  sentences?: Sentences | undefined;
}

interface Found extends Record<string, unknown> {
  flow: string;
  cron: string;
  time_zone: string;
  declared: boolean;
  version: number;
}

/** One more schedule of a flow. Throws `flows.schedule_invalid`, `flows.parameters_invalid`. */
export async function addSchedule(tx: Tx, o: ScheduleEdit): Promise<{ id: string }> {
  const { cron, timeZone, parameters, catchUp, next } = checkedSchedule(o.flow, o.schedule, o);
  const id = newId();
  await tx.execute(sql`
    INSERT INTO flow_schedules (id, tenant_id, flow, title, cron, time_zone, parameters, catch_up, next_at, custom, declared)
    VALUES (${id}, ${o.tenantId}, ${o.flow.name}, ${o.schedule.title ?? null}, ${cron}, ${timeZone}, ${parameters}::jsonb,
            ${catchUp}, ${next}, true, false)`);
  await announceFlow(tx, { tenantId: o.tenantId, flow: o.flow.name });
  return { id };
}

/**
 * Changes a schedule; a declared one is the person's from now on, until `resetSchedule`. With `version`, only when nobody
 * changed it meanwhile (`flows.schedule_changed`). Throws also `flows.schedule_not_found` and what `addSchedule` throws.
 */
export async function changeSchedule(tx: Tx, o: ScheduleEdit & { id: string; version?: number }): Promise<void> {
  const row = await locked(tx, o.tenantId, o.id);
  if (o.version !== undefined && o.version !== row.version) {
    throw new DomainError({
      code: 'flows.schedule_changed',
      kind: 'conflict',
      details: { id: o.id, version: row.version },
    });
  }
  const { cron, timeZone, parameters, catchUp, next } = checkedSchedule(o.flow, o.schedule, o);
  await tx.execute(sql`
    UPDATE flow_schedules SET custom = true, title = ${o.schedule.title ?? null}, cron = ${cron}, time_zone = ${timeZone},
           parameters = ${parameters}::jsonb, catch_up = ${catchUp}, next_at = ${next}, retry_at = NULL, version = version + 1
     WHERE id = ${o.id}`);
  await announceFlow(tx, { tenantId: o.tenantId, flow: row.flow });
}

/** Back to what the flow declares. Throws `flows.schedule_not_found` for one that a person made. */
export async function resetSchedule(tx: Tx, o: Omit<ScheduleEdit, 'schedule'> & { id: string }): Promise<void> {
  const row = await locked(tx, o.tenantId, o.id);
  if (!row.declared || !o.flow.schedule) throw scheduleNotFound(o.id);
  await changeSchedule(tx, { ...o, schedule: o.flow.schedule });
  await tx.execute(sql`UPDATE flow_schedules SET custom = false WHERE id = ${o.id}`);
}

/** One that a person made. A declared one can be paused, not removed: `flows.schedule_declared`. */
export async function removeSchedule(tx: Tx, o: { tenantId: string; id: string }): Promise<void> {
  const row = await locked(tx, o.tenantId, o.id);
  if (row.declared) {
    throw new DomainError({ code: 'flows.schedule_declared', kind: 'conflict', details: { flow: row.flow } });
  }
  await tx.execute(sql`DELETE FROM flow_schedules WHERE id = ${o.id}`);
  await announceFlow(tx, { tenantId: o.tenantId, flow: row.flow });
}

/** No run starts by it until `resumeSchedule`. Throws `flows.schedule_not_found`. */
export async function pauseSchedule(tx: Tx, o: { tenantId: string; id: string; by: TriggeredBy }): Promise<void> {
  const row = await locked(tx, o.tenantId, o.id);
  await tx.execute(sql`
    UPDATE flow_schedules SET paused_at = coalesce(paused_at, clock_timestamp()), paused_by = ${o.by.id ?? o.by.kind},
           retry_at = NULL, version = version + 1 WHERE id = ${o.id}`);
  await announceFlow(tx, { tenantId: o.tenantId, flow: row.flow });
}

/** Ticks of the pause are not made up for. */
export async function resumeSchedule(tx: Tx, o: { tenantId: string; id: string; now: Date }): Promise<void> {
  const row = await locked(tx, o.tenantId, o.id);
  const [next] = ticksOf(row.flow, row.cron, row.time_zone, o.now, 1);
  await tx.execute(sql`
    UPDATE flow_schedules SET paused_at = NULL, paused_by = NULL, next_at = ${next?.toISOString()}, version = version + 1
     WHERE id = ${o.id}`);
  await announceFlow(tx, { tenantId: o.tenantId, flow: row.flow });
}

async function locked(tx: Tx, tenantId: string, id: string): Promise<Found> {
  const { rows } = await tx.execute<Found>(sql`
    SELECT flow, cron, time_zone, declared, version FROM flow_schedules
     WHERE id = ${id} AND tenant_id = ${tenantId} FOR UPDATE`);
  const row = rows[0];
  if (!row) throw scheduleNotFound(id);
  return row;
}

export function scheduleNotFound(id: string): DomainError {
  return new DomainError({ code: 'flows.schedule_not_found', kind: 'not_found', details: { id } });
}
