import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Label } from '../definition/flow-types.ts';
import { isoTime } from './run-shape.ts';

/** Why something does not run now. */
export type WaitReason =
  /** The run named in `heldBy` has its concurrency key. */
  | 'key'
  | 'run_paused'
  | 'flow_paused'
  /** After a failed attempt; until `until`. */
  | 'retry'
  /** No living worker has the labels in `needs`. */
  | 'no_worker'
  /** Workers there are, all their slots are taken. */
  | 'busy';

export interface WaitingItem {
  runId: string;
  flow: string;
  /** Null: the run as a whole waits. */
  task: string | null;
  label: Label | null;
  reason: WaitReason;
  since: string;
  until: string | null;
  heldBy: string | null;
  concurrencyKey: string | null;
  needs: string[];
}

interface Row extends Record<string, unknown> {
  run_id: string;
  flow: string;
  task: string | null;
  label: Label | null;
  reason: WaitReason;
  since: string;
  until: string | null;
  held_by: string | null;
  concurrency_key: string | null;
  needs: string[] | null;
}

/** What waits in a tenant and why, the longest first, at most 500. `livingLabels`: those of each living worker. */
export async function listWaiting(tx: Tx, tenantId: string, livingLabels: readonly string[][]): Promise<WaitingItem[]> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT r.id AS run_id, r.flow, NULL AS task, NULL::jsonb AS label, 'key' AS reason, r.created_at AS since, NULL::timestamptz AS until,
           (SELECT a.id FROM flow_runs a WHERE a.tenant_id = r.tenant_id AND a.flow = r.flow
               AND a.concurrency_key = r.concurrency_key AND a.key_place = 'active') AS held_by, r.concurrency_key, NULL::text[] AS needs
      FROM flow_runs r WHERE r.tenant_id = ${tenantId} AND r.key_place = 'next'
    UNION ALL
    SELECT t.run_id, t.flow, t.task, t.label,
           CASE WHEN r.paused_at IS NOT NULL THEN 'run_paused' WHEN p.flow IS NOT NULL THEN 'flow_paused'
                WHEN t.run_after > clock_timestamp() THEN 'retry' ELSE 'busy' END,
           least(t.run_after, clock_timestamp()), CASE WHEN t.run_after > clock_timestamp() THEN t.run_after END, NULL, r.concurrency_key, t.needs
      FROM flow_tasks t JOIN flow_runs r ON r.id = t.run_id
      LEFT JOIN flow_pauses p ON p.tenant_id = t.tenant_id AND p.flow = t.flow
     WHERE t.tenant_id = ${tenantId} AND t.state = 'ready'
     ORDER BY since LIMIT 500`);
  return rows.map((row) => {
    const needs = row.needs ?? [];
    const served = livingLabels.some((labels) => needs.every((label) => labels.includes(label)));
    return {
      runId: row.run_id,
      flow: row.flow,
      task: row.task,
      label: row.label,
      reason: row.reason === 'busy' && !served ? 'no_worker' : row.reason,
      since: isoTime(row.since),
      until: row.until === null ? null : isoTime(row.until),
      heldBy: row.held_by,
      concurrencyKey: row.concurrency_key,
      needs,
    };
  });
}
