import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { z } from 'zod';
import { listNotices, readNotices } from '../store/notices.ts';
import { notice } from './contract.ts';
import { clientsOf } from './sight.ts';

const TAGS = ['compta: notices'];

/** How loads ended, for the bell of each reader. */
export function noticeEndpoints({ store, clock }: Services): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/compta/notices',
      summary: 'How loads, restorations and deletions ended, newest first',
      tags: TAGS,
      permission: 'compta.files.read',
      data: z.object({ items: z.array(notice) }),
      handler: async ({ actor }) => {
        const { tenantId, userId } = actor;
        const only = clientsOf(actor);
        return {
          items: await store.withTenant(tenantId, (tx) => listNotices(tx, { tenantId, userId, only }), {
            readOnly: true,
          }),
        };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/compta/notices/read',
      summary: 'All of it was seen',
      tags: TAGS,
      permission: 'compta.files.read',
      data: z.object({ read: z.literal(true) }),
      handler: async ({ actor: { tenantId, userId } }) => {
        await store.withTenant(tenantId, (tx) => readNotices(tx, { tenantId, userId, now: clock.now() }));
        return { read: true as const };
      },
    }),
  ];
}
