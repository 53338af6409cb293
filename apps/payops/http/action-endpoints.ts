import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import type { Actor } from '@griot/identity';
import { z } from 'zod';
import { actionUnknown, approveAction, closeAction } from '../commands/decide-action.ts';
import { executeAction } from '../commands/execute-action.ts';
import { groupsOf, personOf } from '../commands/people.ts';
import { requestAction, requestRollback } from '../commands/request-action.ts';
import { missingGroups, STATES } from '../domain/actions/action-state.ts';
import { ACTION_TYPES, GROUPS, needsSecondFactor, PARAMETERS } from '../domain/actions/action-types.ts';
import { maySee } from '../domain/sight.ts';
import { type Action, findAction, listActions, readTimeline } from '../store/actions.ts';
import { listControls } from '../store/controls.ts';
import { action, timelineEntry } from './action-contract.ts';
import { wholePlatform } from './sight.ts';

const tags = ['payops: actions'];
const ONE = z.object({ id: z.uuid() });
/** Actions expire within two days: more than this is never open. */
const MOST_AWAITED = 5_000;
const OPEN = ['requested', 'pending_approval', 'approved', 'executing'] as const;
const text = z.string().nullable();

/** Actions that nobody takes alone: asked for, signed, executed, taken back. */
export function actionEndpoints(services: Services): Endpoint[] {
  const { store, clock } = services;
  const read = (actor: Actor, id: string) =>
    store.withTenant(
      actor.tenantId,
      async (tx) => {
        const found = await findAction(tx, actor.tenantId, id);
        if (!found || !seenBy(actor, found)) throw actionUnknown(id);
        return {
          found,
          person: await personOf(services, tx, actor.tenantId, actor.userId),
          timeline: await readTimeline(tx, actor.tenantId, id),
        };
      },
      { readOnly: true },
    );
  const shown = async (actor: Actor, one: Action) => {
    const person = await store.withTenant(
      actor.tenantId,
      (tx) => personOf(services, tx, actor.tenantId, actor.userId),
      { readOnly: true },
    );
    return present(actor, one, person, clock.now().getTime());
  };
  const reasoned = z.object({ reason: z.string().trim().min(3).max(500) });
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/ops/actions',
      summary: 'Actions, newest first; `awaiting=me`: those that wait for this reader’s signature',
      tags,
      permission: 'payops.actions.read',
      query: z.object({
        state: z.enum(STATES).optional(),
        open: z.stringbool().default(false),
        awaiting: z.literal('me').optional(),
        before: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      data: z.object({ items: z.array(action), groups: z.array(z.enum(GROUPS)) }),
      handler: async ({ actor, query }) => {
        const { tenantId } = actor;
        const states = query.awaiting
          ? (['pending_approval'] as const)
          : query.open
            ? OPEN
            : query.state
              ? [query.state]
              : undefined;
        return store.withTenant(
          tenantId,
          async (tx) => {
            const person = await personOf(services, tx, tenantId, actor.userId);
            // What awaits this reader may lie behind much that does not.
            const limit = query.awaiting ? MOST_AWAITED : query.limit;
            const rows = await listActions(tx, tenantId, { states, limit, before: query.before });
            const items = rows
              .filter((one) => seenBy(actor, one))
              .map((one) => present(actor, one, person, clock.now().getTime()))
              .filter((one) => query.awaiting === undefined || one.may.approve)
              .slice(0, query.limit);
            return { items, groups: groupsOf(actor) };
          },
          { readOnly: true },
        );
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/ops/actions/:id',
      summary: 'One action with its timeline',
      tags,
      permission: 'payops.actions.read',
      params: ONE,
      data: z.object({ action, timeline: z.array(timelineEntry) }),
      handler: async ({ actor, params }) => {
        const { found, person, timeline } = await read(actor, params.id);
        return { action: present(actor, found, person, clock.now().getTime()), timeline };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/ops/action-types',
      summary: 'The types with the JSON Schema of their parameters',
      tags,
      permission: 'payops.actions.read',
      data: z.object({
        items: z.array(z.object({ type: z.enum(ACTION_TYPES), parameters: z.record(z.string(), z.unknown()) })),
      }),
      handler: () => ({
        items: ACTION_TYPES.map((type) => ({
          type,
          parameters: { ...z.toJSONSchema(PARAMETERS[type], { io: 'input', unrepresentable: 'any' }) } as Record<
            string,
            unknown
          >,
        })),
      }),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboard/ops/actions',
      summary: 'Ask for an action; it waits for its signatures',
      description: 'The same `clientId` asks once, however often it is sent.',
      tags,
      permission: 'payops.actions.request',
      body: z.object({
        type: z.enum(ACTION_TYPES),
        parameters: z.record(z.string(), z.unknown()),
        clientId: z.string().min(8).max(100).optional(),
      }),
      data: action,
      handler: async ({ actor, body: { type, parameters, clientId }, ip }) => {
        wholePlatform(actor);
        const made = await store.withTenant(actor.tenantId, (tx) =>
          requestAction(services, tx, actor, { type, parameters, idempotencyKey: clientId, ip }),
        );
        return reply(await shown(actor, made), { status: 201 });
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboard/ops/actions/:id/approve',
      summary: 'Sign exactly what was shown: its hash says what',
      tags,
      permission: 'payops.actions.read',
      params: ONE,
      body: z.object({
        hash: z.string().length(64),
        totp: z.string().trim().max(40).optional(),
        comment: z.string().trim().max(500).optional(),
      }),
      data: action,
      handler: async ({ actor, params, body, ip }) => {
        wholePlatform(actor);
        return shown(actor, await approveAction(services, actor, { id: params.id, ...body, ip }));
      },
    }),
    ...(['reject', 'cancel'] as const).map((how) =>
      defineEndpoint({
        method: 'POST',
        path: `/api/dashboard/ops/actions/:id/${how}`,
        summary:
          how === 'reject' ? 'Refuse it, with a reason: nobody can sign it any more' : 'Withdraw one’s own request',
        tags,
        permission: 'payops.actions.read',
        params: ONE,
        body: reasoned,
        data: action,
        handler: async ({ actor, params, body, ip }) => {
          wholePlatform(actor);
          return shown(actor, await closeAction(services, actor, { id: params.id, how, reason: body.reason, ip }));
        },
      }),
    ),
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboard/ops/actions/:id/execute',
      summary: 'Execute what is signed; called again it does nothing more',
      tags,
      permission: 'payops.actions.execute',
      params: ONE,
      data: action,
      handler: async ({ actor, params, ip }) => {
        wholePlatform(actor);
        return shown(actor, await executeAction(services, actor, params.id, ip));
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboard/ops/actions/:id/rollback',
      summary: 'Ask to take an executed action back: an action with signatures of its own',
      tags,
      permission: 'payops.actions.request',
      params: ONE,
      body: reasoned,
      data: action,
      handler: async ({ actor, params, body, ip }) => {
        wholePlatform(actor);
        const made = await store.withTenant(actor.tenantId, (tx) =>
          requestRollback(services, tx, actor, { id: params.id, reason: body.reason, ip }),
        );
        return reply(await shown(actor, made), { status: 201 });
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/ops/controls',
      summary: 'What is not as usual now: paused, frozen, held, rerouted, thresholds',
      tags,
      permission: 'payops.actions.read',
      data: z.object({
        items: z.array(
          z.object({
            control: z.string(),
            target: z.string(),
            value: z.record(z.string(), z.unknown()),
            actionId: text,
            since: z.string(),
          }),
        ),
      }),
      handler: async ({ actor }) => {
        wholePlatform(actor);
        return {
          items: await store.withTenant(actor.tenantId, (tx) => listControls(tx, actor.tenantId), { readOnly: true }),
        };
      },
    }),
  ];
}

function seenBy(actor: Actor, { subject }: Action): boolean {
  return maySee(actor, { tenantType: subject.tenantType, tenantId: subject.id, region: subject.region ?? '' });
}

function present(actor: Actor, one: Action, person: string, now: number) {
  const alive = Date.parse(one.expiresAt) > now;
  const own = one.requestedBy === actor.userId || one.requesterPerson === person;
  const signed = one.signatures.some((each) => each.userId === actor.userId || each.person === person);
  const whole = actor.scopes.length === 0;
  return {
    ...one,
    missing: missingGroups(one.requirement, one.signatures),
    needsSecondFactor: needsSecondFactor(one.risk),
    may: {
      approve: whole && alive && one.state === 'pending_approval' && !own && !signed && groupsOf(actor).length > 0,
      cancel:
        whole && one.requestedBy === actor.userId && ['requested', 'pending_approval', 'approved'].includes(one.state),
      execute:
        whole &&
        (one.state === 'executing' || (alive && one.state === 'approved')) &&
        actor.permissions.has('payops.actions.execute'),
      rollback:
        whole && one.state === 'executed' && one.rollbackOf === null && actor.permissions.has('payops.actions.request'),
    },
  };
}
