import { addDays } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { dayStart } from '../../domain/business-time.ts';
import { readDifferences } from '../../queries/reconciliation.ts';
import { readSettings } from '../../store/settings.ts';
import type { Effect } from './effect.ts';

/** Compares what was asked with what was paid, of a business day, and keeps what differs with its reason. */
export const forceReconciliation: Effect = {
  async check(c, p) {
    const { rows } = await c.tx.execute<{ made_at: string }>(sql`
      SELECT made_at FROM payops_reconciliations
       WHERE tenant_id = ${c.tenantId} AND day = ${String(p.day)}::date AND withdrawn_at IS NULL ORDER BY made_at DESC LIMIT 1`);
    return { lastMade: rows[0]?.made_at ?? null };
  },
  async apply(c, p) {
    const { timeZone } = await readSettings(c.tx, c.tenantId);
    const day = String(p.day);
    const merchantId = p.merchantId === undefined ? null : String(p.merchantId);
    const span = { from: dayStart(day, timeZone), to: dayStart(addDays(day, 1), timeZone) };
    const { payouts, differences } = await readDifferences(c.tx, {
      tenantId: c.tenantId,
      sight: null,
      merchantId,
      now: new Date(c.now),
      ...span,
    });
    await c.tx.execute(sql`
      INSERT INTO payops_reconciliations (tenant_id, action_id, day, merchant_id, made_at, payouts, differences)
      VALUES (${c.tenantId}, ${c.actionId}, ${day}::date, ${merchantId}, ${c.now}::timestamptz, ${payouts},
              ${JSON.stringify(differences)}::jsonb)`);
    return { payouts, differences: differences.length };
  },
  async revert(c, _p, original) {
    await c.tx.execute(sql`
      UPDATE payops_reconciliations SET withdrawn_at = ${c.now}::timestamptz
       WHERE tenant_id = ${c.tenantId} AND action_id = ${original.id}::uuid`);
    return { withdrawn: original.id };
  },
};
