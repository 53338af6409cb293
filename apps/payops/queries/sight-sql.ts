import { type SQL, sql } from 'drizzle-orm/sql';
import type { Sight } from '../domain/sight.ts';

/** The cells a reader may see, as a condition on `c` (a table or view with tenant_type, entity_id, region). */
export function inSight(sight: Sight | null): SQL {
  if (sight === null) return sql`true`;
  const entities = sight.entities.map(({ tenantType, tenantId }) => `${tenantType}:${tenantId}`);
  return sql`(c.region = ANY (${sql.param(sight.regions)}::text[])
    OR c.tenant_type || ':' || c.entity_id = ANY (${sql.param(entities)}::text[]))`;
}

/** What a person picks among what they may see. `platform` picks all of it. */
export interface Selection {
  tenantType?: string | undefined;
  tenantId?: string | undefined;
  region?: string | undefined;
  country?: string | undefined;
  currency?: string | undefined;
  source?: string | undefined;
}

export function picked(selection: Selection): SQL {
  const { tenantType, tenantId, region, country, currency, source } = selection;
  const parts: SQL[] = [sql`true`];
  if (tenantType === 'region') parts.push(tenantId === undefined ? sql`true` : sql`c.region = ${tenantId}`);
  else if (tenantType !== undefined && tenantType !== 'platform') {
    parts.push(sql`c.tenant_type = ${tenantType}`);
    if (tenantId !== undefined) parts.push(sql`c.entity_id = ${tenantId}`);
  }
  if (region !== undefined) parts.push(sql`c.region = ${region}`);
  if (country !== undefined) parts.push(sql`c.country = ${country}`);
  if (currency !== undefined) parts.push(sql`c.currency = ${currency}`);
  if (source !== undefined) parts.push(sql`c.source = ${source}`);
  return sql.join(parts, sql` AND `);
}
