import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { z } from 'zod';

const id = z.number().int().positive();
const generation = z.object({
  id,
  publishedAt: z.string(),
  buildId: z.string(),
  project: z.string(),
  tests: z.object({ passed: z.number(), warned: z.number(), failed: z.number() }),
  relations: z.number().describe('how many models, seeds and snapshots'),
  isCurrent: z.boolean(),
});

/** What readers have had and have: list, compare two, and go back, which the audit remembers. */
export function generationEndpoints(services: Pick<Services, 'store' | 'identity' | 'warehouse'>): Endpoint[] {
  const { store, identity, warehouse } = services;
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/warehouse/generations',
      summary: 'Generations that are kept, newest first',
      tags: ['warehouse'],
      permission: 'core.warehouse.read',
      data: z.object({ items: z.array(generation) }),
      handler: async ({ actor }) => {
        const tenant = warehouse.tenant(actor.tenantId);
        const [kept, current] = await Promise.all([tenant.generations(), tenant.current()]);
        const items = kept.map((one) => ({ ...one, relations: one.nodes.length, isCurrent: one.id === current?.id }));
        return { items };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/warehouse/generations/compare',
      summary: 'What differs between two kept generations, relation by relation',
      tags: ['warehouse'],
      permission: 'core.warehouse.read',
      query: z.object({ from: z.coerce.number().pipe(id), to: z.coerce.number().pipe(id) }),
      data: z.object({
        from: id,
        to: id,
        relations: z.array(
          z.object({
            name: z.string(),
            change: z.enum(['added', 'removed', 'same', 'changed', 'columns_changed']),
            rowsFrom: z.number().nullable(),
            rowsTo: z.number().nullable(),
            onlyInFrom: z.number().nullable(),
            onlyInTo: z.number().nullable(),
          }),
        ),
      }),
      handler: ({ actor, query, signal }) => warehouse.tenant(actor.tenantId).compare(query.from, query.to, { signal }),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/warehouse/generations/rollback',
      summary: 'Show readers a kept generation again, until the next publication; nothing is deleted',
      tags: ['warehouse'],
      permission: 'core.warehouse.rollback',
      body: z.object({ generation: id }),
      data: z.object({ from: id.nullable(), to: id }),
      handler: async ({ actor, body, ip }) => {
        const tenant = warehouse.tenant(actor.tenantId);
        const from = (await tenant.current())?.id ?? null;
        const { id: to } = await tenant.rollback(body.generation);
        const subject = { type: 'core.generation', id: String(to) };
        const act = { actor, action: 'core.warehouse.rolled_back', subject, ip };
        const before = { generation: from };
        await store.withTenant(actor.tenantId, (tx) =>
          identity.audit.record(tx, { ...act, before, after: { generation: to } }),
        );
        return { from, to };
      },
    }),
  ];
}
