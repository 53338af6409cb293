import { canonicalJson, DomainError, isUuid, newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { z } from 'zod';
import { flowVersion } from '../definition/define-flow.ts';
import type { FlowDefinition } from '../definition/flow-types.ts';
import { taskSettings } from '../definition/task-settings.ts';
import { type TriggeredBy, triggeredWords } from '../domain/engine-words.ts';
import { appendLog, engineLine } from '../store/append-log.ts';
import type { RunRow } from '../store/run-row.ts';
import { settle } from '../store/settle.ts';

export interface TriggerResult {
  runId: string;
  /** True when no run was made: `runId` is the one that already answers this trigger, and `reason` says why. */
  deduplicated: boolean;
  reason?: 'idempotency_key' | 'already_running' | 'already_waiting';
}

export interface TriggerInput {
  tenantId: string;
  flow: FlowDefinition;
  parameters: unknown;
  by: TriggeredBy;
  /** A second trigger with the same key answers with the first one's run, for as long as that is kept. */
  idempotencyKey?: string;
  /** Used when the flow has no key of its own. */
  fallbackKey?: string;
  rerunOf?: string;
  /** The tick that the run serves. */
  scheduledFor?: Date;
  backfillId?: string;
  /** Sentences for what is wrong with the parameters; default English. */
  sentences?: Sentences;
}

export type Sentences = z.core.$ZodErrorMap;

/** Checked and defaulted parameters as plain JSON. Throws `flows.parameters_invalid` with all issues. */
export function readParameters(
  flow: FlowDefinition,
  parameters: unknown,
  sentences?: Sentences,
): Record<string, unknown> {
  const parsed = flow.parameters.safeParse(parameters ?? {}, sentences ? { error: sentences } : {});
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
    throw new DomainError({
      code: 'flows.parameters_invalid',
      kind: 'invalid',
      details: { flow: flow.name, issues },
      message: `${flow.name}: ${issues.map((issue) => `${issue.path || 'parameters'}: ${issue.message}`).join('; ')}`,
    });
  }
  return JSON.parse(canonicalJson(parsed.data)) as Record<string, unknown>;
}

/** Makes a run in the caller's transaction: it exists when that commits, and only then. */
export async function triggerRun(tx: Tx, input: TriggerInput): Promise<TriggerResult> {
  const result = await makeOrFind(tx, input);
  // A run that another one started, or whose start it found under way, is seen from both.
  if (input.by.kind === 'flow' && isUuid(input.by.id ?? '')) {
    await tx.execute(sql`
      INSERT INTO flow_links (tenant_id, before_run, after_run)
      SELECT ${input.tenantId}, id, ${result.runId} FROM flow_runs WHERE id = ${input.by.id} AND tenant_id = ${input.tenantId}
      ON CONFLICT DO NOTHING`);
  }
  return result;
}

/** The same, but only where nobody holds the concurrency key: undefined says that its turn has not come. */
export async function triggerIfFree(tx: Tx, input: TriggerInput): Promise<TriggerResult | undefined> {
  const parameters = readParameters(input.flow, input.parameters);
  const key = input.flow.concurrencyKey?.(parameters) ?? input.fallbackKey ?? null;
  return (await insertRun(tx, input, parameters, key, 'active')) ?? (await answeredBefore(tx, input));
}

async function makeOrFind(tx: Tx, input: TriggerInput): Promise<TriggerResult> {
  const { flow, tenantId } = input;
  const parameters = readParameters(flow, input.parameters, input.sentences);
  const key = flow.concurrencyKey?.(parameters) ?? input.fallbackKey ?? null;
  for (let round = 0; round < 10; round += 1) {
    const made = (await insertRun(tx, input, parameters, key, 'active')) ?? (await answeredBefore(tx, input));
    if (made !== undefined) return made;
    // The lock keeps the run before us from ending until our place behind it is taken; who only answers needs none.
    const lock = flow.whenBusy === 'queue' ? sql`FOR UPDATE` : sql``;
    const { rows } = await tx.execute<{ id: string }>(sql`
      SELECT id FROM flow_runs WHERE tenant_id = ${tenantId} AND flow = ${flow.name} AND concurrency_key = ${key}
         AND key_place = 'active' ${lock}`);
    const active = rows[0];
    if (active) {
      const answer = await answerBusy(tx, input, parameters, key, active.id);
      if (answer) return answer;
    }
  }
  throw new DomainError({ code: 'flows.trigger_contended', kind: 'unavailable', details: { flow: flow.name } });
}

