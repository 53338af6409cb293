import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import { canonicalJson, DomainError, minorDigits, newId, sha256Hex } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { move } from '../domain/actions/action-state.ts';
import {
  type ActionType,
  HOURS_TO_LIVE,
  PARAMETERS,
  type Parameters,
  requirementOf,
  riskOf,
  SELF_APPLIED,
  subjectOf,
} from '../domain/actions/action-types.ts';
import { type Action, addToTimeline, findAction, insertAction, machineOf } from '../store/actions.ts';
import { readSettings } from '../store/settings.ts';
import { lockedAction } from './decide-action.ts';
import { EFFECTS } from './effects/all-effects.ts';
import { personOf } from './people.ts';
import { tellThoseAwaited } from './tell-those-awaited.ts';

export interface ActionRequest {
  type: ActionType;
  parameters: unknown;
  /** The executed action that this one takes back. */
  rollbackOf?: Action;
  /** Why it is taken back; the parameters of a first request bear their own. */
  reason?: string | undefined;
  idempotencyKey?: string | undefined;
  /** By SIRA itself, where the tenant lets it: of low risk alone, for nobody signs. */
  selfApplied?: boolean;
  ip?: string | undefined;
}

/** Asks for an action: judged, checked against what is there, and put before those who may sign. */
export async function requestAction(services: Services, tx: Tx, actor: Actor, o: ActionRequest): Promise<Action> {
  const { tenantId } = actor;
  const parameters = parametersOf(o.type, o.parameters);
  const now = services.clock.now();
  const id = newId(now.getTime());
  const risk = o.rollbackOf?.risk ?? riskOf(o.type, parameters, await worthOf(tx, tenantId, parameters));
  if (o.selfApplied && risk !== 'low')
    throw new DomainError({ code: 'payops.self_apply_refused', kind: 'forbidden', details: { risk } });
  const context = { services, tx, tenantId, actionId: id, now: now.toISOString() };
  const before = o.rollbackOf
    ? { rollbackOf: o.rollbackOf.id, executedAt: o.rollbackOf.executedAt }
    : await EFFECTS[o.type].check(context, parameters);
  const subject = subjectOf(o.type, parameters);
  const place = await placeOf(tx, tenantId, subject);
  const action: Action = {
    ...{
      id,
      type: o.type,
      parameters,
      rollbackOf: o.rollbackOf?.id ?? null,
      risk,
      requirement: o.selfApplied ? SELF_APPLIED : requirementOf(risk),
      before,
    },
    hash: sha256Hex(canonicalJson({ type: o.type, parameters, rollbackOf: o.rollbackOf?.id ?? null, id })),
    state: 'requested',
    ...{
      requestedBy: actor.userId,
      requesterName: actor.name,
      requesterPerson: await personOf(services, tx, tenantId, actor.userId),
    },
    subject: { ...subject, ...place },
    expiresAt: new Date(now.getTime() + HOURS_TO_LIVE[risk] * 3_600_000).toISOString(),
    ...{ createdAt: now.toISOString(), updatedAt: now.toISOString(), executedAt: null, executedBy: null },
    ...{ result: null, failure: null, rolledBackBy: null, signatures: [] },
  };
  action.state = move(machineOf(action), { kind: 'submit', at: now.getTime() }).state;
  if (!(await insertAction(tx, tenantId, action, o.idempotencyKey ?? null))) return sameRequest(tx, actor, o, action);
  const why = {
    ...(o.reason === undefined ? {} : { reason: o.reason }),
    ...(o.selfApplied ? { rule: 'self-applied' } : {}),
  };
  const details = { risk, requirement: action.requirement, ...why };
  await addToTimeline(tx, tenantId, id, {
    at: action.createdAt,
    who: actor.name,
    what: 'requested',
    state: action.state,
    details,
  });
  if (!o.selfApplied) await tellThoseAwaited(services, tx, actor, action);
  await services.live.publishIn(tx, tenantId, 'payops.actions', { id, state: action.state });
  await services.identity.audit.record(tx, {
    actor: o.selfApplied ? { tenantId, system: actor.name } : actor,
    ...{ action: 'payops.action.requested', subject: { type: 'payops.action', id }, ip: o.ip },
    before,
    after: { type: o.type, parameters, risk, rollbackOf: action.rollbackOf, hash: action.hash, ...why },
  });
  return action;
}

