import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { backfillNotFound } from '../commands/backfills.ts';
import type { DayState } from '../domain/backfill-days.ts';
import { isoOrNull, isoTime } from './run-shape.ts';

export interface BackfillSummary {
  id: string;
  flow: string;
  firstDay: string;
  lastDay: string;
  newestFirst: boolean;
  parallel: number;
  parameters: Record<string, unknown>;
  state: 'running' | 'succeeded' | 'failed' | 'cancelled';
  cancelling: boolean;
  createdBy: { kind: string; id: string | null };
  createdAt: string;
  finishedAt: string | null;
  days: Record<DayState, number> & { total: number };
}

export interface BackfillDay {
  day: string;
  state: DayState;
  runId: string | null;
  error: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  /** Of its run, 0 to 100. */
  progress: number;
}

interface Row extends Record<string, unknown> {
  id: string;
  flow: string;
  first_day: string;
  last_day: string;
  newest_first: boolean;
  parallel: number;
  parameters: Record<string, unknown>;
  state: BackfillSummary['state'];
  cancelled_by: string | null;
  created_by_kind: string;
  created_by_id: string | null;
  created_at: string;
  finished_at: string | null;
  days: Partial<Record<DayState, number>>;
}

const columns = sql`
  b.id, b.flow, b.first_day::text, b.last_day::text, b.newest_first, b.parallel, b.parameters, b.state, b.cancelled_by,
  b.created_by_kind, b.created_by_id, b.created_at, b.finished_at,
  (SELECT jsonb_object_agg(state, n) FROM (SELECT state, count(*)::int AS n FROM flow_backfill_days d
    WHERE d.backfill_id = b.id GROUP BY state) AS counted) AS days`;

/** The newest hundred. */
export async function listBackfills(tx: Tx, tenantId: string): Promise<BackfillSummary[]> {
  const { rows } = await tx.execute<Row>(
    sql`SELECT ${columns} FROM flow_backfills b WHERE b.tenant_id = ${tenantId} ORDER BY b.id DESC LIMIT 100`,
  );
  return rows.map(summaryOf);
}

/** Throws `flows.backfill_not_found`. */
export async function readBackfill(
  tx: Tx,
  tenantId: string,
  id: string,
): Promise<BackfillSummary & { dayList: BackfillDay[] }> {
  const { rows } = await tx.execute<Row>(
    sql`SELECT ${columns} FROM flow_backfills b WHERE b.tenant_id = ${tenantId} AND b.id = ${id}`,
  );
  if (!rows[0]) throw backfillNotFound(id);
  const { rows: days } = await tx.execute<
    Record<string, unknown> &
      Omit<BackfillDay, 'runId' | 'startedAt' | 'finishedAt'> & {
        run_id: string | null;
        started_at: string | null;
        finished_at: string | null;
      }
  >(sql`
    SELECT d.day::text, d.state, d.run_id, d.error, r.started_at, r.finished_at,
           coalesce((SELECT floor(100.0 * count(*) FILTER (WHERE t.state = 'succeeded') / nullif(count(*), 0)) FROM flow_tasks t
                      WHERE t.run_id = r.id), 0)::int AS progress
      FROM flow_backfill_days d LEFT JOIN flow_runs r ON r.id = d.run_id
     WHERE d.backfill_id = ${id} ORDER BY d.day`);
  const dayList = days.map(({ day, state, run_id, error, started_at, finished_at, progress }) => ({
    ...{ day, state, runId: run_id, error, progress },
    startedAt: isoOrNull(started_at),
    finishedAt: isoOrNull(finished_at),
  }));
  return { ...summaryOf(rows[0]), dayList };
}

function summaryOf(row: Row): BackfillSummary {
  const counts = { waiting: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0, ...row.days };
  return {
    id: row.id,
    flow: row.flow,
    firstDay: row.first_day,
    lastDay: row.last_day,
    newestFirst: row.newest_first,
    parallel: row.parallel,
    parameters: row.parameters,
    state: row.state,
    cancelling: row.state === 'running' && row.cancelled_by !== null,
    createdBy: { kind: row.created_by_kind, id: row.created_by_id },
    createdAt: isoTime(row.created_at),
    finishedAt: isoOrNull(row.finished_at),
    days: { ...counts, total: Object.values(counts).reduce((sum, one) => sum + one, 0) },
  };
}
