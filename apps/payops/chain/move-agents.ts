import type { EventBatch } from '@griot/events';
import { sql } from 'drizzle-orm/sql';
import { kindOf, type Payload } from '../domain/event-types.ts';

/** Where agents are, what they hold: the newest heartbeat by its own time, whatever order they come in. */
export async function moveAgents({ tx, events }: EventBatch): Promise<void> {
  const newest = new Map<string, Payload>();
  for (const { type, payload } of events) {
    if (kindOf(type) !== 'agent.heartbeat') continue;
    const beat = payload as unknown as Payload;
    const before = newest.get(beat.tenantId);
    if (!before || Date.parse(beat.time) > Date.parse(before.time)) newest.set(beat.tenantId, beat);
  }
  if (newest.size === 0) return;
  await tx.execute(sql`
    INSERT INTO agent_locations AS a (tenant_id, agent_id, name, country, region, city, currency, latitude, longitude, float,
                                      sales_today, last_seen)
    SELECT griot.current_tenant(), b."tenantId", coalesce(b.name, b."tenantId"), b.country, b.region, b.city, b.currency, b.latitude,
           b.longitude, b.float, coalesce(b."salesToday", 0), b.time
      FROM jsonb_to_recordset(${JSON.stringify([...newest.values()])}::jsonb)
        AS b("tenantId" text, name text, country text, region text, city text, currency text, latitude float8, longitude float8,
             float bigint, "salesToday" bigint, time timestamptz)
     ORDER BY b."tenantId"
    ON CONFLICT (tenant_id, agent_id) DO UPDATE SET name = excluded.name, country = excluded.country, region = excluded.region,
      city = excluded.city, currency = excluded.currency, latitude = excluded.latitude, longitude = excluded.longitude,
      float = excluded.float, sales_today = excluded.sales_today, last_seen = excluded.last_seen
     WHERE a.last_seen < excluded.last_seen`);
}
