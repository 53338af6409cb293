import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { nextTicks } from '../domain/cron.ts';
import { isoOrNull } from './run-shape.ts';

export interface ScheduleView {
  id: string;
  flow: string;
  title: string | null;
  cron: string;
  timeZone: string;
  parameters: Record<string, unknown>;
  catchUp: 'none' | 'one' | 'all';
  /** The flow's own, and whether a person changed it. */
  declared: boolean;
  custom: boolean;
  version: number;
  pausedAt: string | null;
  pausedBy: string | null;
  /** The next five ticks; empty while paused. */
  next: string[];
  lastAt: string | null;
  lastRunId: string | null;
  /** `missed`: the tick passed without a run, because of a pause of the flow or of the catch-up. */
  lastResult: 'started' | 'skipped' | 'failed' | 'missed' | null;
}

interface Row extends Record<string, unknown> {
  id: string;
  flow: string;
  title: string | null;
  cron: string;
  time_zone: string;
  parameters: Record<string, unknown>;
  catch_up: ScheduleView['catchUp'];
  declared: boolean;
  custom: boolean;
  version: number;
  paused_at: string | null;
  paused_by: string | null;
  next_at: string;
  last_at: string | null;
  last_run_id: string | null;
  last_result: ScheduleView['lastResult'];
}

export async function listSchedules(tx: Tx, tenantId: string): Promise<ScheduleView[]> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT id, flow, title, cron, time_zone, parameters, catch_up, declared, custom, version, paused_at, paused_by,
           next_at, last_at, last_run_id, last_result
      FROM flow_schedules WHERE tenant_id = ${tenantId} ORDER BY flow, declared DESC, id`);
  return rows.map((row) => {
    const first = new Date(row.next_at);
    const next = row.paused_at === null ? [first, ...nextTicks(row.cron, row.time_zone, first, 4)] : [];
    return {
      id: row.id,
      flow: row.flow,
      title: row.title,
      cron: row.cron,
      timeZone: row.time_zone,
      parameters: row.parameters,
      catchUp: row.catch_up,
      declared: row.declared,
      custom: row.custom,
      version: row.version,
      pausedAt: isoOrNull(row.paused_at),
      pausedBy: row.paused_by,
      next: next.map((tick) => tick.toISOString()),
      lastAt: isoOrNull(row.last_at),
      lastRunId: row.last_run_id,
      lastResult: row.last_result,
    };
  });
}
