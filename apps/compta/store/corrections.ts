import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { FileType } from '../domain/ledger-types.ts';

export interface FileCorrection {
  fileId: string;
  type?: FileType | undefined;
  /** Where roles stand; numbers from 0. */
  columns?: Readonly<Record<string, number>> | undefined;
}

/** A batch whose files are to be read again, with what a person says of them. False: it is not one that can be corrected. */
export async function correctBatch(
  tx: Tx,
  o: {
    tenantId: string;
    batchId: string;
    period: { start: string; end: string } | undefined;
    files: readonly FileCorrection[];
  },
): Promise<boolean> {
  const { tenantId, batchId, period } = o;
  const { rows } = await tx.execute(sql`
    UPDATE comptable_periods SET status = 'VALIDATING', error = NULL,
      stated_start = coalesce(${period?.start ?? null}::date, stated_start),
      stated_end = coalesce(${period?.end ?? null}::date, stated_end)
    WHERE tenant_id = ${tenantId} AND batch_id = ${batchId} AND status IN ('PENDING', 'FAILED') AND processed_at IS NULL
    RETURNING batch_id`);
  if (rows.length === 0) return false;
  for (const { fileId, type, columns = {} } of o.files) {
    await tx.execute(sql`
      UPDATE compta_files SET type = coalesce(${type ?? null}, type), asserted = asserted OR ${type !== undefined},
        columns = columns || ${JSON.stringify(columns)}::jsonb
      WHERE tenant_id = ${tenantId} AND batch_id = ${batchId} AND id = ${fileId}`);
  }
  return true;
}
