import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import { DomainError, newId } from '@griot/kernel';
import { z } from 'zod';
import {
  archiveClient,
  BOOK_CURRENCIES,
  type BookCurrency,
  findClient,
  insertClient,
  listClients,
} from '../store/clients.ts';
import { listBatches } from '../store/periods.ts';
import { batchView } from './batch-view.ts';
import { batch, client, listedClient } from './contract.ts';
import { clientsOf, clientUnknown, seen } from './sight.ts';

const TAGS = ['compta: clients'];
const ONE = z.object({ id: z.uuid() });

/** The companies whose books the firm keeps. */
export function clientEndpoints({ store, identity, clock }: Services): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/compta/clients',
      summary: 'Client companies, by name; archived ones last',
      tags: TAGS,
      permission: 'compta.files.read',
      data: z.object({ items: z.array(listedClient) }),
      handler: async ({ actor }) => ({
        items: await store.withTenant(actor.tenantId, (tx) => listClients(tx, actor.tenantId, clientsOf(actor)), {
          readOnly: true,
        }),
      }),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/compta/clients',
      summary: 'Add a client company',
      tags: TAGS,
      permission: 'compta.clients.manage',
      body: z.object({
        name: z.string().trim().min(1).max(120),
        standard: z.enum(['syscohada', 'pcg']).default('syscohada'),
        /** Of its books, for good; by default the firm's. */
        currency: z.enum(BOOK_CURRENCIES).optional(),
      }),
      data: client,
      handler: async ({ actor, body, ip }) => {
        const { tenantId } = actor;
        const id = newId(clock.now().getTime());
        const added = { ...body, currency: body.currency ?? ownCurrency(actor) };
        await store.withTenant(tenantId, async (tx) => {
          const isNew = await insertClient(tx, { tenantId, id, ...added, by: actor.userId, now: clock.now() });
          if (!isNew)
            throw new DomainError({ code: 'compta.client_exists', kind: 'conflict', details: { name: body.name } });
          await identity.audit.record(tx, {
            actor,
            action: 'compta.client.created',
            subject: { type: 'compta.client', id },
            after: added,
            ip,
          });
        });
        return reply({ id, ...added, archived: false }, { status: 201 });
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/compta/clients/:id/archive',
      summary: 'Archive a client: it takes no more files, its figures stay',
      tags: TAGS,
      permission: 'compta.clients.manage',
      params: ONE,
      data: client,
      handler: async ({ actor, params, ip }) => {
        const { tenantId } = actor;
        seen(actor, params.id);
        return store.withTenant(tenantId, async (tx) => {
          const found = await findClient(tx, tenantId, params.id);
          if (!found) throw clientUnknown(params.id);
          await archiveClient(tx, { tenantId, id: params.id, now: clock.now() });
          await identity.audit.record(tx, {
            actor,
            action: 'compta.client.archived',
            subject: { type: 'compta.client', id: params.id },
            ip,
          });
          return { ...found, archived: true };
        });
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/compta/clients/:id/periodes',
      summary: 'Batches of a client, newest period first',
      tags: TAGS,
      permission: 'compta.files.read',
      params: ONE,
      data: z.object({ items: z.array(batch) }),
      handler: async ({ actor: { tenantId, ...actor }, params }) => {
        seen(actor, params.id);
        return store.withTenant(
          tenantId,
          async (tx) => {
            if (!(await findClient(tx, tenantId, params.id))) throw clientUnknown(params.id);
            return { items: (await listBatches(tx, tenantId, params.id)).map(batchView) };
          },
          { readOnly: true },
        );
      },
    }),
  ];
}

/** The firm's currency, when books may be kept in it. */
function ownCurrency({ currency }: { currency: string }): BookCurrency {
  const own = BOOK_CURRENCIES.find((one) => one === currency);
  if (own) return own;
  throw new DomainError({ code: 'compta.currency_unsaid', kind: 'invalid', details: { currency } });
}
