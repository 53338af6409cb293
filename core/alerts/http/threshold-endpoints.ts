import type { Platform } from '@griot/application';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError, newId } from '@griot/kernel';
import { z } from 'zod';
import { backtest } from '../evaluation/backtest.ts';
import {
  insertThreshold,
  listThresholds,
  type ThresholdInput,
  threshold,
  thresholdInput,
  updateThreshold,
} from '../store/thresholds.ts';
import { MANAGE, READ } from './permissions.ts';

const tags = ['alerts'];

const tested = z.object({
  days: z.int(),
  fired: z.int(),
  openings: z.array(z.object({ day: z.iso.date(), value: z.string(), actual: z.number().nullable() })),
  now: z.array(z.object({ value: z.string(), actual: z.number().nullable(), breach: z.boolean() })),
});

/** Thresholds are the whole tenant's: a member scoped to entities neither sees nor sets them. */
export function thresholdEndpoints({ store, clock, identity, metrics, applications }: Platform): Endpoint[] {
  const unscoped = (actor: Actor) => {
    if (actor.scopes.length > 0) throw new DomainError({ code: 'auth.forbidden', kind: 'forbidden' });
  };
  const check = async (actor: Actor, input: ThresholdInput) => {
    const { application, metric, dimension } = input;
    unscoped(actor);
    const open = actor.applications.includes(application) && applications.some((one) => one.id === application);
    const found = open ? (await metrics.catalogue(application)).metrics.find((one) => one.name === metric) : undefined;
    if (!found)
      throw new DomainError({ code: 'alerts.unknown_metric', kind: 'invalid', details: { metric, application } });
    if (dimension !== null && !found.dimensions.includes(dimension))
      throw new DomainError({ code: 'alerts.unknown_dimension', kind: 'invalid', details: { metric, dimension } });
  };
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/alert-thresholds',
      summary: 'Thresholds by name',
      tags,
      permission: READ,
      data: z.object({ items: z.array(threshold) }),
      handler: async ({ actor }) => {
        unscoped(actor);
        return { items: await store.withTenant(actor.tenantId, listThresholds, { readOnly: true }) };
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
          const subject = { type: 'core.alert_threshold', id };
          await identity.audit.record(tx, {
            actor,
            action: 'core.alert_threshold.created',
            subject,
            after: { ...body },
            ip,
          });
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
      params: z.object({ id: z.uuid() }),
      body: thresholdInput.extend({ version: z.int().min(1) }),
      data: threshold,
      handler: async ({ actor, params: { id }, body: { version, ...input }, ip }) => {
        await check(actor, input);
        return store.withTenant(actor.tenantId, async (tx) => {
          const changed = await updateThreshold(tx, { id, expected: version, by: actor.name, now: clock.now(), input });
          if (!changed) throw new DomainError({ code: 'alerts.threshold_changed', kind: 'conflict', details: { id } });
          const subject = { type: 'core.alert_threshold', id };
          await identity.audit.record(tx, {
            actor,
            action: 'core.alert_threshold.changed',
            subject,
            after: { ...input },
            ip,
          });
          return changed;
        });
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/alert-thresholds/preview',
      summary: 'What a threshold would have done in the last days, before it is kept',
      tags,
      permission: MANAGE,
      rateLimit: { max: 30, windowMs: 60_000 },
      timeoutMs: 60_000,
      body: thresholdInput.extend({ days: z.int().min(1).max(90).default(90) }),
      data: tested,
      handler: async ({ actor, body: { days, ...input } }) => {
        await check(actor, input);
        const context = { tenantId: actor.tenantId, application: input.application, timeZone: actor.timeZone };
        return backtest(metrics, context, input, { now: clock.now(), days });
      },
    }),
  ];
}
