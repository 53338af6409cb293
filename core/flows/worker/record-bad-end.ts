import type { Store } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Backoff } from '../definition/flow-types.ts';
import { afterAttempt, type BadEnd } from '../domain/after-attempt.ts';
import { badEndWords } from '../domain/engine-words.ts';
import type { StoredError } from '../runner/messages.ts';
import { appendLog, engineLine } from '../store/append-log.ts';
import { lockRun } from '../store/run-row.ts';
import { settle } from '../store/settle.ts';

export interface BadEndInput {
  runId: string;
  task: string;
  token: string;
  end: BadEnd;
  error: StoredError;
  final: boolean;
}

interface Row extends Record<string, unknown> {
  attempt: number;
  failures: number;
  losses: number;
  retries: number;
  backoff_ms: number;
  backoff_kind: Backoff['kind'];
  backoff_max_ms: number;
  backoff_jitter: 'none' | 'equal' | 'full';
}

/**
 * Writes that an attempt did not succeed and decides what becomes of the task. Nothing happens when the attempt is no
 * longer the current one, or did commit after all. `random` in [0, 1), for the jitter.
 */
export async function recordBadEnd(store: Store, input: BadEndInput, random: number): Promise<void> {
  await store.withSystem(async (tx) => {
    const run = await lockRun(tx, input.runId);
    const { rows } = await tx.execute<Row>(sql`
      SELECT attempt, failures, losses, retries, backoff_ms, backoff_kind, backoff_max_ms, backoff_jitter FROM flow_tasks
       WHERE run_id = ${input.runId} AND task = ${input.task} AND token = ${input.token} AND state = 'running' FOR UPDATE`);
    const row = rows[0];
    if (!run || !row) return;
    const history = { failures: row.failures, losses: row.losses, retries: row.retries, backoff: backoffOf(row) };
    const verdict = afterAttempt(input.end, history, {
      cancelRequested: run.cancelRequested,
      final: input.final,
      random,
    });
    const lost = input.end === 'lost';
    const delayMs = verdict.state === 'ready' ? verdict.delayMs : null;
    await tx.execute(sql`
      UPDATE flow_tasks SET state = ${verdict.state}, error = ${JSON.stringify(input.error)}::jsonb,
             failures = failures + ${lost ? 0 : 1}, losses = losses + ${lost ? 1 : 0},
             token = NULL, worker_id = NULL, lease_until = NULL,
             -- A task that is taken over at once keeps its place in the queue.
             run_after = CASE WHEN ${lost && delayMs === 0} THEN run_after
                              ELSE clock_timestamp() + make_interval(secs => ${delayMs === null ? null : delayMs / 1000}::float8) END
       WHERE run_id = ${input.runId} AND task = ${input.task}`);
    await tx.execute(sql`
      UPDATE flow_attempts SET state = ${run.cancelRequested ? 'cancelled' : input.end}, finished_at = clock_timestamp(),
             error = ${JSON.stringify(input.error)}::jsonb
       WHERE run_id = ${input.runId} AND task = ${input.task} AND attempt = ${row.attempt}`);
    await appendLog(tx, run, [
      engineLine(
        verdict.state === 'ready' ? 'warn' : 'error',
        badEndWords({
          ...{ task: input.task, end: input.end, next: verdict.state, delayMs },
          message: input.error.message.slice(0, 1000),
        }),
        { task: input.task, attempt: row.attempt },
      ),
    ]);
    await settle(tx, run);
  });
}

function backoffOf(row: Row): Required<Backoff> {
  return { kind: row.backoff_kind, ms: row.backoff_ms, maxMs: row.backoff_max_ms, jitter: row.backoff_jitter };
}
