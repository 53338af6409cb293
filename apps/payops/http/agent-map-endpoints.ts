import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import type { Actor } from '@griot/identity';
import { cellToBoundary, latLngToCell } from 'h3-js';
import { z } from 'zod';
import { type Holder, isLow, suggestRebalancing } from '../domain/rebalance.ts';
import { type AgentRow, readAgents } from '../queries/agents.ts';
import { agentCell, rebalancing } from './contract.ts';
import { readerOf } from './sight.ts';

const tags = ['payops: network'];
/** What one answer looks at; the emptiest first. */
const MOST = 5_000;

/** Agents by cells of the H3 grid, and who should be given float. */
export function agentMapEndpoints({ store }: Services): Endpoint[] {
  const agentsOf = (actor: Actor, region: string | undefined): Promise<AgentRow[]> => {
    const reader = readerOf(actor);
    const asked = { ...reader, near: null, region, limit: MOST };
    return store.withTenant(reader.tenantId, (tx) => readAgents(tx, asked), { readOnly: true });
  };
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/agents/clusters',
      summary: 'Agents by cell of the H3 grid: how many, how many of them low, what they hold by currency',
      tags,
      permission: 'payops.agents.read',
      query: z.object({
        resolution: z.coerce.number().int().min(2).max(9).default(4),
        region: z.string().max(80).optional(),
      }),
      data: z.object({ items: z.array(agentCell) }),
      handler: async ({ actor, query: { resolution, region } }) => {
        const cells = new Map<string, AgentRow[]>();
        for (const one of await agentsOf(actor, region)) {
          const cell = latLngToCell(one.latitude, one.longitude, resolution);
          cells.set(cell, [...(cells.get(cell) ?? []), one]);
        }
        return { items: [...cells].map(([cell, agents]) => presentCell(cell, agents)) };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/agents/rebalancing',
      summary: 'Who should be given float, how much, and by which neighbour; the emptiest first',
      tags,
      permission: 'payops.agents.read',
      query: z.object({ region: z.string().max(80).optional() }),
      data: z.object({ items: z.array(rebalancing) }),
      handler: async ({ actor, query: { region } }) => {
        const found = suggestRebalancing((await agentsOf(actor, region)).map(holderOf));
        return {
          items: found.map((one) => ({ ...one, float: one.float.toString(), amount: one.amount.toString() })),
        };
      },
    }),
  ];
}

const holderOf = ({ id, name, currency, latitude, longitude, float, salesToday }: AgentRow): Holder => ({
  ...{ id, name, currency, latitude, longitude, float: BigInt(float), salesToday: BigInt(salesToday) },
});

function presentCell(cell: string, agents: readonly AgentRow[]) {
  const floats: Record<string, string> = {};
  for (const { currency, float } of agents)
    floats[currency] = (BigInt(floats[currency] ?? '0') + BigInt(float)).toString();
  return {
    cell,
    // GeoJSON's order: longitude first, and the ring closed.
    ring: cellToBoundary(cell, true).map(([longitude = 0, latitude = 0]) => [longitude, latitude] as [number, number]),
    place: [...new Set(agents.map(({ city }) => city))].sort().slice(0, 3).join(', '),
    agents: agents.length,
    low: agents.filter((one) => isLow(holderOf(one))).length,
    floats,
    agentIds: agents.map(({ id }) => id),
  };
}
