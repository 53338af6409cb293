import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { DomainError } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { z } from 'zod';
import { AGGREGATE_GROUP } from '../chain/aggregate-events.ts';
import { TENANT_TYPES } from '../domain/event-types.ts';
import { readAgents } from '../queries/agents.ts';
import { inSight } from '../queries/sight-sql.ts';
import { readSimulator, steerSimulator } from '../store/simulators.ts';
import { agent, health, simulator } from './contract.ts';
import { readerOf, wholePlatform } from './sight.ts';

const tags = ['payops: network'];

/** Agents, entities, how the chain is, and the simulator of a demonstration. */
export function networkEndpoints(services: Services): Endpoint[] {
  const { store, events, identity, clock } = services;
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/agents/nearby',
      summary: 'Agents within a radius of a point, nearest first; without a point all, lowest float first',
      tags,
      permission: 'payops.agents.read',
      query: z
        .object({
          lat: z.coerce.number().min(-90).max(90).optional(),
          lon: z.coerce.number().min(-180).max(180).optional(),
          radius: z.coerce.number().min(1).max(5_000_000).default(10_000).describe('Metres'),
          region: z.string().max(80).optional(),
          limit: z.coerce.number().int().min(1).max(2000).default(500),
        })
        .refine(({ lat, lon }) => (lat === undefined) === (lon === undefined), {
          path: ['lon'],
          message: 'lat and lon go together',
        }),
      data: z.object({ items: z.array(agent) }),
      handler: async ({ actor, query: { lat, lon, radius, region, limit } }) => {
        const near = lat === undefined || lon === undefined ? null : { latitude: lat, longitude: lon, radius };
        const reader = readerOf(actor);
        const items = await store.withTenant(
          reader.tenantId,
          (tx) => readAgents(tx, { ...reader, near, region, limit }),
          {
            readOnly: true,
          },
        );
        return { items };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/entities',
      summary: 'Merchants, agents and banks by name',
      tags,
      permission: 'payops.dashboard.read',
      query: z.object({
        type: z.enum(TENANT_TYPES).optional(),
        search: z.string().trim().max(80).optional(),
        limit: z.coerce.number().int().min(1).max(500).default(200),
      }),
      data: z.object({
        items: z.array(
          z.object({
            ...{ tenantType: z.string(), id: z.string(), name: z.string(), region: z.string(), city: z.string() },
            ...{ country: z.string(), currency: z.string() },
          }),
        ),
      }),
      handler: async ({ actor, query: { type, search, limit } }) => {
        const { tenantId, sight } = readerOf(actor);
        const like = search === undefined ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`;
        const { rows } = await store.withTenant(
          tenantId,
          (tx) =>
            tx.execute<Record<'tenantType' | 'id' | 'name' | 'region' | 'city' | 'country' | 'currency', string>>(sql`
              SELECT c.tenant_type AS "tenantType", c.entity_id AS id, c.name, c.region, c.city, c.country, c.currency
                FROM payops_entities c
               WHERE c.tenant_id = ${tenantId} AND ${inSight(sight)} AND ${type === undefined ? sql`true` : sql`c.tenant_type = ${type}`}
                 AND ${like === null ? sql`true` : sql`(c.name ILIKE ${like} OR c.entity_id ILIKE ${like})`}
               ORDER BY c.name, c.entity_id LIMIT ${limit}`),
          { readOnly: true },
        );
        return { items: rows.map((row) => ({ ...row })) };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/health',
      summary: 'How far figures are behind events, and how old the ready answers are',
      tags,
      permission: 'payops.dashboard.read',
      data: health,
      handler: async ({ actor }) => {
        const { tenantId, sight } = readerOf(actor);
        // Counts of the whole platform are not for those who see a part of it.
        if (sight !== null) return { lag: null, deadLetters: null, snapshotAgeSeconds: null, simulator: null };
        const group = (await events.groups(tenantId)).find((one) => one.group === AGGREGATE_GROUP);
        const waiting = await events.deadLetters(tenantId, { state: 'open' }, { limit: 200 });
        return store.withTenant(
          tenantId,
          async (tx) => {
            const { rows } = await tx.execute<{ at: string | null }>(sql`
              SELECT max(computed_at) AS at FROM dash_snapshots WHERE tenant_id = ${tenantId} AND tenant_type = 'platform'`);
            const at = rows[0]?.at;
            const age = at ? Math.max(0, Math.round((clock.now().getTime() - Date.parse(at)) / 1000)) : null;
            return {
              lag: group?.lag ?? 0,
              deadLetters: waiting.items.length,
              snapshotAgeSeconds: age,
              simulator: await readSimulator(tx, tenantId),
            };
          },
          { readOnly: true },
        );
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboard/simulator',
      summary: 'Start, stop and pace the simulated traffic',
      tags,
      permission: 'payops.simulator.manage',
      body: z.object({ running: z.boolean(), rate: z.number().min(0.1).max(200) }),
      data: simulator,
      handler: async ({ actor, body, ip }) => {
        wholePlatform(actor);
        return store.withTenant(actor.tenantId, async (tx) => {
          const there = await steerSimulator(tx, actor.tenantId, { ...body, now: clock.now() });
          const view = there ? await readSimulator(tx, actor.tenantId) : null;
          if (view === null) throw new DomainError({ code: 'payops.no_simulator', kind: 'not_found' });
          const subject = { type: 'payops.simulator', id: actor.tenantId };
          await identity.audit.record(tx, { actor, action: 'payops.simulator.steered', subject, after: body, ip });
          return view;
        });
      },
    }),
  ];
}
