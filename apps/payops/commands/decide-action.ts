import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { type Machine, type Move, move } from '../domain/actions/action-state.ts';
import { needsSecondFactor } from '../domain/actions/action-types.ts';
import { type Action, addToTimeline, findAction, insertSignature, machineOf, saveState } from '../store/actions.ts';
import { groupsOf, machineNow, personOf } from './people.ts';

export const actionUnknown = (id: string): DomainError =>
  new DomainError({ code: 'payops.action_unknown', kind: 'not_found', details: { id } });

/** Locked until the transaction ends. */
export async function lockedAction(tx: Tx, tenantId: string, id: string): Promise<Action> {
  const action = await findAction(tx, tenantId, id, true);
  if (!action) throw actionUnknown(id);
  return action;
}

/** A signature is a person's, in front of a page: no token signs, whoever made it. */
function inPerson(actor: Actor): void {
  if (actor.tokenId !== null || actor.sessionId === null)
    throw new DomainError({ code: 'payops.in_person_only', kind: 'forbidden' });
}

/**
 * Signs. The second factor is asked before the transaction, for a code is spent by trying it; whether it was needed is judged
 * again under the lock.
 */
export async function approveAction(
  services: Services,
  actor: Actor,
  o: { id: string; hash: string; totp?: string | undefined; comment?: string | undefined; ip?: string | undefined },
): Promise<Action> {
  const { store, identity, clock, live } = services;
  const { tenantId } = actor;
  inPerson(actor);
  const seen = await store.withTenant(tenantId, (tx) => findAction(tx, tenantId, o.id), { readOnly: true });
  if (!seen) throw actionUnknown(o.id);
  // A code is not spent on what will be refused anyway.
  const by = await store.withTenant(
    tenantId,
    async (tx) => {
      const person = await personOf(services, tx, tenantId, actor.userId);
      const signer = { userId: actor.userId, person, groups: groupsOf(actor) };
      await signed(services, tx, tenantId, seen, { by: signer, at: clock.now().getTime(), hash: o.hash });
      return signer;
    },
    { readOnly: true },
  );
  const secondFactor = needsSecondFactor(seen.risk);
  if (secondFactor) await identity.secondFactor.prove(actor, o.totp);
  return store.withTenant(tenantId, async (tx) => {
    const action = await lockedAction(tx, tenantId, o.id);
    const now = clock.now();
    const signature = { ...by, name: actor.name, secondFactor, comment: o.comment ?? null, at: now.toISOString() };
    const next = await signed(services, tx, tenantId, action, { by: signature, at: now.getTime(), hash: o.hash });
    await insertSignature(tx, tenantId, action.id, action.hash, signature);
    action.signatures.push(signature);
    action.state = next.state;
    await saveState(tx, tenantId, action, now.toISOString());
    await finish(
      services,
      tx,
      actor,
      action,
      'approved',
      { groups: by.groups, secondFactor, comment: o.comment ?? null },
      o.ip,
    );
    await live.publishIn(tx, tenantId, 'payops.actions', { id: action.id, state: action.state });
    return action;
  });
}

/** Judged twice: by the people as they were known when it was asked for and signed, and as they are known now. */
async function signed(
  services: Services,
  tx: Tx,
  tenantId: string,
  action: Action,
  how: Omit<Extract<Move, { kind: 'approve' }>, 'kind'>,
): Promise<Machine> {
  move(machineOf(action), { kind: 'approve', ...how });
  return move(await machineNow(services, tx, tenantId, action), { kind: 'approve', ...how });
}

/** Ends it before it is executed: by one who may sign, or by the one who asked. */
export function closeAction(
  services: Services,
  actor: Actor,
  o: { id: string; how: 'reject' | 'cancel'; reason: string; ip?: string | undefined },
): Promise<Action> {
  const { store, clock, live } = services;
  const { tenantId } = actor;
  if (o.how === 'reject') inPerson(actor);
  return store.withTenant(tenantId, async (tx) => {
    const action = await lockedAction(tx, tenantId, o.id);
    const at = clock.now().getTime();
    const person = await personOf(services, tx, tenantId, actor.userId);
    const how: Move =
      o.how === 'reject'
        ? { kind: 'reject', at, by: { userId: actor.userId, person, groups: groupsOf(actor) } }
        : { kind: 'cancel', at, by: actor.userId };
    action.state = move(machineOf(action), how).state;
    action.failure = o.reason;
    await saveState(tx, tenantId, action, new Date(at).toISOString());
    await finish(services, tx, actor, action, action.state, { reason: o.reason }, o.ip);
    await live.publishIn(tx, tenantId, 'payops.actions', { id: action.id, state: action.state });
    return action;
  });
}

/** The timeline and the audit's entry, the latter last: writers of the chain wait for each other. */
export async function finish(
  services: Services,
  tx: Tx,
  actor: Actor | { tenantId: string; system: string },
  action: Action,
  what: string,
  details: Record<string, unknown>,
  ip?: string,
): Promise<void> {
  const who = 'system' in actor ? actor.system : actor.name;
  const at = services.clock.now().toISOString();
  await addToTimeline(tx, actor.tenantId, action.id, { at, who, what, state: action.state, details });
  await services.identity.audit.record(tx, {
    ...{ actor, action: `payops.action.${what}`, subject: { type: 'payops.action', id: action.id }, ip },
    after: { state: action.state, type: action.type, hash: action.hash, ...details },
  });
}
