import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';

export interface Share {
  kind: 'tenant' | 'role' | 'user';
  /** A role's name or a person's id; empty for everybody. */
  grantee: string;
  access: 'view' | 'edit';
}

export async function readShares(tx: Tx, tenantId: string, dashboardId: string): Promise<Share[]> {
  const { rows } = await tx.execute<Share & Record<string, unknown>>(sql`
    SELECT kind, grantee, access FROM dashboard_shares
    WHERE tenant_id = ${tenantId} AND dashboard_id = ${dashboardId}::uuid ORDER BY kind, grantee`);
  return rows.map(({ kind, grantee, access }) => ({ kind, grantee, access }));
}

/** Puts these grants in the place of those that were there. */
export async function replaceShares(tx: Tx, tenantId: string, dashboardId: string, shares: Share[]): Promise<void> {
  await tx.execute(sql`
    DELETE FROM dashboard_shares WHERE tenant_id = ${tenantId} AND dashboard_id = ${dashboardId}::uuid`);
  await tx.execute(sql`
    INSERT INTO dashboard_shares (tenant_id, dashboard_id, kind, grantee, access)
    SELECT ${tenantId}::uuid, ${dashboardId}::uuid, kind, grantee, access
    FROM jsonb_to_recordset(${JSON.stringify(shares)}::jsonb) AS s(kind text, grantee text, access text)`);
}
