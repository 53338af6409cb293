import { DomainError, daysBetween, isDay, newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { FlowDefinition } from '../definition/flow-types.ts';
import { daysOf, MAX_BACKFILL_DAYS } from '../domain/backfill-days.ts';
import type { TriggeredBy } from '../domain/engine-words.ts';
import { announceFlow } from '../store/announce.ts';
import { cancelRun } from './cancel-run.ts';
import { readParameters, type Sentences } from './trigger-run.ts';

export interface BackfillInput {
  /** Both included, `YYYY-MM-DD`. */
  firstDay: string;
  lastDay: string;
  /** Days at a time; 1 to the flow's own limit. Default: that limit. */
  parallel?: number;
  newestFirst?: boolean;
  /** Beside the day. */
  parameters?: Record<string, unknown>;
}

/**
 * One parent with a run for each day; the days start by `advanceBackfills`. Parameters are checked with the first day.
 * Throws `flows.no_backfill`, `flows.backfill_invalid` (details.issues), `flows.parameters_invalid`.
 */
export async function startBackfill(
  tx: Tx,
  o: {
    tenantId: string;
    flow: FlowDefinition;
    input: BackfillInput;
    by: TriggeredBy;
    sentences?: Sentences | undefined;
  },
): Promise<{ id: string; days: number }> {
  const { flow, input } = o;
  if (!flow.backfill) {
    throw new DomainError({ code: 'flows.no_backfill', kind: 'invalid', details: { flow: flow.name } });
  }
  const limit = flow.backfill.maxParallel ?? 4;
  const parallel = input.parallel ?? limit;
  const issues = faultsOf(input, parallel, limit);
  if (issues.length > 0) {
    throw new DomainError({ code: 'flows.backfill_invalid', kind: 'invalid', details: { flow: flow.name, issues } });
  }
  const parameters = { ...input.parameters };
  delete parameters[flow.backfill.day];
  readParameters(flow, { ...parameters, [flow.backfill.day]: input.firstDay }, o.sentences);
  const id = newId();
  const days = daysOf(input.firstDay, input.lastDay);
  await tx.execute(sql`
    INSERT INTO flow_backfills (id, tenant_id, flow, first_day, last_day, newest_first, parallel, parameters, created_by_kind, created_by_id)
    VALUES (${id}, ${o.tenantId}, ${flow.name}, ${input.firstDay}, ${input.lastDay}, ${input.newestFirst ?? false}, ${parallel},
            ${JSON.stringify(parameters)}::jsonb, ${o.by.kind}, ${o.by.id ?? null})`);
  await tx.execute(sql`
    INSERT INTO flow_backfill_days (backfill_id, tenant_id, day)
    SELECT ${id}::uuid, ${o.tenantId}::uuid, d::date FROM unnest(${sql.param(days)}::text[]) AS d`);
  await announceFlow(tx, { tenantId: o.tenantId, flow: flow.name });
  return { id, days: days.length };
}

function faultsOf(input: BackfillInput, parallel: number, limit: number): { path: string; code: string }[] {
  const issues: { path: string; code: string }[] = [];
  if (!isDay(input.firstDay)) issues.push({ path: 'firstDay', code: 'not_a_day' });
  if (!isDay(input.lastDay)) issues.push({ path: 'lastDay', code: 'not_a_day' });
  if (issues.length === 0) {
    const length = daysBetween(input.firstDay, input.lastDay);
    if (length < 0) issues.push({ path: 'lastDay', code: 'before_first' });
    if (length >= MAX_BACKFILL_DAYS) issues.push({ path: 'lastDay', code: 'too_many_days' });
  }
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > limit)
    issues.push({ path: 'parallel', code: 'out_of_range' });
  return issues;
}

/** Days that wait never start, runs under way are cancelled. `already_ended` when nothing was left. */
export async function cancelBackfill(
  tx: Tx,
  o: { tenantId: string; id: string; by: TriggeredBy },
): Promise<'cancelling' | 'already_ended'> {
  const row = await lockBackfill(tx, o);
  if (row.state !== 'running') return 'already_ended';
  await tx.execute(sql`
    UPDATE flow_backfill_days SET state = 'cancelled' WHERE backfill_id = ${o.id} AND state = 'waiting'`);
  await tx.execute(sql`UPDATE flow_backfills SET cancelled_by = ${o.by.id ?? o.by.kind} WHERE id = ${o.id}`);
  const { rows } = await tx.execute<{ run_id: string }>(sql`
    SELECT run_id FROM flow_backfill_days WHERE backfill_id = ${o.id} AND state = 'running' ORDER BY run_id`);
  for (const day of rows) await cancelRun(tx, day.run_id, o.by);
  await announceFlow(tx, { tenantId: o.tenantId, flow: row.flow });
  return 'cancelling';
}

/** Failed and cancelled days wait again, for a run of their own. Throws `flows.backfill_running`, `flows.nothing_to_rerun`. */
export async function rerunFailedDays(tx: Tx, o: { tenantId: string; id: string }): Promise<{ days: number }> {
  const row = await lockBackfill(tx, o);
  if (row.state === 'running') {
    throw new DomainError({ code: 'flows.backfill_running', kind: 'conflict', details: { id: o.id } });
  }
  const { rowCount } = await tx.execute(sql`
    UPDATE flow_backfill_days SET state = 'waiting', error = NULL
     WHERE backfill_id = ${o.id} AND state IN ('failed', 'cancelled')`);
  if (!rowCount) {
    throw new DomainError({ code: 'flows.nothing_to_rerun', kind: 'conflict', details: { id: o.id, flow: row.flow } });
  }
  await tx.execute(sql`
    UPDATE flow_backfills SET state = 'running', finished_at = NULL, cancelled_by = NULL WHERE id = ${o.id}`);
  await announceFlow(tx, { tenantId: o.tenantId, flow: row.flow });
  return { days: rowCount };
}

async function lockBackfill(tx: Tx, o: { tenantId: string; id: string }): Promise<{ flow: string; state: string }> {
  const { rows } = await tx.execute<{ flow: string; state: string }>(sql`
    SELECT flow, state FROM flow_backfills WHERE id = ${o.id} AND tenant_id = ${o.tenantId} FOR UPDATE`);
  if (!rows[0]) throw backfillNotFound(o.id);
  return rows[0];
}

export function backfillNotFound(id: string): DomainError {
  return new DomainError({ code: 'flows.backfill_not_found', kind: 'not_found', details: { id } });
}
