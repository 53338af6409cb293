import { type Clock, errorMessage, isDomainError, type Logger } from '@griot/kernel';
import type { Store, Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { FlowDefinition } from '../definition/flow-types.ts';
import { nextTicks } from '../domain/cron.ts';
import { tickParameters } from '../domain/tick-parameters.ts';
import { type TriggerInput, type TriggerResult, triggerIfFree, triggerRun } from './trigger-run.ts';

interface Due extends Record<string, unknown> {
  id: string;
  tenant_id: string;
  flow: string;
  cron: string;
  time_zone: string;
  parameters: Record<string, unknown>;
  catch_up: 'none' | 'one' | 'all';
  next_at: string;
  held: boolean;
}

type Result = 'started' | 'skipped' | 'failed' | 'missed';

/** A tick is missed when it is served so late: a restart of the platform is not an outage. */
const LATE_MS = 60_000;
/** A tick that waits for the run before it looks again after so long. */
const WAIT_MS = 5000;

/**
 * Starts the runs whose time has come; gives how many ticks were served. Any number of processes may call it: a schedule's
 * row is locked by the one that serves it, and its run and its next time are written together. What becomes of ticks missed
 * while nobody was there is the schedule's catch-up: none; one run for all of them; each of them, one after the other.
 */
export async function serveDueSchedules(
  store: Store,
  o: { flows: readonly FlowDefinition[]; clock: Clock; log: Logger },
): Promise<number> {
  const byName = new Map(o.flows.map((flow) => [flow.name, flow]));
  let served = 0;
  for (;;) {
    const one = await store.withSystem(async (tx) => {
      const now = o.clock.now().toISOString();
      const { rows } = await tx.execute<Due>(sql`
        SELECT s.id, s.tenant_id, s.flow, s.cron, s.time_zone, s.parameters, s.catch_up, s.next_at,
               EXISTS (SELECT FROM flow_pauses p WHERE p.tenant_id = s.tenant_id AND p.flow = s.flow) AS held
          FROM flow_schedules s
         WHERE paused_at IS NULL AND next_at <= ${now} AND (retry_at IS NULL OR retry_at <= ${now})
           AND flow = ANY (${sql.param([...byName.keys()])}::text[])
         ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`);
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
  const now = o.clock.now();
  const late = now.getTime() - tick.getTime() > LATE_MS;
  if (due.held || (late && due.catch_up === 'none')) return moveOn(tx, due, now, undefined, 'missed');
  let run: TriggerResult | undefined;
  let result: Result = 'failed';
  try {
    run = await tx.transaction((savepoint) => start(savepoint, due, flow, tick));
    if (!run) {
      const again = new Date(now.getTime() + WAIT_MS).toISOString();
      await tx.execute(sql`UPDATE flow_schedules SET retry_at = ${again} WHERE id = ${due.id}`);
      return;
    }
    result = run.deduplicated ? 'skipped' : 'started';
  } catch (error) {
    if (isDomainError(error) && error.code === 'flows.already_running') {
      run = { runId: String(error.details.runId), deduplicated: true };
      result = 'skipped';
    } else {
      const fields = { flow: due.flow, tenantId: due.tenant_id, error: errorMessage(error) };
      o.log.error(fields, 'A scheduled run could not start');
    }
  }
  // `all` goes on with the tick after this one, were it long ago.
  return moveOn(tx, due, due.catch_up === 'all' ? tick : now, run?.runId, result);
}

/** Undefined: this tick must have a run of its own, and the one before it is still under way. */
function start(tx: Tx, due: Due, flow: FlowDefinition, tick: Date): Promise<TriggerResult | undefined> {
  const input: TriggerInput = {
    tenantId: due.tenant_id,
    flow,
    parameters: tickParameters(due.parameters, tick, due.time_zone),
    by: { kind: 'schedule', id: due.id },
    idempotencyKey: `schedule ${due.id} ${tick.toISOString()}`,
    // A flow without a key: a tick that finds this schedule's last run still under way is skipped.
    fallbackKey: `schedule ${due.id}`,
    scheduledFor: tick,
  };
  return due.catch_up === 'all' ? triggerIfFree(tx, input) : triggerRun(tx, input);
}

async function moveOn(tx: Tx, due: Due, after: Date, runId: string | undefined, result: Result): Promise<void> {
  const next = nextTicks(due.cron, due.time_zone, after)[0];
  // A schedule that never comes again pauses itself.
  await tx.execute(sql`
    UPDATE flow_schedules SET last_at = ${new Date(due.next_at).toISOString()}, last_run_id = ${runId ?? null},
           last_result = ${result}, next_at = coalesce(${next?.toISOString() ?? null}, next_at), retry_at = NULL,
           paused_at = CASE WHEN ${next === undefined} THEN clock_timestamp() END
     WHERE id = ${due.id}`);
}
