import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { pausedWords, resumedWords, type TriggeredBy } from '../domain/engine-words.ts';
import { announce, announceFlow } from '../store/announce.ts';
import { appendLog, engineLine } from '../store/append-log.ts';
import { lockRun } from '../store/run-row.ts';
import { runNotFound } from './cancel-run.ts';

/**
 * No further task of the run starts; what runs goes on to its end. False when it was paused already.
 * Throws `flows.run_not_found`, `flows.run_ended`.
 */
export async function pauseRun(tx: Tx, runId: string, by: TriggeredBy): Promise<boolean> {
  return setPause(tx, runId, by, true);
}

/** False when it was not paused. Throws `flows.run_not_found`, `flows.run_ended`. */
export async function resumeRun(tx: Tx, runId: string, by: TriggeredBy): Promise<boolean> {
  return setPause(tx, runId, by, false);
}

async function setPause(tx: Tx, runId: string, by: TriggeredBy, paused: boolean): Promise<boolean> {
  const run = await lockRun(tx, runId);
  if (!run) throw runNotFound(runId);
  if (run.state !== 'queued' && run.state !== 'running') {
    throw new DomainError({ code: 'flows.run_ended', kind: 'conflict', details: { runId, state: run.state } });
  }
  const { rowCount } = await tx.execute(sql`
    UPDATE flow_runs SET paused_at = CASE WHEN ${paused} THEN clock_timestamp() END,
           paused_by = ${paused ? (by.id ?? by.kind) : null}
     WHERE id = ${runId} AND (paused_at IS NOT NULL) <> ${paused}`);
  if (rowCount === 0) return false;
  const seq = await appendLog(tx, run, [engineLine('warn', paused ? pausedWords(by) : resumedWords(by))]);
  await announce(tx, { tenantId: run.tenantId, runId, flow: run.flow, kind: 'run', state: run.state, seq });
  return true;
}

/** No task of the flow starts, for whatever run; triggers are taken and wait, ticks of its schedules pass. */
export async function pauseFlow(tx: Tx, o: { tenantId: string; flow: string; by: TriggeredBy }): Promise<boolean> {
  const { rowCount } = await tx.execute(sql`
    INSERT INTO flow_pauses (tenant_id, flow, paused_by) VALUES (${o.tenantId}, ${o.flow}, ${o.by.id ?? o.by.kind})
    ON CONFLICT DO NOTHING`);
  await announceFlow(tx, o);
  return rowCount === 1;
}

export async function resumeFlow(tx: Tx, o: { tenantId: string; flow: string }): Promise<boolean> {
  const { rowCount } = await tx.execute(
    sql`DELETE FROM flow_pauses WHERE tenant_id = ${o.tenantId} AND flow = ${o.flow}`,
  );
  await announceFlow(tx, o);
  return rowCount === 1;
}
