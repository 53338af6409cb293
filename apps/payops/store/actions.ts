import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { ActionState, Approval, Machine } from '../domain/actions/action-state.ts';
import type { ActionType, Group, Parameters, Requirement, Risk } from '../domain/actions/action-types.ts';

export interface Signature extends Approval {
  name: string;
  groups: Group[];
  secondFactor: boolean;
  comment: string | null;
  at: string;
}

export interface TimelineEntry {
  n: number;
  at: string;
  who: string;
  what: string;
  state: ActionState;
  details: Record<string, unknown>;
}

export interface Action {
  id: string;
  type: ActionType;
  parameters: Parameters;
  hash: string;
  rollbackOf: string | null;
  risk: Risk;
  requirement: Requirement;
  state: ActionState;
  requestedBy: string;
  requesterName: string;
  requesterPerson: string;
  subject: { tenantType: string; id: string; name: string; region: string | null };
  before: Record<string, unknown>;
  expiresAt: string;
  createdAt: string;
  updatedAt: string;
  executedAt: string | null;
  executedBy: string | null;
  result: Record<string, unknown> | null;
  failure: string | null;
  rolledBackBy: string | null;
  signatures: Signature[];
}

type Row = Record<string, unknown>;
const iso = (value: unknown): string => new Date(String(value)).toISOString();
const isoOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : iso(value));

function toAction(row: Row, signatures: Signature[]): Action {
  return {
    id: String(row.id),
    type: row.type as ActionType,
    parameters: row.parameters as Parameters,
    hash: String(row.parameters_hash),
    rollbackOf: (row.rollback_of as string | null) ?? null,
    risk: row.risk as Risk,
    requirement: row.requirement as Requirement,
    state: row.state as ActionState,
    requestedBy: String(row.requested_by),
    requesterName: String(row.requester_name),
    requesterPerson: String(row.requester_person),
    subject: {
      ...{ tenantType: String(row.subject_type), id: String(row.subject_id), name: String(row.subject_name) },
      region: (row.subject_region as string | null) ?? null,
    },
    before: row.before as Record<string, unknown>,
    ...{ expiresAt: iso(row.expires_at), createdAt: iso(row.created_at), updatedAt: iso(row.updated_at) },
    ...{ executedAt: isoOrNull(row.executed_at), executedBy: (row.executed_by as string | null) ?? null },
    result: (row.result as Record<string, unknown> | null) ?? null,
    failure: (row.failure as string | null) ?? null,
    rolledBackBy: (row.rolled_back_by as string | null) ?? null,
    signatures,
  };
}

async function signaturesOf(tx: Tx, tenantId: string, ids: readonly string[]): Promise<Map<string, Signature[]>> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT action_id, user_id, person, name, groups, second_factor, comment, at FROM payops_action_signatures
     WHERE tenant_id = ${tenantId} AND action_id = ANY (${sql.param([...ids])}::uuid[]) ORDER BY at, user_id`);
  const found = new Map<string, Signature[]>();
  for (const row of rows) {
    const list = found.get(String(row.action_id)) ?? [];
    list.push({
      ...{
        userId: String(row.user_id),
        person: String(row.person),
        name: String(row.name),
        groups: row.groups as Group[],
      },
      ...{ secondFactor: row.second_factor === true, comment: (row.comment as string | null) ?? null, at: iso(row.at) },
    });
    found.set(String(row.action_id), list);
  }
  return found;
}

/** `lock`: nobody else moves it until the transaction ends. */
export async function findAction(tx: Tx, tenantId: string, id: string, lock = false): Promise<Action | null> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT * FROM payops_actions WHERE tenant_id = ${tenantId} AND id = ${id}::uuid ${lock ? sql`FOR UPDATE` : sql``}`);
  const row = rows[0];
  return row ? toAction(row, (await signaturesOf(tx, tenantId, [id])).get(id) ?? []) : null;
}

