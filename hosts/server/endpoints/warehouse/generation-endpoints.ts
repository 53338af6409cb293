import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import type { InstalledProjects } from '../../installed-projects.ts';
import { compareMetrics, metricDifference } from './compare-metrics.ts';
import { rollBack } from './roll-back.ts';

const id = z.number().int().positive();
const pair = z.object({ from: z.coerce.number().pipe(id), to: z.coerce.number().pipe(id) });
const generation = z.object({
  id,
  publishedAt: z.string(),
  buildId: z.string(),
  project: z.string(),
  tests: z.object({ passed: z.number(), warned: z.number(), failed: z.number() }),
  relations: z.number().describe('how many models, seeds and snapshots'),
  rebuilt: z.number().describe('how many of them this generation made; the others are those of the one before'),
  isCurrent: z.boolean(),
});

/** What readers have had and have: list, compare two by rows and by metrics, and go back, which the audit remembers. */
export function generationEndpoints(
  services: Pick<Services, 'store' | 'identity' | 'warehouse' | 'metrics' | 'live'>,
  projects: InstalledProjects,
): Endpoint[] {
  const { warehouse } = services;
  const head = { tags: ['warehouse'], permission: 'core.warehouse.read' as const };
  return [
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/warehouse/generations',
      summary: 'Generations that are kept, newest first',
      data: z.object({ items: z.array(generation) }),
      handler: async ({ actor }) => {
        const tenant = warehouse.tenant(actor.tenantId);
        const [kept, current] = await Promise.all([tenant.generations(), tenant.current()]);
        const items = kept.map((one) => ({
          ...one,
          relations: one.nodes.length,
          rebuilt: one.nodes.filter((node) => node.status === 'built').length,
          isCurrent: one.id === current?.id,
        }));
        return { items };
      },
    }),
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/warehouse/generations/compare',
      summary: 'What differs between two kept generations, relation by relation',
      query: pair,
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
      ...head,
      method: 'GET',
      path: '/api/warehouse/generations/compare/metrics',
      summary: 'The total of every declared metric on two kept generations, narrowed to what the reader may see',
      query: pair,
      data: z.object({ from: id, to: id, metrics: z.array(metricDifference) }),
      handler: async ({ actor, query: { from, to }, signal }) => {
        refuseWithout(actor, 'core.metrics.read');
        const installed = await projects.of(actor.applications);
        const kept = new Set((await warehouse.tenant(actor.tenantId).generations()).map((one) => one.id));
        for (const asked of [from, to])
          if (!kept.has(asked))
            throw new DomainError({
              code: 'warehouse.generation_unknown',
              kind: 'not_found',
              details: { generation: asked },
            });
        return { from, to, metrics: await compareMetrics(services.metrics, actor, installed, { from, to, signal }) };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/warehouse/generations/rollback',
      summary: 'Show readers a kept generation again, until the next publication; nothing is deleted',
      tags: ['warehouse'],
      permission: 'core.warehouse.rollback',
      body: z.object({ generation: id }),
      data: z.object({ from: id.nullable(), to: id }),
      handler: ({ actor, body, ip }) => rollBack(services, actor, ip, body.generation),
    }),
  ];
}

function refuseWithout(actor: Actor, permission: string): void {
  if (actor.permissions.has(permission)) return;
  throw new DomainError({ code: 'auth.forbidden', kind: 'forbidden', details: { permission } });
}
