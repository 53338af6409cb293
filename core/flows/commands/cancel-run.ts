import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { cancelledWords, type TriggeredBy } from '../domain/engine-words.ts';
import { announce } from '../store/announce.ts';
import { appendLog, engineLine } from '../store/append-log.ts';
import { lockRun } from '../store/run-row.ts';
import { settle } from '../store/settle.ts';

/**
 * Asks a run to end. Tasks that have not started never will; workers end the running ones (signal, then SIGKILL).
 * `already_ended` when there was nothing left to cancel. Throws `flows.run_not_found`.
 */
export async function cancelRun(tx: Tx, runId: string, by: TriggeredBy): Promise<'cancelling' | 'already_ended'> {
  const run = await lockRun(tx, runId);
  if (!run) throw runNotFound(runId);
  if (run.state !== 'queued' && run.state !== 'running') return 'already_ended';
  if (run.cancelRequested) return 'cancelling';
  await tx.execute(sql`
    UPDATE flow_runs SET cancel_requested_at = clock_timestamp(), cancel_requested_by = ${by.id ?? by.kind} WHERE id = ${runId}`);
  const seq = await appendLog(tx, run, [engineLine('warn', cancelledWords(by))]);
  await settle(tx, { ...run, cancelRequested: true });
  await announce(tx, { tenantId: run.tenantId, runId, flow: run.flow, kind: 'cancel', seq });
  return 'cancelling';
}

export function runNotFound(runId: string): DomainError {
  return new DomainError({ code: 'flows.run_not_found', kind: 'not_found', details: { runId } });
}