/** Newest first. */
export async function listActions(
  tx: Tx,
  tenantId: string,
  o: { states?: readonly ActionState[] | undefined; limit: number; before?: string | undefined },
): Promise<Action[]> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT * FROM payops_actions WHERE tenant_id = ${tenantId}
       AND ${o.states ? sql`state = ANY (${sql.param([...o.states])}::text[])` : sql`true`}
       AND ${o.before ? sql`id < ${o.before}::uuid` : sql`true`}
     ORDER BY id DESC LIMIT ${o.limit}`);
  const signatures = await signaturesOf(
    tx,
    tenantId,
    rows.map(({ id }) => String(id)),
  );
  return rows.map((row) => toAction(row, signatures.get(String(row.id)) ?? []));
}

export async function insertAction(
  tx: Tx,
  tenantId: string,
  a: Action,
  idempotencyKey: string | null,
): Promise<boolean> {
  const { rowCount } = await tx.execute(sql`
    INSERT INTO payops_actions (tenant_id, id, type, parameters, parameters_hash, rollback_of, risk, requirement, state, requested_by,
      requester_name, requester_person, subject_type, subject_id, subject_name, subject_region, before, expires_at, created_at, updated_at,
      idempotency_key)
    VALUES (${tenantId}, ${a.id}, ${a.type}, ${JSON.stringify(a.parameters)}::jsonb, ${a.hash}, ${a.rollbackOf}, ${a.risk},
      ${JSON.stringify(a.requirement)}::jsonb, ${a.state}, ${a.requestedBy}, ${a.requesterName}, ${a.requesterPerson},
      ${a.subject.tenantType}, ${a.subject.id}, ${a.subject.name}, ${a.subject.region}, ${JSON.stringify(a.before)}::jsonb,
      ${a.expiresAt}::timestamptz, ${a.createdAt}::timestamptz, ${a.createdAt}::timestamptz, ${idempotencyKey})
    ON CONFLICT DO NOTHING`);
  return rowCount === 1;
}

/** Writes where the machine has come to. */
export async function saveState(
  tx: Tx,
  tenantId: string,
  a: Pick<Action, 'id' | 'state' | 'result' | 'failure' | 'rolledBackBy' | 'executedBy'>,
  now: string,
): Promise<void> {
  await tx.execute(sql`
    UPDATE payops_actions SET state = ${a.state}, updated_at = ${now}::timestamptz, failure = ${a.failure},
           result = ${a.result === null ? null : JSON.stringify(a.result)}::jsonb, rolled_back_by = ${a.rolledBackBy}::uuid,
           executed_by = ${a.executedBy},
           executed_at = CASE WHEN ${a.state} = 'executed' THEN coalesce(executed_at, ${now}::timestamptz) ELSE executed_at END
     WHERE tenant_id = ${tenantId} AND id = ${a.id}::uuid`);
}

export async function insertSignature(
  tx: Tx,
  tenantId: string,
  actionId: string,
  hash: string,
  s: Signature,
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO payops_action_signatures (tenant_id, action_id, user_id, person, name, groups, parameters_hash, second_factor, comment, at)
    VALUES (${tenantId}, ${actionId}, ${s.userId}, ${s.person}, ${s.name}, ${sql.param(s.groups)}::text[], ${hash}, ${s.secondFactor},
            ${s.comment}, ${s.at}::timestamptz)`);
}

export async function addToTimeline(
  tx: Tx,
  tenantId: string,
  actionId: string,
  e: Omit<TimelineEntry, 'n'>,
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO payops_action_timeline (tenant_id, action_id, n, at, who, what, state, details)
    SELECT ${tenantId}, ${actionId}::uuid, coalesce(max(n), 0) + 1, ${e.at}::timestamptz, ${e.who}, ${e.what}, ${e.state},
           ${JSON.stringify(e.details)}::jsonb
      FROM payops_action_timeline WHERE tenant_id = ${tenantId} AND action_id = ${actionId}::uuid`);
}

export async function readTimeline(tx: Tx, tenantId: string, actionId: string): Promise<TimelineEntry[]> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT n, at, who, what, state, details FROM payops_action_timeline
     WHERE tenant_id = ${tenantId} AND action_id = ${actionId}::uuid ORDER BY n`);
  return rows.map((row) => ({
    ...{
      n: Number(row.n),
      at: iso(row.at),
      who: String(row.who),
      what: String(row.what),
      state: row.state as ActionState,
    },
    details: row.details as Record<string, unknown>,
  }));
}

export const machineOf = (a: Action): Machine => ({
  ...{ state: a.state, requester: a.requestedBy, requesterPerson: a.requesterPerson, hash: a.hash },
  ...{
    requirement: a.requirement,
    approvals: a.signatures,
    expiresAt: Date.parse(a.expiresAt),
    rollback: a.rolledBackBy,
  },
});