async function answeredBefore(
  tx: Tx,
  { tenantId, flow, idempotencyKey }: TriggerInput,
): Promise<TriggerResult | undefined> {
  if (idempotencyKey === undefined) return undefined;
  const { rows } = await tx.execute<{ id: string }>(sql`
    SELECT id FROM flow_runs
     WHERE tenant_id = ${tenantId} AND flow = ${flow.name} AND idempotency_key = ${idempotencyKey}`);
  return rows[0] && { runId: rows[0].id, deduplicated: true, reason: 'idempotency_key' };
}

async function answerBusy(
  tx: Tx,
  input: TriggerInput,
  parameters: Record<string, unknown>,
  key: string | null,
  activeId: string,
): Promise<TriggerResult | undefined> {
  const { flow, tenantId } = input;
  const policy = flow.whenBusy ?? 'coalesce';
  if (policy === 'coalesce') return { runId: activeId, deduplicated: true, reason: 'already_running' };
  if (policy === 'refuse') {
    throw new DomainError({
      code: 'flows.already_running',
      kind: 'conflict',
      details: { flow: flow.name, key, runId: activeId },
      message: `${flow.name}: a run is under way for ${key}`,
    });
  }
  const made = await insertRun(tx, input, parameters, key, 'next');
  if (made) return made;
  const { rows } = await tx.execute<{ id: string }>(sql`
    SELECT id FROM flow_runs WHERE tenant_id = ${tenantId} AND flow = ${flow.name} AND concurrency_key = ${key}
       AND key_place = 'next'`);
  return rows[0] && { runId: rows[0].id, deduplicated: true, reason: 'already_waiting' };
}

async function insertRun(
  tx: Tx,
  input: TriggerInput,
  parameters: Record<string, unknown>,
  key: string | null,
  place: 'active' | 'next',
): Promise<TriggerResult | undefined> {
  const { flow, tenantId, by } = input;
  const runId = newId();
  const { rows } = await tx.execute(sql`
    INSERT INTO flow_runs (id, tenant_id, flow, flow_version, parameters, triggered_by_kind, triggered_by_id,
                           concurrency_key, key_place, idempotency_key, rerun_of, scheduled_for, backfill_id)
    VALUES (${runId}, ${tenantId}, ${flow.name}, ${flowVersion(flow)}, ${JSON.stringify(parameters)}::jsonb, ${by.kind},
            ${by.id ?? null}, ${key}, ${place}, ${input.idempotencyKey ?? null}, ${input.rerunOf ?? null},
            ${input.scheduledFor?.toISOString() ?? null}, ${input.backfillId ?? null})
    ON CONFLICT DO NOTHING RETURNING id`);
  if (rows.length === 0) return undefined;
  await insertTasks(tx, runId, input);
  const run: RunRow = {
    id: runId,
    tenantId,
    flow: flow.name,
    state: 'queued',
    concurrencyKey: key,
    cancelRequested: false,
  };
  await appendLog(tx, run, [engineLine('info', triggeredWords(by))]);
  if (place === 'active') await settle(tx, run);
  return { runId, deduplicated: false };
}

async function insertTasks(tx: Tx, runId: string, { flow, tenantId }: TriggerInput): Promise<void> {
  const tasks = flow.tasks.map((task, position) => {
    const { retries, backoff, timeoutMs, needs } = taskSettings(task, flow.needs);
    return {
      ...{ task: task.name, position, label: task.label, depends_on: task.dependsOn ?? [], retries },
      ...{ ms: backoff.ms, kind: backoff.kind, max_ms: backoff.maxMs, jitter: backoff.jitter },
      ...{ timeout_ms: timeoutMs, needs },
    };
  });
  await tx.execute(sql`
    INSERT INTO flow_tasks (run_id, tenant_id, flow, task, position, label, depends_on, retries, backoff_ms, backoff_kind,
                            backoff_max_ms, backoff_jitter, timeout_ms, needs)
    SELECT ${runId}::uuid, ${tenantId}::uuid, ${flow.name}, t.task, t.position, t.label,
           ARRAY(SELECT jsonb_array_elements_text(t.depends_on)), t.retries, t.ms, t.kind, t.max_ms, t.jitter, t.timeout_ms,
           ARRAY(SELECT jsonb_array_elements_text(t.needs))
      FROM jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb)
        AS t(task text, position integer, label jsonb, depends_on jsonb, retries integer, ms integer, kind text,
             max_ms integer, jitter text, timeout_ms integer, needs jsonb)`);
}
