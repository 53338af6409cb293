import type { Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import type { FlowTally } from '../domain/slot-tally.ts';
import { isoOrNull, isoTime } from './run-shape.ts';

export interface QueueView {
  /** Tasks that could start now, that wait for a retry's back-off, that run. */
  ready: number;
  retrying: number;
  running: number;
  /** Runs under way, and runs that wait behind another one with their concurrency key. */
  openRuns: number;
  waitingRuns: number;
  /** How long the oldest ready task has been waiting for a worker. */
  oldestReadyMs: number | null;
}

interface Row extends Record<string, unknown> {
  ready: number;
  retrying: number;
  running: number;
  open_runs: number;
  waiting_runs: number;
  oldest_ready_ms: number | null;
}

/** Of one tenant, or of the whole platform (system transaction) without one. */
export async function readQueue(tx: Tx, tenantId?: string): Promise<QueueView> {
  const ours = (column: SQL): SQL => (tenantId === undefined ? sql`true` : sql`${column} = ${tenantId}`);
  const { rows } = await tx.execute<Row>(sql`
    SELECT count(*) FILTER (WHERE state = 'ready' AND run_after <= clock_timestamp())::int AS ready,
           count(*) FILTER (WHERE state = 'ready' AND run_after > clock_timestamp())::int AS retrying,
           count(*) FILTER (WHERE state = 'running')::int AS running,
           (SELECT count(*)::int FROM flow_runs WHERE key_place = 'active' AND ${ours(sql`tenant_id`)}) AS open_runs,
           (SELECT count(*)::int FROM flow_runs WHERE key_place = 'next' AND ${ours(sql`tenant_id`)}) AS waiting_runs,
           round(extract(epoch FROM clock_timestamp() - min(run_after) FILTER (WHERE state = 'ready'
                         AND run_after <= clock_timestamp())) * 1000)::float8 AS oldest_ready_ms
      FROM flow_tasks WHERE state IN ('ready', 'running') AND ${ours(sql`tenant_id`)}`);
  const row = rows[0];
  return {
    ready: row?.ready ?? 0,
    retrying: row?.retrying ?? 0,
    running: row?.running ?? 0,
    openRuns: row?.open_runs ?? 0,
    waitingRuns: row?.waiting_runs ?? 0,
    oldestReadyMs: row?.oldest_ready_ms ?? null,
  };
}

export interface WorkerView {
  id: string;
  machine: string;
  pid: number;
  /** `server`: the one beside the pages; `worker`: `griot worker`. */
  kind: string;
  labels: string[];
  slots: number;
  busy: number;
  startedAt: string;
  beatAt: string;
  beatAgeMs: number;
  stoppedAt: string | null;
  /** What its slots have done since it started, as of its last heartbeat. */
  figures: FlowTally[];
}

interface WorkerRow extends Record<string, unknown> {
  id: string;
  machine: string;
  pid: number;
  kind: string;
  labels: string[];
  slots: number;
  busy: number;
  started_at: string;
  beat_at: string;
  beat_age_ms: number;
  stopped_at: string | null;
  figures: FlowTally[];
}

/** Workers heard of in the last day, the living first. Needs a system transaction. */
export async function listWorkers(tx: Tx): Promise<WorkerView[]> {
  const { rows } = await tx.execute<WorkerRow>(sql`
    SELECT w.id, split_part(w.machine, ' ', 1) AS machine, w.pid, w.kind, w.labels, w.slots, w.started_at, w.beat_at, w.stopped_at, w.figures,
           round(extract(epoch FROM clock_timestamp() - w.beat_at) * 1000)::float8 AS beat_age_ms,
           (SELECT count(*)::int FROM flow_tasks t WHERE t.worker_id = w.id AND t.state = 'running') AS busy
      FROM flow_workers w WHERE w.beat_at > clock_timestamp() - interval '1 day'
     ORDER BY w.stopped_at IS NOT NULL, w.beat_at DESC LIMIT 100`);
  return rows.map((row) => ({
    id: row.id,
    machine: row.machine,
    pid: row.pid,
    kind: row.kind,
    labels: row.labels,
    slots: row.slots,
    busy: row.busy,
    startedAt: isoTime(row.started_at),
    beatAt: isoTime(row.beat_at),
    beatAgeMs: row.beat_age_ms,
    stoppedAt: isoOrNull(row.stopped_at),
    figures: row.figures,
  }));
}

/** Heard of a moment ago, and not stopped. */
export function isLiving(worker: Pick<WorkerView, 'beatAgeMs' | 'stoppedAt'>): boolean {
  return worker.stoppedAt === null && worker.beatAgeMs < 15_000;
}
