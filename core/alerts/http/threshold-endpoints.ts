import type { Platform } from '@griot/application';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError, newId } from '@griot/kernel';
import { z } from 'zod';
import { removeThreshold, saveThreshold } from '../commands/save-threshold.ts';
import { backtest } from '../evaluation/backtest.ts';
import { countStates } from '../store/memories.ts';
import {
  insertThreshold,
  listThresholds,
  readThreshold,
  type ThresholdInput,
  threshold,
  thresholdInput,
} from '../store/thresholds.ts';
import { readWebhook } from '../store/webhooks.ts';
import { tested } from './contract.ts';
import { MANAGE, READ } from './permissions.ts';

const tags = ['alerts'];
const params = z.object({ id: z.uuid() });
const listed = threshold.extend({
  metricLabel: z.string(),
  unit: z.string().nullable(),
  states: z.record(z.string(), z.int()).describe('How many dimension values stand in each state'),
});

export const unscoped = (actor: Actor): void => {
  if (actor.scopes.length > 0) throw new DomainError({ code: 'auth.forbidden', kind: 'forbidden' });
};

/** Thresholds are the whole tenant's: a member scoped to entities neither sees nor sets them. */
export function thresholdEndpoints(platform: Platform): Endpoint[] {
  const { store, clock, identity, metrics, applications } = platform;
  const check = async (actor: Actor, input: ThresholdInput) => {
    const { application, metric, dimension } = input;
    unscoped(actor);
    const open = actor.applications.includes(application) && applications.some((one) => one.id === application);
    const found = open ? (await metrics.catalogue(application)).metrics.find((one) => one.name === metric) : undefined;
    if (!found)
      throw new DomainError({ code: 'alerts.unknown_metric', kind: 'invalid', details: { metric, application } });
    const named = [...(dimension === null ? [] : [dimension]), ...input.filters.map((one) => one.dimension)];
    for (const one of named)
      if (!found.dimensions.includes(one))
        throw new DomainError({
          code: 'alerts.unknown_dimension',
          kind: 'invalid',
          details: { metric, dimension: one },
        });
    const { webhookId } = input;
    if (webhookId === null) return;
    const webhook = await store.withTenant(actor.tenantId, (tx) => readWebhook(tx, webhookId), { readOnly: true });
    if (!webhook)
      throw new DomainError({ code: 'alerts.unknown_webhook', kind: 'invalid', details: { id: webhookId } });
  };
  const audited = (actor: Actor, id: string, what: string, ip: string, after?: Record<string, unknown>) => ({
    ...{ actor, action: `core.alert_threshold.${what}`, subject: { type: 'core.alert_threshold', id }, ip },
    ...(after === undefined ? {} : { after }),
  });
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/alert-thresholds',
      summary: 'Thresholds by name, with where they stand',
      tags,
      permission: READ,
      data: z.object({ items: z.array(listed) }),
      handler: async ({ actor, language }) => {
        unscoped(actor);
        const { all, states } = await store.withTenant(
          actor.tenantId,
          async (tx) => ({ all: await listThresholds(tx), states: await countStates(tx) }),
          { readOnly: true },
        );
        const items = await Promise.all(
          all.map(async (one) => {
            const catalogue = await metrics.catalogue(one.application, language).catch(() => null);
            const metric = catalogue?.metrics.find(({ name }) => name === one.metric);
            const { label = one.metric, unit = null } = metric ?? {};
            return { ...one, metricLabel: label, unit, states: states.get(one.id) ?? {} };
          }),
        );
        return { items };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/alert-thresholds/applications',
      summary: 'Applications of the tenant whose metrics can be watched',
      tags,
      permission: READ,
      data: z.object({
        items: z.array(z.object({ id: z.string(), name: z.object({ fr: z.string(), en: z.string() }) })),
      }),
      handler: ({ actor }) => {
        const own = applications.filter(
          ({ id, warehouseProject }) => warehouseProject && actor.applications.includes(id),
        );
        return { items: own.map(({ id, name }) => ({ id, name })) };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/alert-thresholds/:id',
      summary: 'One threshold',
      tags,
      permission: READ,
      params,
      data: threshold,
      handler: async ({ actor, params: { id } }) => {
        unscoped(actor);
        const found = await store.withTenant(actor.tenantId, (tx) => readThreshold(tx, id), { readOnly: true });
        if (!found) throw new DomainError({ code: 'alerts.unknown_threshold', kind: 'not_found', details: { id } });
        return found;
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/alert-thresholds',
      summary: 'Set a threshold',
      tags,
      permission: MANAGE,
      idempotent: true,
      body: thresholdInput,
      data: z.object({ id: z.uuid() }),
      handler: async (ctx) => {
        const { actor, body, ip } = ctx;
        await check(actor, body);
        const id = newId(clock.now().getTime());
        await store.withTenant(actor.tenantId, async (tx) => {
          await insertThreshold(tx, { tenantId: actor.tenantId, id, by: actor.name, now: clock.now(), input: body });
          await identity.audit.record(tx, audited(actor, id, 'created', ip, { ...body }));
          await ctx.remember(tx, { id }, 201);
        });
        return reply({ id }, { status: 201 });
      },
    }),
    defineEndpoint({
      method: 'PATCH',
      path: '/api/alert-thresholds/:id',
      summary: 'Change a threshold; `version` is the one that was read',
      tags,
      permission: MANAGE,
      params,
      body: thresholdInput.extend({ version: z.int().min(1) }),
      data: threshold,
      handler: async ({ actor, params: { id }, body: { version, ...input }, ip }) => {
        await check(actor, input);
        return store.withTenant(actor.tenantId, async (tx) => {
          const saved = await saveThreshold(platform, tx, { actor, id, expected: version, input, now: clock.now() });
          await identity.audit.record(tx, audited(actor, id, 'changed', ip, { ...input }));
          return saved;
        });
      },
    }),
    defineEndpoint({
      method: 'DELETE',
      path: '/api/alert-thresholds/:id',
      summary: 'Remove a threshold; its open alerts end',
      tags,
      permission: MANAGE,
      params,
      query: z.object({ version: z.coerce.number().int().min(1) }),
      data: z.object({}),
      handler: async ({ actor, params: { id }, query: { version }, ip }) => {
        unscoped(actor);
        await store.withTenant(actor.tenantId, async (tx) => {
          await removeThreshold(platform, tx, { actor, id, expected: version, now: clock.now() });
          await identity.audit.record(tx, audited(actor, id, 'removed', ip));
        });
        return {};
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/alert-thresholds/preview',
      summary: 'What a threshold would have done in the last days, before it is kept',
      tags,
      permission: MANAGE,
      rateLimit: { max: 60, windowMs: 60_000 },
      timeoutMs: 60_000,
      body: thresholdInput.extend({ days: z.int().min(1).max(90).default(90) }),
      data: tested,
      handler: async ({ actor, body: { days, ...input }, signal, language }) => {
        await check(actor, input);
        const { tenantId, timeZone, currency } = actor;
        const context = { tenantId, application: input.application, timeZone, currency, locale: language, signal };
        return backtest(metrics, context, input, { now: clock.now(), days });
      },
    }),
  ];
}
