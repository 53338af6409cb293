import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { FlowDefinition } from '../definition/flow-types.ts';
import { checkedSchedule } from './checked-schedule.ts';

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
        DELETE FROM flow_schedules WHERE tenant_id = ${o.tenantId} AND flow = ${flow.name} AND declared AND NOT custom`);
      continue;
    }
    const { cron, timeZone, parameters, catchUp, next } = checkedSchedule(flow, flow.schedule, o);
    await tx.execute(sql`
      INSERT INTO flow_schedules (tenant_id, flow, cron, time_zone, parameters, catch_up, next_at)
      VALUES (${o.tenantId}, ${flow.name}, ${cron}, ${timeZone}, ${parameters}::jsonb, ${catchUp}, ${next})
      ON CONFLICT (tenant_id, flow) WHERE declared DO UPDATE
         SET cron = EXCLUDED.cron, time_zone = EXCLUDED.time_zone, parameters = EXCLUDED.parameters,
             catch_up = EXCLUDED.catch_up, next_at = EXCLUDED.next_at, retry_at = NULL, version = flow_schedules.version + 1
       WHERE NOT flow_schedules.custom
         AND (flow_schedules.cron, flow_schedules.time_zone, flow_schedules.parameters, flow_schedules.catch_up)
             IS DISTINCT FROM (EXCLUDED.cron, EXCLUDED.time_zone, EXCLUDED.parameters, EXCLUDED.catch_up)`);
  }
}
