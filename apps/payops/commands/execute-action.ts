import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import { errorMessage, isDomainError } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { move } from '../domain/actions/action-state.ts';
import type { Group } from '../domain/actions/action-types.ts';
import { type Action, findAction, machineOf, saveState } from '../store/actions.ts';
import { finish, lockedAction } from './decide-action.ts';
import { EFFECTS } from './effects/all-effects.ts';
import { groupsOf, machineNow } from './people.ts';

type Who = Actor | { tenantId: string; system: string };

/**
 * Executes in two transactions. The first says that it is under way, after judging the signatures anew by the rights of now.
 * The second does the effect and says that it is done: both or neither, so whoever takes an interrupted one up again does it
 * once. An effect that cannot be is a failure with its reason, and nothing of it is there.
 */
export async function executeAction(services: Services, who: Who, id: string, ip?: string): Promise<Action> {
  await begin(services, who, id, ip);
  return carryOut(services, who, id, ip);
}

async function begin(services: Services, who: Who, id: string, ip?: string): Promise<void> {
  const { store, identity, clock } = services;
  const { tenantId } = who;
  const seen = await store.withTenant(tenantId, (tx) => findAction(tx, tenantId, id), { readOnly: true });
  const rights = new Map<string, Group[]>();
  for (const { userId } of seen?.signatures ?? []) {
    const member = await identity.actorOf(tenantId, userId);
    rights.set(userId, member === null || member.scopes.length > 0 ? [] : groupsOf(member));
  }
  await store.withTenant(tenantId, async (tx) => {
    const action = await lockedAction(tx, tenantId, id);
    // Called again: it is done already.
    if (action.state === 'executed' || action.state === 'rolled_back') return;
    const wasUnderWay = action.state === 'executing';
    const entitled = (userId: string) => rights.get(userId) ?? [];
    const machine = await machineNow(services, tx, tenantId, action);
    action.state = move(machine, { kind: 'begin', at: clock.now().getTime(), entitled }).state;
    if (wasUnderWay) return;
    await saveState(tx, tenantId, action, clock.now().toISOString());
    await finish(services, tx, who, action, 'executing', {}, ip);
  });
}

async function carryOut(services: Services, who: Who, id: string, ip?: string): Promise<Action> {
  const { store, clock, live } = services;
  const { tenantId } = who;
  try {
    return await store.withTenant(tenantId, async (tx) => {
      const action = await lockedAction(tx, tenantId, id);
      if (action.state !== 'executing') return action;
      const now = clock.now().toISOString();
      const context = { services, tx, tenantId, actionId: id, now };
      const effect = EFFECTS[action.type];
      if (action.rollbackOf === null) {
        await effect.check(context, action.parameters);
        action.result = await effect.apply(context, action.parameters);
      } else {
        const original = await lockedAction(tx, tenantId, action.rollbackOf);
        const moved = move(machineOf(original), { kind: 'roll_back', at: clock.now().getTime(), rollback: id });
        action.result = await effect.revert(context, original.parameters, {
          id: original.id,
          result: original.result ?? {},
        });
        Object.assign(original, { state: moved.state, rolledBackBy: id });
        await saveState(tx, tenantId, original, now);
        await finish(services, tx, who, original, 'rolled_back', { by: id }, ip);
      }
      action.state = move(machineOf(action), { kind: 'succeed', at: clock.now().getTime() }).state;
      action.executedBy = 'system' in who ? who.system : who.name;
      action.executedAt = now;
      await saveState(tx, tenantId, action, now);
      await live.publishIn(tx, tenantId, 'payops.actions', { id, state: action.state });
      await finish(services, tx, who, action, 'executed', { result: action.result }, ip);
      return action;
    });
  } catch (error) {
    // Trouble of the store is not the action's end: it stays under way and is taken up again.
    if (!isDomainError(error) || error.kind === 'unavailable' || error.kind === 'internal') throw error;
    return fail(services, who, id, `${error.code} ${errorMessage(error)}`, ip);
  }
}

function fail(services: Services, who: Who, id: string, reason: string, ip?: string): Promise<Action> {
  const { store, clock, live } = services;
  const { tenantId } = who;
  return store.withTenant(tenantId, async (tx) => {
    const action = await lockedAction(tx, tenantId, id);
    if (action.state !== 'executing') return action;
    action.state = move(machineOf(action), { kind: 'fail', at: clock.now().getTime() }).state;
    action.failure = reason;
    await saveState(tx, tenantId, action, clock.now().toISOString());
    await live.publishIn(tx, tenantId, 'payops.actions', { id, state: action.state });
    await finish(services, tx, who, action, 'failed', { reason }, ip);
    return action;
  });
}

/** Ends what has expired and goes on with what was left under way; how many of each. */
export async function tendActions(services: Services, tenantId: string): Promise<{ expired: number; resumed: number }> {
  const { store, clock } = services;
  const who = { tenantId, system: 'payops' };
  const now = clock.now();
  const { rows } = await store.withTenant(
    tenantId,
    (tx) =>
      tx.execute<{ id: string; state: string }>(sql`
        SELECT id, state FROM payops_actions WHERE tenant_id = ${tenantId}
           AND (state IN ('requested', 'pending_approval', 'approved') AND expires_at <= ${now.toISOString()}::timestamptz
             OR state = 'executing' AND updated_at < ${new Date(now.getTime() - 60_000).toISOString()}::timestamptz)`),
    { readOnly: true },
  );
  for (const { id, state } of rows) {
    if (state === 'executing') {
      await executeAction(services, who, id);
      continue;
    }
    await store.withTenant(tenantId, async (tx) => {
      const action = await lockedAction(tx, tenantId, id);
      if (!['requested', 'pending_approval', 'approved'].includes(action.state)) return;
      action.state = move(machineOf(action), { kind: 'expire', at: now.getTime() }).state;
      await saveState(tx, tenantId, action, now.toISOString());
      await finish(services, tx, who, action, 'expired', {});
    });
  }
  const resumed = rows.filter(({ state }) => state === 'executing').length;
  return { expired: rows.length - resumed, resumed };
}
