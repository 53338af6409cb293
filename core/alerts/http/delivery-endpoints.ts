import type { Platform } from '@griot/application';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { changeWebhook, createWebhook, removeWebhook, renewSecret, tryWebhook } from '../commands/manage-webhooks.ts';
import { delivery } from '../domain/delivery.ts';
import { readDeliveries } from '../queries/deliveries.ts';
import { readDefaults, writeDefaults } from '../store/defaults.ts';
import { listWebhooks, readWebhook } from '../store/webhooks.ts';
import { deliveryView, webhook } from './contract.ts';
import { MANAGE } from './permissions.ts';
import { unscoped } from './threshold-endpoints.ts';

const head = { tags: ['alerts'], permission: MANAGE };
const params = z.object({ id: z.uuid() });
const name = z.string().trim().min(1).max(120);
const url = z.string().trim().max(2000);
const defaults = z.object({ delivery, version: z.int().min(0) });

/** Webhooks, and who is told of what has no threshold. */
export function deliveryEndpoints(platform: Platform): Endpoint[] {
  const { store, clock, identity } = platform;
  return [
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/alert-webhooks',
      summary: 'Webhooks by name; secrets are never told again',
      data: z.object({ items: z.array(webhook) }),
      handler: async ({ actor }) => {
        unscoped(actor);
        return { items: await store.withTenant(actor.tenantId, listWebhooks, { readOnly: true }) };
      },
    }),
    defineEndpoint({
      ...head,
      method: 'POST',
      path: '/api/alert-webhooks',
      summary: 'A new webhook; the answer is the only one that holds its secret',
      body: z.object({ name, url }),
      data: z.object({ id: z.uuid(), secret: z.string() }),
      handler: async ({ actor, body, ip }) => {
        unscoped(actor);
        return reply(await createWebhook(platform, { actor, ip }, body), { status: 201 });
      },
    }),
    defineEndpoint({
      ...head,
      method: 'PATCH',
      path: '/api/alert-webhooks/:id',
      summary: 'Change a webhook, switch it off or on; `version` is the one that was read',
      params,
      body: z.object({ name: name.optional(), url: url.optional(), active: z.boolean().optional(), version: z.int() }),
      data: webhook,
      handler: ({ actor, params: { id }, body, ip }) => {
        unscoped(actor);
        return changeWebhook(platform, { actor, ip }, { id, ...body });
      },
    }),
    defineEndpoint({
      ...head,
      method: 'POST',
      path: '/api/alert-webhooks/:id/secret',
      summary: 'A new secret, told in this answer alone',
      params,
      body: z.object({ version: z.int() }),
      data: z.object({ secret: z.string() }),
      handler: ({ actor, params: { id }, body: { version }, ip }) => {
        unscoped(actor);
        return renewSecret(platform, { actor, ip }, { id, version });
      },
    }),
    defineEndpoint({
      ...head,
      method: 'POST',
      path: '/api/alert-webhooks/:id/test',
      summary: 'Sends a call that says that it is a trial',
      params,
      data: z.object({ messageId: z.string() }),
      handler: ({ actor, params: { id }, ip }) => {
        unscoped(actor);
        return tryWebhook(platform, { actor, ip }, id);
      },
    }),
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/alert-webhooks/:id/deliveries',
      summary: 'The last hundred calls of a webhook with every attempt',
      params,
      data: z.object({ items: z.array(deliveryView) }),
      handler: async ({ actor, params: { id } }) => {
        unscoped(actor);
        return { items: await readDeliveries(platform, actor.tenantId, { webhookId: id }) };
      },
    }),
    defineEndpoint({
      ...head,
      method: 'DELETE',
      path: '/api/alert-webhooks/:id',
      summary: 'Remove a webhook that no threshold uses',
      params,
      data: z.object({}),
      handler: async ({ actor, params: { id }, ip }) => {
        unscoped(actor);
        await removeWebhook(platform, { actor, ip }, id);
        return {};
      },
    }),
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/alert-defaults',
      summary: 'Who is told of failed runs and of alerts raised by hand',
      data: defaults,
      handler: ({ actor }) => {
        unscoped(actor);
        return store.withTenant(actor.tenantId, (tx) => readDefaults(tx, actor.tenantId), { readOnly: true });
      },
    }),
    defineEndpoint({
      ...head,
      method: 'PUT',
      path: '/api/alert-defaults',
      summary: 'Set them; `version` is the one that was read',
      body: defaults,
      data: defaults,
      handler: async ({ actor, body, ip }) => {
        unscoped(actor);
        const { tenantId } = actor;
        return store.withTenant(tenantId, async (tx) => {
          const { webhookId } = body.delivery;
          if (webhookId !== null && !(await readWebhook(tx, webhookId)))
            throw new DomainError({ code: 'alerts.unknown_webhook', kind: 'invalid', details: { id: webhookId } });
          const input = { tenantId, delivery: body.delivery, by: actor.name, now: clock.now() };
          if (!(await writeDefaults(tx, { ...input, expected: body.version })))
            throw new DomainError({ code: 'alerts.defaults_changed', kind: 'conflict' });
          const subject = { type: 'core.alert_defaults', id: tenantId };
          const after = { ...body.delivery };
          await identity.audit.record(tx, { actor, action: 'core.alert_defaults.changed', subject, after, ip });
          return readDefaults(tx, tenantId);
        });
      },
    }),
  ];
}
