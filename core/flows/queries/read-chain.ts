import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { RunState } from '../domain/settle-run.ts';
import { isoTime } from './run-shape.ts';

export interface RunReference {
  id: string;
  flow: string;
  state: RunState;
  createdAt: string;
}

interface Row extends Record<string, unknown> {
  id: string;
  flow: string;
  state: RunState;
  created_at: string;
  place: 'before' | 'after' | 'again' | 'holder';
}

export interface RunChain {
  before: RunReference[];
  after: RunReference[];
  reruns: RunReference[];
  heldBy: string | null;
}

/** The runs around one: at most a hundred of each kind. */
export async function readChain(tx: Tx, tenantId: string, runId: string): Promise<RunChain> {
  const { rows } = await tx.execute<Row>(sql`
    WITH around AS (
      (SELECT before_run AS id, 'before' AS place FROM flow_links WHERE tenant_id = ${tenantId} AND after_run = ${runId} LIMIT 100)
      UNION ALL
      (SELECT after_run, 'after' FROM flow_links WHERE tenant_id = ${tenantId} AND before_run = ${runId} LIMIT 100)
      UNION ALL
      (SELECT id, 'again' FROM flow_runs WHERE tenant_id = ${tenantId} AND rerun_of = ${runId} ORDER BY id LIMIT 100)
      UNION ALL
      SELECT a.id, 'holder' FROM flow_runs w JOIN flow_runs a ON a.tenant_id = w.tenant_id AND a.flow = w.flow
         AND a.concurrency_key = w.concurrency_key AND a.key_place = 'active'
       WHERE w.id = ${runId} AND w.tenant_id = ${tenantId} AND w.key_place = 'next'
    )
    SELECT r.id, r.flow, r.state, r.created_at, around.place FROM around JOIN flow_runs r ON r.id = around.id ORDER BY r.id`);
  const at = (place: Row['place']): RunReference[] =>
    rows
      .filter((row) => row.place === place)
      .map(({ id, flow, state, created_at }) => ({ id, flow, state, createdAt: isoTime(created_at) }));
  return { before: at('before'), after: at('after'), reruns: at('again'), heldBy: at('holder')[0]?.id ?? null };
}
