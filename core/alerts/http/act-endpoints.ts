import type { Platform } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { type Act, act } from '../commands/act.ts';
import { readDetails } from '../queries/read-details.ts';
import { alertDetails } from './contract.ts';
import { MANAGE } from './permissions.ts';

const params = z.object({ id: z.uuid() });
const comment = z.object({ comment: z.string().trim().max(2000).default('') });

/** What people do with an alert that they may see. */
export function actEndpoints(platform: Platform): Endpoint[] {
  const { store, clock, identity, live } = platform;
  const endpoint = <B extends typeof comment>(
    path: `/api/${string}`,
    summary: string,
    body: B,
    read: (body: z.output<B>) => Act,
    method: 'POST' | 'PATCH' = 'POST',
  ) =>
    defineEndpoint({
      ...{ method, path, summary, tags: ['alerts'], permission: MANAGE, params, body, data: alertDetails },
      handler: async ({ actor, params: { id }, body: input, ip }) => {
        await readDetails(platform, actor, id); // out of their sight is not there
        const tenant = await identity.findTenant({ id: actor.tenantId });
        if (!tenant) throw new DomainError({ code: 'alerts.unknown', kind: 'not_found', details: { id } });
        const done = read(input as z.output<B>);
        const { comment: said } = input as { comment: string };
        await store.withTenant(actor.tenantId, async (tx) => {
          const changed = await act(platform, tx, { actor, tenant, id, act: done, comment: said, now: clock.now() });
          await identity.audit.record(tx, {
            ...{ actor, action: `core.alert.${done.what}`, subject: { type: 'core.alert', id }, ip },
            after: { ...done, comment: said },
          });
          const { dimension, dimension_value: value } = changed;
          await live.publishIn(tx, actor.tenantId, 'alerts.changed', { id, what: done.what, dimension, value });
        });
        return readDetails(platform, actor, id);
      },
    });
  const plain = (what: 'acknowledged' | 'resolved' | 'commented' | 'woken') => (): Act => ({ what });
  const snooze = comment.extend({ minutes: z.int().min(5).max(43_200).describe('At most thirty days') });
  return [
    endpoint('/api/alerts/:id', 'Comment on an alert', comment, plain('commented'), 'PATCH'),
    endpoint('/api/alerts/:id/acknowledge', 'Say that one deals with it', comment, plain('acknowledged')),
    endpoint('/api/alerts/:id/resolve', 'End an alert by hand', comment, plain('resolved')),
    endpoint(
      '/api/alerts/:id/snooze',
      'Silence an alert for a time; a reminder comes if it still stands',
      snooze,
      (body) => ({
        what: 'snoozed',
        minutes: body.minutes,
      }),
    ),
    endpoint('/api/alerts/:id/wake', 'End the silence of an alert', comment, plain('woken')),
  ];
}
