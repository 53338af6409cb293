import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';

/**
 * Batches that nobody is shown any more since before `before`: their rows leave the warehouse. Marked first: from then on a
 * restoration reads the files. Those marked earlier come again, in case their rows were not gone yet.
 */
export async function markPurged(tx: Tx, o: { tenantId: string; before: Date; now: Date }): Promise<string[]> {
  const before = sql`${o.before.toISOString()}::timestamptz`;
  const hidden = sql`tenant_id = ${o.tenantId} AND status IN ('COMPLETED', 'FAILED')
    AND (status = 'FAILED' OR replaced_by IS NOT NULL OR deleted_at IS NOT NULL)`;
  await tx.execute(sql`
    UPDATE comptable_periods SET purged_at = ${o.now.toISOString()}::timestamptz
    WHERE ${hidden} AND purged_at IS NULL AND coalesce(deleted_at, processed_at, created_at) <= ${before}
      AND NOT EXISTS (SELECT 1 FROM comptable_periods next WHERE next.tenant_id = comptable_periods.tenant_id
        AND next.batch_id = comptable_periods.replaced_by AND coalesce(next.processed_at, next.created_at) > ${before})`);
  const { rows } = await tx.execute<{ id: string }>(sql`
    SELECT batch_id::text AS id FROM comptable_periods WHERE ${hidden} AND purged_at IS NOT NULL AND NOT rows_gone ORDER BY batch_id`);
  return rows.map(({ id }) => id);
}

export async function rowsGone(tx: Tx, tenantId: string, batchIds: readonly string[]): Promise<void> {
  await tx.execute(sql`
    UPDATE comptable_periods SET rows_gone = true
    WHERE tenant_id = ${tenantId} AND batch_id::text = ANY(${sql.param(batchIds)}::text[]) AND purged_at IS NOT NULL`);
}
