import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Network } from '../simulator/network.ts';

/** Names of merchants, agents and banks; what is there already is renamed. */
export async function putEntities(tx: Tx, tenantId: string, network: Network): Promise<void> {
  const of =
    (tenantType: string) =>
    (one: { id: string; name: string; country: string; region: string; city: string; currency: string }) => ({
      ...{
        tenantType,
        id: one.id,
        name: one.name,
        country: one.country,
        region: one.region,
        city: one.city,
        currency: one.currency,
      },
      sector: 'sector' in one ? String(one.sector) : null,
    });
  const rows = [
    ...network.merchants.map(of('merchant')),
    ...network.agents.map(of('agent')),
    ...network.banks.map(of('bank')),
  ];
  await tx.execute(sql`
    INSERT INTO payops_entities (tenant_id, tenant_type, entity_id, name, country, region, city, currency, sector)
    SELECT ${tenantId}::uuid, r."tenantType", r.id, r.name, r.country, r.region, r.city, r.currency, r.sector
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS r("tenantType" text, id text, name text, country text, region text, city text, currency text, sector text)
    ON CONFLICT (tenant_id, tenant_type, entity_id) DO UPDATE SET name = excluded.name`);
}
