import { type Clock, errorMessage, isDomainError, type Logger } from '@griot/kernel';
import type { Store, Tx } from '@griot/store';
import { sql } from 'drizzle-orm';
import type { FlowDefinition } from '../definition/flow-types.ts';
import { nextTicks } from '../domain/cron.ts';
import { type TriggerResult, triggerRun } from './trigger-run.ts';

interface Due extends Record<string, unknown> {
  tenant_id: string;
  flow: string;
  cron: string;
  time_zone: string;
  parameters: unknown;
  next_at: string;
}

/** Key of scheduled runs of a flow without one: a tick that finds the last run still under way is skipped. */
const SCHEDULE_KEY = 'schedule';

/**
 * Starts the runs whose time has come; gives how many schedules were served. Any number of processes may call it: a schedule's
 * row is locked by the one that serves it, and its run and its next time are written together. Ticks missed while nobody
 * was there are served by one run.
 */
export async function serveDueSchedules(
  store: Store,
  o: { flows: readonly FlowDefinition[]; clock: Clock; log: Logger },
): Promise<number> {
  const byName = new Map(o.flows.map((flow) => [flow.name, flow]));
  let served = 0;
  for (;;) {
    const one = await store.withSystem(async (tx) => {
      const { rows } = await tx.execute<Due>(sql`
        SELECT tenant_id, flow, cron, time_zone, parameters, next_at FROM flow_schedules
         WHERE paused_at IS NULL AND next_at <= ${o.clock.now().toISOString()}
           AND flow = ANY (${sql.param([...byName.keys()])}::text[])
         ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED`);
      const due = rows[0];
      const flow = due && byName.get(due.flow);
      if (due && flow) await serve(tx, due, flow, o);
      return due;
    });
    if (!one) return served;
    served += 1;
  }
}

async function serve(tx: Tx, due: Due, flow: FlowDefinition, o: { clock: Clock; log: Logger }): Promise<void> {
  const tick = new Date(due.next_at);
  let run: TriggerResult | undefined;
  try {
    run = await tx.transaction((savepoint) =>
      triggerRun(savepoint as Tx, {
        tenantId: due.tenant_id,
        flow,
        parameters: due.parameters,
        by: { kind: 'schedule' },
        idempotencyKey: `schedule ${tick.toISOString()}`,
        fallbackKey: SCHEDULE_KEY,
      }),
    );
  } catch (error) {
    if (isDomainError(error) && error.code === 'flows.already_running') {
      run = { runId: String(error.details.runId), deduplicated: true };
    } else
      o.log.error(
        { flow: due.flow, tenantId: due.tenant_id, error: errorMessage(error) },
        'A scheduled run could not start',
      );
  }
  const next = nextTicks(due.cron, due.time_zone, o.clock.now())[0];
  // A schedule that never comes again pauses itself.
  await tx.execute(sql`
    UPDATE flow_schedules SET last_at = ${tick.toISOString()}, last_run_id = ${run?.runId ?? null},
           last_result = ${run ? (run.deduplicated ? 'skipped' : 'started') : 'failed'},
           next_at = coalesce(${next?.toISOString() ?? null}, next_at),
           paused_at = CASE WHEN ${next === undefined} THEN clock_timestamp() END
     WHERE tenant_id = ${due.tenant_id} AND flow = ${due.flow}`);
}
