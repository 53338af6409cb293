import { errorMessage, isDomainError, type Logger } from '@griot/kernel';
import type { Store, Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { EndedRun, FlowAfter, FlowDefinition } from '../definition/flow-types.ts';
import { followedWords, notFollowedWords } from '../domain/engine-words.ts';
import { appendLog, engineLine } from '../store/append-log.ts';
import { triggerRun } from './trigger-run.ts';

interface Ended extends Record<string, unknown> {
  id: string;
  tenant_id: string;
  flow: string;
  state: EndedRun['state'];
  parameters: Record<string, unknown>;
  finished_at: string;
}

/**
 * Starts the flows that come after runs which have ended; gives how many runs were looked at. The start and the mark that
 * it was made are written together, so each end starts each follower once, whatever dies in between.
 */
export async function startFollowers(
  store: Store,
  o: { flows: readonly FlowDefinition[]; log: Logger },
): Promise<number> {
  const names = o.flows.map((flow) => flow.name);
  let seen = 0;
  for (;;) {
    const one = await store.withSystem(async (tx) => {
      const { rows } = await tx.execute<Ended>(sql`
        SELECT id, tenant_id, flow, state, parameters, finished_at FROM flow_runs
         WHERE follow_due AND flow = ANY (${sql.param(names)}::text[])
         ORDER BY finished_at LIMIT 1 FOR UPDATE SKIP LOCKED`);
      const ended = rows[0];
      if (!ended) return undefined;
      for (const follower of followersOf(o.flows, ended)) await follow(tx, ended, follower, o.log);
      await tx.execute(sql`UPDATE flow_runs SET follow_due = false WHERE id = ${ended.id}`);
      return ended;
    });
    if (!one) return seen;
    seen += 1;
  }
}

interface Follower {
  flow: FlowDefinition;
  rule: FlowAfter;
}

function followersOf(flows: readonly FlowDefinition[], ended: Ended): Follower[] {
  return flows.flatMap((flow) =>
    (flow.after ?? [])
      .filter((rule) => rule.flow === ended.flow && (rule.states ?? ['succeeded']).includes(ended.state))
      .map((rule) => ({ flow, rule })),
  );
}

async function follow(tx: Tx, ended: Ended, { flow, rule }: Follower, log: Logger): Promise<void> {
  const run = { id: ended.id, tenantId: ended.tenant_id, flow: ended.flow };
  try {
    const { runId, deduplicated } = await tx.transaction(async (savepoint) =>
      triggerRun(savepoint, {
        tenantId: ended.tenant_id,
        flow,
        parameters: rule.parameters?.(await endedRun(savepoint, ended)) ?? {},
        by: { kind: 'flow', id: ended.id },
        // A run that is re-run and ends again is another end.
        idempotencyKey: `after ${ended.id} ${new Date(ended.finished_at).toISOString()}`,
      }),
    );
    await appendLog(tx, run, [engineLine('info', followedWords(flow.name, runId, deduplicated))]);
  } catch (error) {
    if (isDomainError(error) && error.kind === 'unavailable') throw error;
    log.error({ flow: flow.name, after: ended.id, error: errorMessage(error) }, 'A flow could not start after another');
    await appendLog(tx, run, [engineLine('error', notFollowedWords(flow.name, errorMessage(error)))]);
  }
}

async function endedRun(tx: Tx, ended: Ended): Promise<EndedRun> {
  const { rows } = await tx.execute<{ task: string; output: unknown }>(
    sql`SELECT task, output FROM flow_tasks WHERE run_id = ${ended.id} AND state = 'succeeded' ORDER BY position`,
  );
  const outputs = Object.fromEntries(rows.map((row) => [row.task, row.output]));
  return { runId: ended.id, flow: ended.flow, state: ended.state, parameters: ended.parameters, outputs };
}
