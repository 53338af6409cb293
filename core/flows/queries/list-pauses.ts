import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { isoTime } from './run-shape.ts';

/** Flows of a tenant that are paused. */
export async function listPauses(
  tx: Tx,
  tenantId: string,
): Promise<{ flow: string; pausedAt: string; pausedBy: string }[]> {
  const { rows } = await tx.execute<{ flow: string; paused_at: string; paused_by: string }>(
    sql`SELECT flow, paused_at, paused_by FROM flow_pauses WHERE tenant_id = ${tenantId} ORDER BY flow`,
  );
  return rows.map((row) => ({ flow: row.flow, pausedAt: isoTime(row.paused_at), pausedBy: row.paused_by }));
}
