import { DomainError, isUuid } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import type { RunState } from '../domain/settle-run.ts';
import { type RunSummary, type RunSummaryRow, runColumns, runSummary } from './run-shape.ts';

export interface RunFilters {
  flow?: string;
  states?: readonly RunState[];
  /** Triggered at or after / before this instant (ISO 8601). */
  from?: string;
  to?: string;
  /** Triggered on these days, both included, in this time zone. */
  days?: { first?: string | undefined; last?: string | undefined; timeZone: string };
  triggeredBy?: string;
  /** A schedule's, a user's, an event's, a backfill's id. */
  triggeredById?: string;
  version?: string;
}

export interface Page {
  /** The last page's `nextCursor`. */
  cursor?: string;
  /** 1 to 200, default 50. */
  limit?: number;
}

export interface RunPage {
  items: RunSummary[];
  nextCursor: string | null;
}

/** Newest first. Throws `flows.cursor_invalid`. */
export async function listRuns(tx: Tx, tenantId: string, filters: RunFilters = {}, page: Page = {}): Promise<RunPage> {
  const limit = Math.min(200, Math.max(1, Math.trunc(page.limit ?? 50)));
  const conditions: SQL[] = [sql`r.tenant_id = ${tenantId}`];
  if (filters.flow !== undefined) conditions.push(sql`r.flow = ${filters.flow}`);
  if (filters.states?.length) conditions.push(sql`r.state = ANY (${sql.param(filters.states)}::text[])`);
  if (filters.from !== undefined) conditions.push(sql`r.created_at >= ${filters.from}::timestamptz`);
  if (filters.to !== undefined) conditions.push(sql`r.created_at < ${filters.to}::timestamptz`);
  const { first, last, timeZone } = filters.days ?? { timeZone: 'UTC' };
  if (first) conditions.push(sql`r.created_at >= ${first}::date::timestamp AT TIME ZONE ${timeZone}`);
  if (last) conditions.push(sql`r.created_at < (${last}::date + 1)::timestamp AT TIME ZONE ${timeZone}`);
  if (filters.triggeredBy !== undefined) conditions.push(sql`r.triggered_by_kind = ${filters.triggeredBy}`);
  if (filters.triggeredById !== undefined) conditions.push(sql`r.triggered_by_id = ${filters.triggeredById}`);
  if (filters.version !== undefined) conditions.push(sql`r.flow_version = ${filters.version}`);
  if (page.cursor !== undefined) {
    if (!isUuid(page.cursor)) throw new DomainError({ code: 'flows.cursor_invalid', kind: 'invalid' });
    conditions.push(sql`r.id < ${page.cursor}::uuid`);
  }
  const { rows } = await tx.execute<RunSummaryRow>(sql`
    SELECT ${runColumns} FROM flow_runs r WHERE ${sql.join(conditions, sql` AND `)} ORDER BY r.id DESC LIMIT ${limit + 1}`);
  const items = rows.slice(0, limit).map(runSummary);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
