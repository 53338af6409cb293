import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm';
import { nextTicks } from '../domain/cron.ts';
import { isoOrNull } from './run-shape.ts';

export interface ScheduleView {
  flow: string;
  cron: string;
  timeZone: string;
  parameters: Record<string, unknown>;
  pausedAt: string | null;
  pausedBy: string | null;
  /** The next five ticks; empty while paused. */
  next: string[];
  lastAt: string | null;
  lastRunId: string | null;
  lastResult: 'started' | 'skipped' | 'failed' | null;
}

interface Row extends Record<string, unknown> {
  flow: string;
  cron: string;
  time_zone: string;
  parameters: Record<string, unknown>;
  paused_at: string | null;
  paused_by: string | null;
  next_at: string;
  last_at: string | null;
  last_run_id: string | null;
  last_result: ScheduleView['lastResult'];
}

export async function listSchedules(tx: Tx, tenantId: string): Promise<ScheduleView[]> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT flow, cron, time_zone, parameters, paused_at, paused_by, next_at, last_at, last_run_id, last_result
      FROM flow_schedules WHERE tenant_id = ${tenantId} ORDER BY flow`);
  return rows.map((row) => {
    const first = new Date(row.next_at);
    const next = row.paused_at === null ? [first, ...nextTicks(row.cron, row.time_zone, first, 4)] : [];
    return {
      flow: row.flow,
      cron: row.cron,
      timeZone: row.time_zone,
      parameters: row.parameters,
      pausedAt: isoOrNull(row.paused_at),
      pausedBy: row.paused_by,
      next: next.map((tick) => tick.toISOString()),
      lastAt: isoOrNull(row.last_at),
      lastRunId: row.last_run_id,
      lastResult: row.last_result,
    };
  });
}
