import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Sight } from '../domain/sight.ts';

export interface AgentRow {
  id: string;
  name: string;
  country: string;
  region: string;
  city: string;
  currency: string;
  latitude: number;
  longitude: number;
  /** Minor units. */
  float: string;
  salesToday: string;
  lastSeen: string;
  /** Metres from the point asked about. */
  distance: number | null;
}

/**
 * Agents within a radius, nearest first; without a point, all of them by what they hold. Distances on the sphere
 * (earthdistance): the box of the index first, then the exact distance.
 */
export async function readAgents(
  tx: Tx,
  o: {
    tenantId: string;
    sight: Sight | null;
    near: { latitude: number; longitude: number; radius: number } | null;
    region?: string | undefined;
    limit: number;
  },
): Promise<AgentRow[]> {
  const { sight, near } = o;
  const agents =
    sight?.entities.filter(({ tenantType }) => tenantType === 'agent').map(({ tenantId }) => tenantId) ?? [];
  const seen =
    sight === null
      ? sql`true`
      : sql`(a.region = ANY (${sql.param(sight.regions)}::text[]) OR a.agent_id = ANY (${sql.param(agents)}::text[]))`;
  const point = near && sql`ll_to_earth(${near.latitude}, ${near.longitude})`;
  const within = near
    ? sql`earth_box(${point}, ${near.radius}) @> a.point AND earth_distance(${point}, a.point) <= ${near.radius}`
    : sql`true`;
  const distance = near ? sql`earth_distance(${point}, a.point)` : sql`NULL::float8`;
  const { rows } = await tx.execute<
    Record<string, string> & { latitude: number; longitude: number; distance: number | null }
  >(sql`
    SELECT agent_id, name, country, region, city, currency, latitude, longitude, float::text AS float, sales_today::text AS sales_today,
           to_char(last_seen AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS last_seen, ${distance} AS distance
      FROM agent_locations a
     WHERE a.tenant_id = ${o.tenantId} AND ${seen} AND ${within} AND ${o.region === undefined ? sql`true` : sql`a.region = ${o.region}`}
     ORDER BY ${near ? sql`distance, agent_id` : sql`float, agent_id`} LIMIT ${o.limit}`);
  return rows.map((row) => ({
    ...{ id: row.agent_id ?? '', name: row.name ?? '', country: row.country ?? '', region: row.region ?? '' },
    ...{ city: row.city ?? '', currency: row.currency ?? '', latitude: row.latitude, longitude: row.longitude },
    ...{ float: row.float ?? '0', salesToday: row.sales_today ?? '0', lastSeen: row.last_seen ?? '' },
    distance: row.distance === null ? null : Math.round(row.distance),
  }));
}
