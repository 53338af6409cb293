import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { RunState } from '../domain/settle-run.ts';

/** The run's row, locked. */
export interface RunRow {
  id: string;
  tenantId: string;
  flow: string;
  state: RunState;
  concurrencyKey: string | null;
  cancelRequested: boolean;
}

interface Row extends Record<string, unknown> {
  id: string;
  tenant_id: string;
  flow: string;
  state: RunState;
  concurrency_key: string | null;
  cancel_requested: boolean;
}

/**
 * Locks a run until the transaction ends: whoever changes a run or its tasks does it first, so that two tasks which end
 * together cannot both overlook that the third may start.
 */
export async function lockRun(tx: Tx, runId: string): Promise<RunRow | undefined> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT id, tenant_id, flow, state, concurrency_key, cancel_requested_at IS NOT NULL AS cancel_requested
      FROM flow_runs WHERE id = ${runId} FOR UPDATE`);
  const row = rows[0];
  return (
    row && {
      id: row.id,
      tenantId: row.tenant_id,
      flow: row.flow,
      state: row.state,
      concurrencyKey: row.concurrency_key,
      cancelRequested: row.cancel_requested,
    }
  );
}

/** Moves the run's sequence on by `by` and gives its new value. The run must be locked or become so by this. */
export async function moveSeq(tx: Tx, runId: string, by: number): Promise<number> {
  const { rows } = await tx.execute<{ seq: string }>(
    sql`UPDATE flow_runs SET seq = seq + ${by} WHERE id = ${runId} RETURNING seq`,
  );
  return Number(rows[0]?.seq ?? 0);
}
