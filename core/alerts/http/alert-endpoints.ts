import type { Platform } from '@griot/application';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { raiseAlert } from '../commands/raise-alert.ts';
import { alertSeries } from '../queries/alert-series.ts';
import { markRead, readBell } from '../queries/bell.ts';
import { readDetails } from '../queries/read-details.ts';
import { sightOf } from '../queries/sight.ts';
import { summarise } from '../queries/summarise.ts';
import { type AlertFilters, listAlerts } from '../store/alerts.ts';
import { readThreshold } from '../store/thresholds.ts';
import { alert, alertDetails, alertFilters, bell, series, summary } from './contract.ts';
import { MANAGE, READ } from './permissions.ts';

const tags = ['alerts'];
const params = z.object({ id: z.uuid() });

/** The tenant's alerts, narrowed to what a scoped member may see, whatever the path. */
export function alertEndpoints(platform: Platform): Endpoint[] {
  const { store, clock, applications } = platform;
  const list = (actor: Actor, filters: Omit<AlertFilters, 'visible'>) =>
    store.withTenant(actor.tenantId, (tx) => listAlerts(tx, { ...filters, visible: sightOf(applications, actor) }), {
      readOnly: true,
    });
  const head = { tags, permission: READ, method: 'GET' as const };
  return [
    defineEndpoint({
      ...head,
      path: '/api/alerts',
      summary: 'Alerts, newest first',
      query: alertFilters,
      data: z.object({ items: z.array(alert) }),
      handler: async ({ actor, query }) => ({ items: await list(actor, query) }),
    }),
    defineEndpoint({
      ...head,
      path: '/api/alerts/active',
      summary: 'Alerts that are not resolved',
      query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(1000) }),
      data: z.object({ items: z.array(alert) }),
      handler: async ({ actor, query }) => ({ items: await list(actor, { open: true, limit: query.limit }) }),
    }),
    defineEndpoint({
      ...head,
      path: '/api/alerts/by_type',
      summary: 'How many alerts of each type are open, and in all',
      data: z.object({ items: z.array(z.object({ type: z.string(), open: z.int(), total: z.int() })) }),
      handler: async ({ actor }) => {
        const found = Object.groupBy(await list(actor, {}), ({ type }) => type);
        const items = Object.entries(found).map(([type, all = []]) => ({
          ...{ type, total: all.length, open: all.filter(({ status }) => status !== 'resolved').length },
        }));
        return { items };
      },
    }),
    defineEndpoint({
      ...head,
      path: '/api/alerts/summary',
      summary: 'Counts, mean time to acknowledge, the last thirty days',
      query: alertFilters.omit({ limit: true }),
      data: summary,
      handler: async ({ actor, query }) => summarise(await list(actor, query), clock.now(), actor.timeZone),
    }),
    defineEndpoint({
      ...head,
      path: '/api/alerts/notices',
      summary: 'What happened to the reader’s alerts, newest first, and how much of it is unread: the bell',
      query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
      data: bell,
      handler: ({ actor, query: { limit } }) => {
        const { userId } = actor;
        const asked = { userId, visible: sightOf(applications, actor), limit, now: clock.now() };
        return store.withTenant(actor.tenantId, (tx) => readBell(tx, asked), { readOnly: true });
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/alerts/notices/read',
      summary: 'The reader has seen the bell',
      tags,
      permission: READ,
      data: z.object({}),
      handler: async ({ actor: { tenantId, userId } }) => {
        await store.withTenant(tenantId, (tx) => markRead(tx, { tenantId, userId, now: clock.now() }));
        return {};
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/alerts',
      summary: 'Raise an alert by hand',
      tags,
      permission: MANAGE,
      idempotent: true,
      body: z.object({
        title: z.string().trim().min(1).max(200),
        message: z.string().trim().max(2000).default(''),
        severity: z.enum(['info', 'warning', 'critical']),
      }),
      data: alertDetails,
      handler: async ({ actor, body }) => {
        // A scoped member could not see what they raised for everybody.
        if (actor.scopes.length > 0) throw new DomainError({ code: 'auth.forbidden', kind: 'forbidden' });
        const id = await raiseAlert(platform, actor, body);
        return reply(await readDetails(platform, actor, id), { status: 201 });
      },
    }),
    defineEndpoint({
      ...head,
      path: '/api/alerts/:id',
      summary: 'One alert with its cause, history and deliveries',
      params,
      data: alertDetails,
      handler: ({ actor, params: { id } }) => readDetails(platform, actor, id),
    }),
    defineEndpoint({
      ...head,
      path: '/api/alerts/:id/series',
      summary: 'The figure that the alert is about, day by day, as its threshold sees it',
      params,
      timeoutMs: 60_000,
      data: series,
      handler: async ({ actor, params: { id }, signal }) => {
        const found = await readDetails(platform, actor, id);
        const threshold = /^[0-9a-f-]{36}$/.test(found.source)
          ? await store.withTenant(actor.tenantId, (tx) => readThreshold(tx, found.source), { readOnly: true })
          : null;
        if (!threshold) return { days: [], values: [], limit: null, unit: null };
        const { tenantId, scopes, timeZone, locale, currency } = actor;
        const context = { tenantId, scopes, timeZone, locale, currency, application: threshold.application, signal };
        return alertSeries(platform, context, { alert: found, threshold, now: clock.now() });
      },
    }),
  ];
}
