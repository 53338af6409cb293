import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Label } from '../definition/flow-types.ts';
import { isoTime } from './run-shape.ts';

export interface VersionTask {
  name: string;
  label: Label;
  dependsOn: string[];
  /** Of its succeeded attempts, in ms; null when none did. */
  meanMs: number | null;
}

/** What the kept runs of one version of a flow's graph say. */
export interface FlowVersionView {
  version: string;
  runs: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  /** Succeeded of succeeded and failed, 0 to 1; null before the first end. */
  successRate: number | null;
  /** Of the succeeded ones, in ms. */
  meanMs: number | null;
  medianMs: number | null;
  p95Ms: number | null;
  firstAt: string;
  lastAt: string;
  tasks: VersionTask[];
}

interface Row extends Record<string, unknown> {
  version: string;
  runs: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  mean_ms: number | null;
  median_ms: number | null;
  p95_ms: number | null;
  first_at: string;
  last_at: string;
  last_run: string;
}

interface TaskRow extends Record<string, unknown> {
  version: string;
  task: string;
  label: Label;
  depends_on: string[];
  mean_ms: number | null;
}

/** Versions of a flow among the tenant's kept runs, the newest first. */
export async function listVersions(tx: Tx, tenantId: string, flow: string): Promise<FlowVersionView[]> {
  const { rows } = await tx.execute<Row>(sql`
    WITH ended AS (
      SELECT id, flow_version AS version, state, created_at,
             extract(epoch FROM finished_at - started_at) * 1000 AS ms
        FROM flow_runs WHERE tenant_id = ${tenantId} AND flow = ${flow}
    )
    SELECT version, count(*)::int AS runs,
           count(*) FILTER (WHERE state = 'succeeded')::int AS succeeded, count(*) FILTER (WHERE state = 'failed')::int AS failed,
           count(*) FILTER (WHERE state = 'cancelled')::int AS cancelled,
           round(avg(ms) FILTER (WHERE state = 'succeeded'))::float8 AS mean_ms,
           round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) FILTER (WHERE state = 'succeeded'))::float8 AS median_ms,
           round(percentile_cont(0.95) WITHIN GROUP (ORDER BY ms) FILTER (WHERE state = 'succeeded'))::float8 AS p95_ms,
           min(created_at) AS first_at, max(created_at) AS last_at, (max(id::text)) AS last_run
      FROM ended GROUP BY version ORDER BY max(created_at) DESC LIMIT 50`);
  if (rows.length === 0) return [];
  const { rows: tasks } = await tx.execute<TaskRow>(sql`
    SELECT r.flow_version AS version, t.task, t.label, t.depends_on,
           (SELECT round(avg(extract(epoch FROM a.finished_at - a.started_at)) * 1000)::float8
              FROM flow_attempts a JOIN flow_runs o ON o.id = a.run_id
             WHERE o.tenant_id = ${tenantId} AND o.flow = ${flow} AND o.flow_version = r.flow_version AND a.task = t.task
               AND a.state = 'succeeded') AS mean_ms
      FROM flow_runs r JOIN flow_tasks t ON t.run_id = r.id
     WHERE r.id = ANY (${sql.param(rows.map((row) => row.last_run))}::uuid[]) ORDER BY t.position`);
  return rows.map((row) => ({
    version: row.version,
    runs: row.runs,
    succeeded: row.succeeded,
    failed: row.failed,
    cancelled: row.cancelled,
    successRate: row.succeeded + row.failed === 0 ? null : row.succeeded / (row.succeeded + row.failed),
    meanMs: row.mean_ms,
    medianMs: row.median_ms,
    p95Ms: row.p95_ms,
    firstAt: isoTime(row.first_at),
    lastAt: isoTime(row.last_at),
    tasks: tasks
      .filter((task) => task.version === row.version)
      .map(({ task, label, depends_on, mean_ms }) => ({ name: task, label, dependsOn: depends_on, meanMs: mean_ms })),
  }));
}
