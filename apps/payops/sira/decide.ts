import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { requestAction } from '../commands/request-action.ts';
import type { Action } from '../store/actions.ts';
import { decideRecommendation, findRecommendation, type Recommendation } from './recommendations-store.ts';

/** Locked; open and alive, or the reason why nothing is decided on it any more. */
async function decidable(services: Services, tx: Tx, tenantId: string, id: string): Promise<Recommendation> {
  const found = await findRecommendation(tx, tenantId, id, true);
  if (!found) throw new DomainError({ code: 'payops.recommendation_unknown', kind: 'not_found', details: { id } });
  if (found.state !== 'open') {
    throw new DomainError({ code: 'payops.recommendation_closed', kind: 'conflict', details: { state: found.state } });
  }
  if (Date.parse(found.expiresAt) <= services.clock.now().getTime()) {
    throw new DomainError({ code: 'payops.recommendation_closed', kind: 'conflict', details: { state: 'expired' } });
  }
  return found;
}

/**
 * Follows a piece of advice: the operator's action it names is asked for, filled in, in the name of whoever follows it. It
 * then waits for its signatures like any other.
 */
export async function applyRecommendation(
  services: Services,
  tx: Tx,
  actor: Actor,
  o: { id: string; ip?: string | undefined; selfApplied?: boolean },
): Promise<{ recommendation: Recommendation; action: Action }> {
  const { tenantId } = actor;
  const found = await decidable(services, tx, tenantId, o.id);
  const { type, parameters } = found.action;
  const action = await requestAction(services, tx, actor, {
    ...{ type, parameters: { ...parameters, reason: wordsOf(found) } },
    ...{ idempotencyKey: `sira-${found.id}`, selfApplied: o.selfApplied ?? false, ip: o.ip },
  });
  const now = services.clock.now();
  const decided = { state: 'applied' as const, by: actor.name, reason: null, actionId: action.id };
  await decideRecommendation(tx, tenantId, found.id, { ...decided, selfApplied: o.selfApplied ?? false, now });
  await record(
    services,
    tx,
    actor,
    found,
    'applied',
    { actionId: action.id, selfApplied: o.selfApplied ?? false },
    o.ip,
  );
  return { recommendation: { ...found, state: 'applied', actionId: action.id }, action };
}

/** What those who sign read beside the parameters; the page of SIRA says more. */
function wordsOf({ id, model, modelVersion, confidence }: Recommendation): string {
  return `SIRA : ${model} v${modelVersion}, confiance ${Math.round(confidence * 100)} % (recommandation ${id})`;
}

export async function rejectRecommendation(
  services: Services,
  tx: Tx,
  actor: Actor,
  o: { id: string; reason: string; ip?: string | undefined },
): Promise<void> {
  const found = await decidable(services, tx, actor.tenantId, o.id);
  const decided = { state: 'rejected' as const, by: actor.name, reason: o.reason, actionId: null, selfApplied: false };
  await decideRecommendation(tx, actor.tenantId, found.id, { ...decided, now: services.clock.now() });
  await record(services, tx, actor, found, 'rejected', { reason: o.reason }, o.ip);
}

async function record(
  services: Services,
  tx: Tx,
  actor: Actor,
  found: Recommendation,
  what: 'applied' | 'rejected',
  details: Record<string, unknown>,
  ip?: string,
): Promise<void> {
  await services.live.publishIn(tx, actor.tenantId, 'payops.sira', { id: found.id, state: what });
  await services.identity.audit.record(tx, {
    actor: details.selfApplied === true ? { tenantId: actor.tenantId, system: actor.name } : actor,
    ...{ action: `payops.recommendation.${what}`, subject: { type: 'payops.recommendation', id: found.id }, ip },
    after: { type: found.type, model: found.model, version: found.modelVersion, ...details },
  });
}
