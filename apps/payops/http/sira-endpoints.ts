import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError, minorDigits } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { z } from 'zod';
import { worthOf } from '../commands/request-action.ts';
import { requirementOf, riskOf } from '../domain/actions/action-types.ts';
import { sightOf } from '../domain/sight.ts';
import { applyRecommendation, rejectRecommendation } from '../sira/decide.ts';
import { listModels } from '../sira/keep-models.ts';
import { GOALS, makePlan, type Priced } from '../sira/make-plan.ts';
import { listRecommendations, type Recommendation } from '../sira/recommendations-store.ts';
import { readSiraState, saveSiraSettings } from '../sira/sira-state.ts';
import { FEWEST_DAYS } from '../sira/train-models.ts';
import { readSettings } from '../store/settings.ts';
import { readerOf, wholePlatform } from './sight.ts';
import { models, plan, recommendation, settings } from './sira-contract.ts';

const tags = ['payops: SIRA'];
const ONE = z.object({ id: z.uuid() });
/** What SIRA advises, and what is done about it. */
export function siraEndpoints(services: Services): Endpoint[] {
  const { store, clock } = services;
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/sira/recommendations',
      summary: 'Recommendations, newest first: open ones, or those decided on with what came of them',
      tags,
      permission: 'payops.sira.read',
      query: z.object({
        state: z.enum(['open', 'decided', 'expired']).default('open'),
        limit: z.coerce.number().int().min(1).max(200).default(100),
      }),
      data: z.object({ items: z.array(recommendation) }),
      handler: ({ actor, query }) => {
        const { tenantId, sight } = readerOf(actor);
        const states = { open: ['open'], decided: ['applied', 'rejected'], expired: ['expired'] } as const;
        return store.withTenant(
          tenantId,
          async (tx) => {
            const found = await listRecommendations(tx, {
              tenantId,
              sight,
              states: states[query.state],
              limit: query.limit,
            });
            const now = clock.now().getTime();
            const alive = found.filter(({ state, expiresAt }) => state !== 'open' || Date.parse(expiresAt) > now);
            return { items: await each(alive, (one) => shown(tx, actor, one)) };
          },
          { readOnly: true },
        );
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboard/sira/recommendations/:id/apply',
      summary: 'Follow it: the operator’s action is asked for, filled in, and waits for its signatures',
      tags,
      permission: 'payops.actions.request',
      params: ONE,
      data: z.object({ actionId: z.string(), state: z.string() }),
      handler: async ({ actor, params, ip }) => {
        wholePlatform(actor);
        const { action } = await store.withTenant(actor.tenantId, (tx) =>
          applyRecommendation(services, tx, actor, { id: params.id, ip }),
        );
        return reply({ actionId: action.id, state: action.state }, { status: 201 });
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboard/sira/recommendations/:id/reject',
      summary: 'Refuse it, with a reason',
      tags,
      permission: 'payops.actions.request',
      params: ONE,
      body: z.object({ reason: z.string().trim().min(3).max(500) }),
      data: z.object({ rejected: z.boolean() }),
      handler: async ({ actor, params, body, ip }) => {
        wholePlatform(actor);
        await store.withTenant(actor.tenantId, (tx) =>
          rejectRecommendation(services, tx, actor, { id: params.id, reason: body.reason, ip }),
        );
        return { rejected: true };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboard/sira/plan',
      summary: 'What to do in which order for a goal, within a budget of float to carry',
      tags,
      permission: 'payops.actions.request',
      body: z.object({ goal: z.enum(GOALS), budget: z.int().min(0).max(Number.MAX_SAFE_INTEGER) }),
      data: plan,
      handler: ({ actor, body }) => {
        wholePlatform(actor);
        const { tenantId } = actor;
        return store.withTenant(
          tenantId,
          async (tx) => {
            const { reportingCurrency } = await readSettings(tx, tenantId);
            const open = await listRecommendations(tx, { tenantId, sight: null, states: ['open'], limit: 200 });
            const now = clock.now().getTime();
            const alive = open.filter(({ expiresAt }) => Date.parse(expiresAt) > now);
            const all = await each(alive, (one) => price(tx, tenantId, one, reportingCurrency));
            const made = makePlan(all, body.goal, body.budget);
            const present = async <T extends Priced>(one: T) => ({
              ...one,
              recommendation: await shown(tx, actor, one.recommendation),
            });
            return {
              ...made,
              currency: reportingCurrency,
              steps: await each(made.steps, present),
              left: await each(made.left, present),
            };
          },
          { readOnly: true },
        );
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/sira/models',
      summary: 'Models in use: version, what they learnt from, how they did on what they had not seen',
      tags,
      permission: 'payops.sira.read',
      data: models,
      handler: ({ actor: { tenantId, ...actor } }) => {
        wholePlatform({ tenantId, ...actor });
        return store.withTenant(
          tenantId,
          async (tx) => {
            const { lookedAt, trainedAt, silent, ...state } = await readSiraState(tx, tenantId);
            const { reportingCurrency } = await readSettings(tx, tenantId);
            const items = await listModels(tx, tenantId);
            return { items, silent, fewestDays: FEWEST_DAYS, lookedAt, trainedAt, reportingCurrency, settings: state };
          },
          { readOnly: true },
        );
      },
    }),
    defineEndpoint({
      method: 'PUT',
      path: '/api/dashboard/sira/settings',
      summary: 'Whether what is low in risk may apply itself, and up to how much a day',
      tags,
      permission: 'payops.sira.manage',
      body: settings,
      data: settings,
      handler: async ({ actor, body, ip }) => {
        wholePlatform(actor);
        if (actor.tokenId !== null) throw new DomainError({ code: 'payops.in_person_only', kind: 'forbidden' });
        await store.withTenant(actor.tenantId, async (tx) => {
          const { selfApply, dayBudget } = await readSiraState(tx, actor.tenantId);
          await saveSiraSettings(tx, actor.tenantId, { ...body, by: actor.name, now: clock.now() });
          await services.identity.audit.record(tx, {
            ...{ actor, action: 'payops.sira.settings', subject: { type: 'payops.sira', id: actor.tenantId }, ip },
            before: { selfApply, dayBudget },
            after: body,
          });
        });
        return body;
      },
    }),
  ];
}

/** One after the other: a transaction asks one thing at a time. */
async function each<T, R>(list: readonly T[], of: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const one of list) done.push(await of(one));
  return done;
}

