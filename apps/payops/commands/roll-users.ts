import { isDomainError } from '@griot/kernel';
import type { Store } from '@griot/store';
import { sql } from 'drizzle-orm/sql';

/**
 * Adds the people of the hours that changed to the days that long windows are counted from. A new epoch is opened while nobody
 * writes: what was touched in those before it is committed. Each hour is a transaction of its own; the mark moves when all are
 * done, and whoever dies before does no harm, for people are added once however often. Answers the number of hours; none while
 * the figures are being made again, which holds what this needs: the next time will do.
 */
export async function rollUsers(store: Store, tenantId: string): Promise<number> {
  try {
    return await roll(store, tenantId);
  } catch (error) {
    if (isDomainError(error) && error.code === 'store.contended') return 0;
    throw error;
  }
}

const PATIENCE = sql`SET LOCAL lock_timeout = '5s'`;

async function roll(store: Store, tenantId: string): Promise<number> {
  const span = await store.withTenant(tenantId, async (tx) => {
    await tx.execute(PATIENCE);
    await tx.execute(sql`SELECT pg_advisory_xact_lock(7470511, hashtext(${tenantId}::uuid::text))`);
    const { rows } = await tx.execute<{ closed: string; rolled: string }>(sql`
      UPDATE payops_roll_marks SET epoch = epoch + 1 WHERE tenant_id = ${tenantId} RETURNING epoch - 1 AS closed, rolled`);
    return rows[0];
  });
  if (!span) return 0;
  const { rows: hours } = await store.withTenant(
    tenantId,
    (tx) =>
      tx.execute<{ hour: string }>(sql`
        SELECT DISTINCT hour FROM payops_touched_hours
         WHERE tenant_id = ${tenantId} AND epoch > ${span.rolled}::bigint ORDER BY hour`),
    { readOnly: true },
  );
  for (const { hour } of hours) {
    await store.withTenant(tenantId, async (tx) => {
      await tx.execute(PATIENCE);
      // One at a time gives out numbers of people.
      await tx.execute(sql`SELECT FROM payops_roll_marks WHERE tenant_id = ${tenantId} FOR UPDATE`);
      await tx.execute(sql`SELECT payops_roll_users(${hour}::timestamptz)`);
    });
  }
  await store.withTenant(tenantId, (tx) =>
    tx.execute(sql`
      UPDATE payops_roll_marks SET rolled = ${span.closed}::bigint WHERE tenant_id = ${tenantId} AND rolled < ${span.closed}::bigint`),
  );
  return hours.length;
}
