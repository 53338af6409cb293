import { canonicalJson, DomainError, newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm';
import { flowVersion, taskSettings } from '../definition/define-flow.ts';
import type { FlowDefinition } from '../definition/flow-types.ts';
import { appendLog, engineLine } from '../store/append-log.ts';
import type { RunRow } from '../store/run-row.ts';
import { settle } from '../store/settle.ts';

export interface TriggeredBy {
  kind: 'user' | 'schedule' | 'api' | 'flow' | 'cli';
  /** Who or what: a user's id, a token's, a run's. */
  id?: string;
}

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
}

/** Checked and defaulted parameters as plain JSON. Throws `flows.parameters_invalid` with all issues. */
export function readParameters(flow: FlowDefinition, parameters: unknown): Record<string, unknown> {
  const parsed = flow.parameters.safeParse(parameters ?? {});
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
  const { flow, tenantId } = input;
  const parameters = readParameters(flow, input.parameters);
  const key = flow.concurrencyKey?.(parameters) ?? input.fallbackKey ?? null;
  for (let round = 0; round < 10; round += 1) {
    const made = await insertRun(tx, input, parameters, key, 'active');
    if (made !== undefined) return made;
    if (input.idempotencyKey !== undefined) {
      const { rows } = await tx.execute<{ id: string }>(sql`
        SELECT id FROM flow_runs
         WHERE tenant_id = ${tenantId} AND flow = ${flow.name} AND idempotency_key = ${input.idempotencyKey}`);
      if (rows[0]) return { runId: rows[0].id, deduplicated: true, reason: 'idempotency_key' };
    }
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
                           concurrency_key, key_place, idempotency_key, rerun_of)
    VALUES (${runId}, ${tenantId}, ${flow.name}, ${flowVersion(flow)}, ${JSON.stringify(parameters)}::jsonb, ${by.kind},
            ${by.id ?? null}, ${key}, ${place}, ${input.idempotencyKey ?? null}, ${input.rerunOf ?? null})
    ON CONFLICT DO NOTHING RETURNING id`);
  if (rows.length === 0) return undefined;
  const tasks = flow.tasks.map((task, position) => ({
    task: task.name,
    position,
    label: task.label,
    depends_on: task.dependsOn ?? [],
    ...taskSettings(task),
  }));
  await tx.execute(sql`
    INSERT INTO flow_tasks (run_id, tenant_id, flow, task, position, label, depends_on, retries, backoff_ms, timeout_ms)
    SELECT ${runId}::uuid, ${tenantId}::uuid, ${flow.name}, t.task, t.position, t.label,
           ARRAY(SELECT jsonb_array_elements_text(t.depends_on)), t.retries, t."backoffMs", t."timeoutMs"
      FROM jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb)
        AS t(task text, position integer, label jsonb, depends_on jsonb, retries integer, "backoffMs" integer, "timeoutMs" integer)`);
  const run: RunRow = {
    id: runId,
    tenantId,
    flow: flow.name,
    state: 'queued',
    concurrencyKey: key,
    cancelRequested: false,
  };
  await appendLog(tx, run, [engineLine('info', `triggered by ${by.kind}${by.id === undefined ? '' : ` ${by.id}`}`)]);
  if (place === 'active') await settle(tx, run);
  return { runId, deduplicated: false };
}
