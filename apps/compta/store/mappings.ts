import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';

export type MendedColumns = Readonly<Record<string, number>>;

/** Columns that people mended in earlier files of a client, by `type heading`. */
export async function rememberedColumns(
  tx: Tx,
  tenantId: string,
  clientId: string,
): Promise<Map<string, MendedColumns>> {
  const { rows } = await tx.execute<{ type: string; heading: string; columns: MendedColumns }>(sql`
    SELECT type, heading, columns FROM compta_mappings WHERE tenant_id = ${tenantId} AND client_id = ${clientId}`);
  return new Map(rows.map(({ type, heading, columns }) => [`${type} ${heading}`, columns]));
}

export async function rememberColumns(
  tx: Tx,
  o: {
    tenantId: string;
    clientId: string;
    type: string;
    heading: string;
    columns: MendedColumns;
    by: string | null;
    now: Date;
  },
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO compta_mappings (tenant_id, client_id, type, heading, columns, said_by, said_at)
    VALUES (${o.tenantId}, ${o.clientId}, ${o.type}, ${o.heading}, ${JSON.stringify(o.columns)}::jsonb, ${o.by}, ${o.now.toISOString()}::timestamptz)
    ON CONFLICT (tenant_id, client_id, type, heading) DO UPDATE
      SET columns = compta_mappings.columns || excluded.columns, said_by = excluded.said_by, said_at = excluded.said_at`);
}