/** Asks to take an executed action back: an action with signatures of its own, one at a time. */
export async function requestRollback(
  services: Services,
  tx: Tx,
  actor: Actor,
  o: { id: string; reason: string; ip?: string | undefined },
): Promise<Action> {
  const original = await lockedAction(tx, actor.tenantId, o.id);
  const { type, parameters, state } = original;
  if (state !== 'executed' || original.rollbackOf !== null)
    throw new DomainError({ code: 'payops.action_state', kind: 'conflict', details: { state } });
  return requestAction(services, tx, actor, { type, parameters, rollbackOf: original, reason: o.reason, ip: o.ip });
}

export function parametersOf(type: ActionType, given: unknown): Parameters {
  const parsed = PARAMETERS[type].safeParse(given);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: ['parameters', ...path].join('.'), message }));
  throw new DomainError({ code: 'http.validation', kind: 'invalid', details: { issues } });
}

/** What it moves in whole units of the reporting currency, at today's rate; null: nothing, or no rate is known. */
export async function worthOf(tx: Tx, tenantId: string, p: Parameters): Promise<number | null> {
  if (p.amount === undefined || p.currency === undefined) return null;
  const { reportingCurrency } = await readSettings(tx, tenantId);
  const scale = 10 ** minorDigits(reportingCurrency);
  const amount = Math.abs(Number(p.amount));
  if (p.currency === reportingCurrency) return amount / scale;
  const { rows } = await tx.execute<{ rate: string }>(sql`
    SELECT rate FROM payops_rates WHERE tenant_id = ${tenantId} AND currency = ${String(p.currency)} AND from_day <= current_date
     ORDER BY from_day DESC LIMIT 1`);
  return rows[0] ? (amount * Number(rows[0].rate)) / scale : null;
}

async function placeOf(tx: Tx, tenantId: string, { tenantType, id }: { tenantType: string; id: string }) {
  const { rows } = await tx.execute<{ name: string | null; region: string | null }>(sql`
    SELECT max(e.name) AS name, coalesce(max(e.region), (SELECT max(c.region) FROM payops_cells c
             WHERE c.tenant_id = ${tenantId} AND c.tenant_type = ${tenantType} AND c.entity_id = ${id})) AS region
      FROM payops_entities e WHERE e.tenant_id = ${tenantId} AND e.tenant_type = ${tenantType} AND e.entity_id = ${id}`);
  return { name: rows[0]?.name ?? id, region: rows[0]?.region ?? null };
}

/** The same key again: the same action when it asks for the same, else a conflict. */
async function sameRequest(tx: Tx, actor: Actor, o: ActionRequest, wanted: Action): Promise<Action> {
  if (o.rollbackOf && o.idempotencyKey === undefined)
    throw new DomainError({ code: 'payops.rollback_under_way', kind: 'conflict' });
  const { rows } = await tx.execute<{ id: string }>(sql`
    SELECT id FROM payops_actions WHERE tenant_id = ${actor.tenantId} AND idempotency_key = ${o.idempotencyKey ?? null}`);
  const found = rows[0] && (await findAction(tx, actor.tenantId, rows[0].id));
  const same =
    found?.requestedBy === actor.userId &&
    found.type === wanted.type &&
    canonicalJson(found.parameters) === canonicalJson(wanted.parameters);
  if (!found || !same) throw new DomainError({ code: 'payops.rollback_under_way', kind: 'conflict' });
  return found;
}
