import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Usage } from '../drive-types.ts';
import { lockDrive } from '../store/rows.ts';
import type { Drive } from './drive.ts';

interface UsageRow extends Record<string, unknown> {
  bytes: string;
  quota_bytes: string | null;
}

/** Before a content arrives: bytes that still fit, as far as is known then. */
export async function readRoom(drive: Drive, tenantId: string): Promise<{ room: number; quotaBytes: number | null }> {
  const { bytes, quotaBytes } = await drive.store.withTenant(tenantId, (tx) => readRow(drive, tx), { readOnly: true });
  return { room: quotaBytes === null ? Number.POSITIVE_INFINITY : Math.max(0, quotaBytes - bytes), quotaBytes };
}

export function readUsage(drive: Drive, tenantId: string): Promise<Usage> {
  return drive.store.withTenant(
    tenantId,
    async (tx) => {
      const counted = await tx.execute<{ n: string }>(
        sql`SELECT count(*) AS n FROM files_entries WHERE deleted_at IS NULL`,
      );
      return { ...(await readRow(drive, tx)), files: Number(counted.rows[0]?.n ?? 0) };
    },
    { readOnly: true },
  );
}

async function readRow(drive: Drive, tx: Tx): Promise<{ bytes: number; quotaBytes: number | null }> {
  const result = await tx.execute<UsageRow>(sql`SELECT bytes, quota_bytes FROM files_usage`);
  const row = result.rows[0];
  const own = row?.quota_bytes ?? null;
  return { bytes: Number(row?.bytes ?? 0), quotaBytes: own === null ? drive.defaultQuotaBytes : Number(own) };
}

export async function setQuota(drive: Drive, tenantId: string, quotaBytes: number | null): Promise<void> {
  if (quotaBytes !== null && !(Number.isSafeInteger(quotaBytes) && quotaBytes >= 0)) {
    throw new DomainError({ code: 'files.quota_invalid', kind: 'invalid', details: { quotaBytes } });
  }
  await drive.store.withTenant(tenantId, async (tx) => {
    await lockDrive(tx, tenantId);
    await tx.execute(sql`UPDATE files_usage SET quota_bytes = ${quotaBytes} WHERE tenant_id = ${tenantId}`);
  });
}
