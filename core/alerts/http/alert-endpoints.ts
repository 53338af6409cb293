import type { Platform } from '@griot/application';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError, newId } from '@griot/kernel';
import { z } from 'zod';
import { act } from '../commands/act.ts';
import { summarise } from '../queries/summarise.ts';
import { listAlerts, openAlert, readHistory } from '../store/alerts.ts';
import { alert, alertDetails, alertFilters, summary } from './contract.ts';
import { MANAGE, READ } from './permissions.ts';

const tags = ['alerts'];
const params = z.object({ id: z.uuid() });
const comment = z.object({ comment: z.string().trim().max(2000).default('') });

/** The tenant's alerts, narrowed to what a scoped member may see, whatever the path. */
export function alertEndpoints(platform: Platform): Endpoint[] {
  const { store, clock, mail, identity, live } = platform;
  const visibleTo = (actor: Actor) =>
    actor.scopes.length === 0
      ? null
      : platform.applications.flatMap(({ scopeDimensions }) =>
          actor.scopes.flatMap(({ kind, id }) => {
            const dimension = scopeDimensions?.[kind];
            return dimension === undefined ? [] : [{ dimension, value: id }];
          }),
        );
  const list = (actor: Actor, filters: Omit<Parameters<typeof listAlerts>[1], 'visible'>) =>
    store.withTenant(actor.tenantId, (tx) => listAlerts(tx, { ...filters, visible: visibleTo(actor) }), {
      readOnly: true,
    });
  const one = async (actor: Actor, id: string) => {
    const [found] = await list(actor, { id });
    if (!found) throw new DomainError({ code: 'alerts.unknown', kind: 'not_found', details: { id } });
    return found;
  };
  const read = async (actor: Actor, id: string) => {
    const found = await one(actor, id);
    const history = await store.withTenant(actor.tenantId, (tx) => readHistory(tx, id), { readOnly: true });
    const sent = await mail.deliveries(actor.tenantId, { dedupPrefix: `alerts/${id}/` });
    const deliveries = sent.map(({ to, subject, state, attempts, lastError }) => ({
      to,
      subject,
      state,
      attempts: attempts.length,
      lastError,
    }));
    return { ...found, history, deliveries };
  };
  const change = (
    path: `/api/${string}`,
    what: 'acknowledged' | 'resolved' | 'commented',
    summaryText: string,
    method: 'POST' | 'PATCH' = 'POST',
  ) =>
    defineEndpoint({
      method,
      path,
      summary: summaryText,
      tags,
      permission: MANAGE,
      params,
      body: comment,
      data: alertDetails,
      handler: async ({ actor, params: { id }, body, ip }) => {
        await one(actor, id);
        await store.withTenant(actor.tenantId, async (tx) => {
          await act(tx, { actor, id, what, comment: body.comment, now: clock.now() });
          const subject = { type: 'core.alert', id };
          await identity.audit.record(tx, {
            actor,
            action: `core.alert.${what}`,
            subject,
            after: { comment: body.comment },
            ip,
          });
          await live.publishIn(tx, actor.tenantId, 'alerts.changed', { id, what });
        });
        return read(actor, id);
      },
    });
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/alerts',
      summary: 'Alerts, newest first',
      tags,
      permission: READ,
      query: alertFilters,
      data: z.object({ items: z.array(alert) }),
      handler: async ({ actor, query }) => ({ items: await list(actor, query) }),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/alerts/active',
      summary: 'Alerts that are not resolved',
      tags,
      permission: READ,
      data: z.object({ items: z.array(alert) }),
      handler: async ({ actor }) => ({ items: await list(actor, { open: true }) }),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/alerts/by_type',
      summary: 'How many alerts of each type are open, and in all',
      tags,
      permission: READ,
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
      method: 'GET',
      path: '/api/alerts/summary',
      summary: 'Counts, mean time to acknowledge, the last thirty days',
      tags,
      permission: READ,
      data: summary,
      handler: async ({ actor }) => summarise(await list(actor, {}), clock.now(), actor.timeZone),
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
      handler: async (ctx) => {
        const { actor, body } = ctx;
        // A scoped member could not see what they raised for everybody.
        if (actor.scopes.length > 0) throw new DomainError({ code: 'auth.forbidden', kind: 'forbidden' });
        const id = await store.withTenant(actor.tenantId, async (tx) => {
          const source = `manual:${newId(clock.now().getTime())}`;
          const input = {
            ...body,
            tenantId: actor.tenantId,
            source,
            type: 'manual',
            dimension: null,
            value: '',
            context: {},
          };
          const made = await openAlert(tx, {
            ...input,
            thresholdValue: null,
            actualValue: null,
            by: actor.name,
            now: clock.now(),
          });
          await live.publishIn(tx, actor.tenantId, 'alerts.changed', {
            id: made,
            what: 'opened',
            title: body.title,
            severity: body.severity,
          });
          return made ?? '';
        });
        return reply(await read(actor, id), { status: 201 });
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/alerts/:id',
      summary: 'One alert with its cause, history and deliveries',
      tags,
      permission: READ,
      params,
      data: alertDetails,
      handler: ({ actor, params: { id } }) => read(actor, id),
    }),
    change('/api/alerts/:id', 'commented', 'Comment on an alert', 'PATCH'),
    change('/api/alerts/:id/acknowledge', 'acknowledged', 'Say that one deals with it'),
    change('/api/alerts/:id/resolve', 'resolved', 'End an alert by hand'),
  ];
}
