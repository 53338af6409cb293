import type { Services } from '@griot/application';
import { isDomainError } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';

interface Left {
  tenant_id: string;
  id: string;
  from_generation: string;
  to_generation: string;
}

/**
 * Takes back moves of the published generation whose process died before the audit had them: readers get what they had. One that
 * is worked on is locked and passed over; a generation published since is left alone. Done twice it does no harm. Of one tenant,
 * or of all at the start of a server. Answers how many were taken back.
 */
export async function mendMoves(
  { store, warehouse }: Pick<Services, 'store' | 'warehouse'>,
  tenantId: string | null,
): Promise<number> {
  const left = await store.withSystem(async (tx) => {
    const own = tenantId === null ? sql`true` : sql`tenant_id = ${tenantId}`;
    const { rows } = await tx.execute(
      sql`SELECT tenant_id, id, from_generation, to_generation FROM warehouse_moves WHERE ${own} ORDER BY begun_at`,
    );
    return rows as unknown as Left[];
  });
  let mended = 0;
  for (const { tenant_id, id, from_generation, to_generation } of left) {
    await store.withTenant(tenant_id, async (tx) => {
      const { rows } = await tx.execute(sql`DELETE FROM warehouse_moves WHERE id IN (
        SELECT id FROM warehouse_moves WHERE id = ${id} FOR UPDATE SKIP LOCKED) RETURNING id`);
      if (rows.length === 0) return;
      const tenant = warehouse.tenant(tenant_id);
      if ((await tenant.current())?.id !== Number(to_generation)) return;
      try {
        await tenant.rollback(Number(from_generation));
        mended += 1;
      } catch (error) {
        // What readers had is gone for good: they keep what they have.
        if (!isDomainError(error) || error.code !== 'warehouse.generation_unknown') throw error;
      }
    });
  }
  return mended;
}
