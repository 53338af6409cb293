import { errorMessage, isDomainError, type Logger } from '@griot/kernel';
import type { Store, Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { FlowDefinition } from '../definition/flow-types.ts';
import { type DayState, daysToStart, endOfBackfill } from '../domain/backfill-days.ts';
import type { RunState } from '../domain/settle-run.ts';
import { announceFlow } from '../store/announce.ts';
import { triggerIfFree } from './trigger-run.ts';

interface Open extends Record<string, unknown> {
  id: string;
  tenant_id: string;
  flow: string;
  parallel: number;
  newest_first: boolean;
  parameters: Record<string, unknown>;
}

interface DayRow extends Record<string, unknown> {
  day: string;
  state: DayState;
  run_id: string | null;
  run_state: RunState | null;
  error: string | null;
}

/**
 * Brings every open backfill forward: notes the days whose runs have ended, starts as many as there is room for, ends it
 * with its last day. A day and its run are written together; one whose concurrency key is held waits for its turn.
 */
export async function advanceBackfills(
  store: Store,
  o: { flows: readonly FlowDefinition[]; log: Logger },
): Promise<void> {
  const byName = new Map(o.flows.map((flow) => [flow.name, flow]));
  const { rows: open } = await store.withSystem(
    (tx) =>
      tx.execute<{ id: string }>(sql`
        SELECT id FROM flow_backfills WHERE state = 'running' AND flow = ANY (${sql.param([...byName.keys()])}::text[])
         ORDER BY id`),
    { readOnly: true },
  );
  for (const { id } of open) {
    await store.withSystem(async (tx) => {
      const { rows } = await tx.execute<Open>(sql`
        SELECT id, tenant_id, flow, parallel, newest_first, parameters FROM flow_backfills
         WHERE id = ${id} AND state = 'running' FOR UPDATE SKIP LOCKED`);
      const flow = rows[0] && byName.get(rows[0].flow);
      if (rows[0] && flow) await advance(tx, rows[0], flow, o.log);
    });
  }
}

async function advance(tx: Tx, backfill: Open, flow: FlowDefinition, log: Logger): Promise<void> {
  const { rows } = await tx.execute<DayRow>(sql`
    SELECT d.day::text, d.state, d.run_id, r.state AS run_state,
           (SELECT t.error ->> 'message' FROM flow_tasks t WHERE t.run_id = r.id AND t.state = 'failed' ORDER BY t.position LIMIT 1) AS error
      FROM flow_backfill_days d LEFT JOIN flow_runs r ON r.id = d.run_id
     WHERE d.backfill_id = ${backfill.id} ORDER BY d.day`);
  let moved = false;
  for (const row of rows) {
    if (row.state !== 'running' || row.run_state === 'queued' || row.run_state === 'running') continue;
    // A run that is no longer there was forgotten by age: what it did is not known.
    row.state = row.run_state ?? 'failed';
    await setDay(tx, backfill.id, row.day, { state: row.state, runId: row.run_id, error: row.error });
    moved = true;
  }
  for (const day of daysToStart(rows, { parallel: backfill.parallel, newestFirst: backfill.newest_first })) {
    const row = rows.find((one) => one.day === day);
    const started = await startDay(tx, backfill, flow, day, log);
    if (!row || !started) break; // the key is held: those behind would wait for it too
    row.state = started.state;
    moved = true;
  }
  const end = endOfBackfill(rows);
  if (end) {
    await tx.execute(sql`
      UPDATE flow_backfills SET state = CASE WHEN ${end} = 'failed' AND cancelled_by IS NOT NULL THEN 'cancelled' ELSE ${end} END,
             finished_at = clock_timestamp() WHERE id = ${backfill.id}`);
  }
  if (moved || end) await announceFlow(tx, { tenantId: backfill.tenant_id, flow: backfill.flow });
}

async function startDay(
  tx: Tx,
  backfill: Open,
  flow: FlowDefinition,
  day: string,
  log: Logger,
): Promise<{ state: DayState } | undefined> {
  try {
    const run = await tx.transaction((savepoint) =>
      triggerIfFree(savepoint, {
        tenantId: backfill.tenant_id,
        flow,
        parameters: { ...backfill.parameters, ...(flow.backfill ? { [flow.backfill.day]: day } : {}) },
        by: { kind: 'backfill', id: backfill.id },
        backfillId: backfill.id,
      }),
    );
    if (!run) return undefined;
    await setDay(tx, backfill.id, day, { state: 'running', runId: run.runId, error: null });
    return { state: 'running' };
  } catch (error) {
    if (isDomainError(error) && error.kind === 'unavailable') throw error;
    log.error({ backfill: backfill.id, day, error: errorMessage(error) }, 'A day of a backfill could not start');
    await setDay(tx, backfill.id, day, { state: 'failed', runId: null, error: errorMessage(error) });
    return { state: 'failed' };
  }
}

async function setDay(
  tx: Tx,
  id: string,
  day: string,
  o: { state: DayState; runId: string | null; error: string | null },
): Promise<void> {
  await tx.execute(sql`
    UPDATE flow_backfill_days SET state = ${o.state}, run_id = ${o.runId}, error = ${o.error}
     WHERE backfill_id = ${id} AND day = ${day}::date`);
}
