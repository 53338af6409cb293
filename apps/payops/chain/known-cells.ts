import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Payload } from '../domain/event-types.ts';

/** Cells are few and never change: what a process has once seen committed it need not ask for again. */
const MOST_KNOWN = 200_000;

export const cellKey = (p: Payload): string =>
  `${p.tenantType}\u001f${p.tenantId}\u001f${p.country}\u001f${p.region}\u001f${p.city}\u001f${p.currency}\u001f${p.source}`;

interface CellRow extends Record<string, unknown> {
  cell: number;
  key: string;
}

export interface KnownCells {
  /** The number of each event's cell; cells that are new are made in the transaction. */
  numbers(tx: Tx, tenantId: string, payloads: readonly Payload[]): Promise<number[]>;
}

export function createKnownCells(): KnownCells {
  const byTenant = new Map<string, Map<string, number>>();
  return {
    async numbers(tx, tenantId, payloads) {
      let known = byTenant.get(tenantId);
      if (!known || known.size > MOST_KNOWN) {
        known = new Map();
        byTenant.set(tenantId, known);
      }
      const keys = payloads.map(cellKey);
      const missing = new Map<string, Payload>();
      keys.forEach((key, n) => {
        const payload = payloads[n];
        if (payload && !known.has(key)) missing.set(key, payload);
      });
      const own = new Map<string, number>();
      if (missing.size > 0) {
        for (const { key, cell } of await find(tx, missing)) {
          known.set(key, cell);
          missing.delete(key);
        }
        // Made here, they are gone with this transaction if it fails: remembered by those who find them committed.
        if (missing.size > 0) {
          await make(tx, missing);
          for (const { key, cell } of await find(tx, missing)) own.set(key, cell);
        }
      }
      return keys.map((key) => known.get(key) ?? own.get(key) ?? 0);
    },
  };
}

const FIELDS = `"tenantType" text, "tenantId" text, country text, region text, city text, currency text, source text`;
const asJson = (cells: ReadonlyMap<string, Payload>): string =>
  JSON.stringify(
    [...cells].map(([key, { tenantType, tenantId, country, region, city, currency, source }]) => ({
      ...{ key, tenantType, tenantId, country, region, city, currency, source },
    })),
  );

async function find(tx: Tx, cells: ReadonlyMap<string, Payload>): Promise<CellRow[]> {
  const { rows } = await tx.execute<CellRow>(sql`
    SELECT c.cell, w.key FROM jsonb_to_recordset(${asJson(cells)}::jsonb) AS w(key text, ${sql.raw(FIELDS)})
      JOIN payops_cells c ON c.tenant_id = griot.current_tenant() AND c.tenant_type = w."tenantType" AND c.entity_id = w."tenantId"
       AND c.country = w.country AND c.region = w.region AND c.city = w.city AND c.currency = w.currency AND c.source = w.source`);
  return rows;
}

/** With the two scopes each belongs to, which others may be making at this moment: made in one order, read when they are there. */
async function make(tx: Tx, cells: ReadonlyMap<string, Payload>): Promise<void> {
  const wanted = sql`jsonb_to_recordset(${asJson(cells)}::jsonb) AS w(key text, ${sql.raw(FIELDS)})`;
  await tx.execute(sql`
    INSERT INTO payops_scopes (tenant_id, tenant_type, country, region, currency, source)
    SELECT griot.current_tenant(), v.* FROM (
      SELECT '*', '*', '*', w.currency, '*' FROM ${wanted} UNION
      SELECT w."tenantType", w.country, w.region, w.currency, w.source FROM ${wanted}) AS v ORDER BY 2, 3, 4, 5, 6
    ON CONFLICT DO NOTHING`);
  await tx.execute(sql`
    INSERT INTO payops_cells (tenant_id, tenant_type, entity_id, country, region, city, currency, source, whole, place)
    SELECT griot.current_tenant(), w."tenantType", w."tenantId", w.country, w.region, w.city, w.currency, w.source, a.scope, s.scope
      FROM ${wanted}
      JOIN payops_scopes a ON a.tenant_id = griot.current_tenant() AND a.tenant_type = '*' AND a.currency = w.currency
      JOIN payops_scopes s ON s.tenant_id = a.tenant_id AND s.tenant_type = w."tenantType" AND s.country = w.country
       AND s.region = w.region AND s.currency = w.currency AND s.source = w.source
     ORDER BY w.key
    ON CONFLICT DO NOTHING`);
}