/** What looks beyond the subject: a reader of one merchant or agent learns nothing of others by it. */
const OF_OTHERS = new Set(['share_of_visits', 'share_of_payments', 'failed_elsewhere_1h', 'paid_elsewhere_1h']);

async function shown(tx: Tx, actor: Actor, one: Recommendation) {
  const { type, parameters } = one.action;
  const risk = riskOf(type, parameters, await worthOf(tx, actor.tenantId, parameters));
  const whole = { ...one, risk, requirement: requirementOf(risk) };
  if (sightOf(actor) === null) return whole;
  // How a bank does is told by everybody's payouts.
  const features = one.type === 'route_payout' ? [] : one.features.filter(({ name }) => !OF_OTHERS.has(name));
  const { fromSuccess, toSuccess, ...values } = one.reason.values;
  return { ...whole, features, reason: { ...one.reason, values } };
}

async function price(tx: Tx, tenantId: string, one: Recommendation, reporting: string): Promise<Priced> {
  const { unit, currency, low, expected, high } = one.impact.costSavings;
  const scale = 10 ** minorDigits(reporting);
  const worth = async (amount: number, of: unknown) =>
    Math.round(((await worthOf(tx, tenantId, { amount, currency: of })) ?? 0) * scale);
  const cost =
    one.action.type === 'ADJUST_FLOAT'
      ? await worth(Number(one.action.parameters.amount), one.action.parameters.currency)
      : 0;
  const savings =
    unit === 'money' && currency !== null
      ? {
          low: await worth(low, currency),
          expected: await worth(expected, currency),
          high: await worth(high, currency),
        }
      : null;
  return { recommendation: one, cost, savings };
}
