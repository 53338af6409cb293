import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';

export type NoticeKind = 'loaded' | 'restored' | 'deleted' | 'failed';

export interface Notice {
  id: string;
  clientId: string;
  batchId: string;
  what: NoticeKind;
  clientName: string;
  periodStart: string;
  periodEnd: string;
}

const SHOWN = 30;

export async function insertNotice(tx: Tx, o: Notice & { tenantId: string; now: Date }): Promise<void> {
  await tx.execute(sql`
    INSERT INTO compta_notices (tenant_id, id, client_id, batch_id, what, client_name, period_start, period_end, at)
    VALUES (${o.tenantId}, ${o.id}, ${o.clientId}, ${o.batchId}, ${o.what}, ${o.clientName}, ${o.periodStart}::date,
      ${o.periodEnd}::date, ${o.now.toISOString()}::timestamptz)`);
}

/** Newest first; `only`: of the clients that the reader may see. */
export async function listNotices(
  tx: Tx,
  o: { tenantId: string; userId: string; only: readonly string[] | null },
): Promise<(Notice & { at: string; read: boolean })[]> {
  const seen = o.only === null ? sql`` : sql`AND n.client_id::text = ANY(${sql.param(o.only)}::text[])`;
  const { rows } = await tx.execute(sql`
    SELECT n.id, n.client_id AS "clientId", n.batch_id AS "batchId", n.what, n.client_name AS "clientName",
      n.period_start::text AS "periodStart", n.period_end::text AS "periodEnd",
      to_char(n.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, coalesce(n.at <= r.read_at, false) AS read
    FROM compta_notices n LEFT JOIN compta_notices_read r ON r.tenant_id = n.tenant_id AND r.user_id::text = ${o.userId}
    WHERE n.tenant_id = ${o.tenantId} ${seen} ORDER BY n.at DESC, n.id DESC LIMIT ${SHOWN}`);
  return rows as unknown as (Notice & { at: string; read: boolean })[];
}

export async function readNotices(tx: Tx, o: { tenantId: string; userId: string; now: Date }): Promise<void> {
  await tx.execute(sql`
    INSERT INTO compta_notices_read (tenant_id, user_id, read_at)
    VALUES (${o.tenantId}, ${o.userId}, ${o.now.toISOString()}::timestamptz)
    ON CONFLICT (tenant_id, user_id) DO UPDATE SET read_at = excluded.read_at`);
}
