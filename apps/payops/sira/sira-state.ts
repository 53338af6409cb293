import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';

export interface SiraState {
  lookedAt: string | null;
  trainedAt: string | null;
  /** Why a model is not there: its name, and a code. */
  silent: Record<string, string>;
  selfApply: boolean;
  /** Minor units of the reporting currency. */
  dayBudget: number;
  changedBy: string | null;
  changedAt: string | null;
}

export async function readSiraState(tx: Tx, tenantId: string): Promise<SiraState> {
  const { rows } = await tx.execute<Record<string, unknown>>(
    sql`SELECT * FROM payops_sira_state WHERE tenant_id = ${tenantId}`,
  );
  const row = rows[0];
  const iso = (value: unknown) =>
    value === null || value === undefined ? null : new Date(String(value)).toISOString();
  return {
    ...{ lookedAt: iso(row?.looked_at), trainedAt: iso(row?.trained_at) },
    silent: (row?.silent as Record<string, string> | undefined) ?? {},
    ...{ selfApply: row?.self_apply === true, dayBudget: Number(row?.day_budget ?? 0) },
    ...{ changedBy: (row?.changed_by as string | null | undefined) ?? null, changedAt: iso(row?.changed_at) },
  };
}

export async function sayTrained(tx: Tx, tenantId: string, silent: Record<string, string>, now: Date): Promise<void> {
  const at = now.toISOString();
  await tx.execute(sql`
    INSERT INTO payops_sira_state (tenant_id, trained_at, silent) VALUES (${tenantId}, ${at}::timestamptz, ${JSON.stringify(silent)}::jsonb)
    ON CONFLICT (tenant_id) DO UPDATE SET trained_at = excluded.trained_at, silent = excluded.silent`);
}

export async function sayLooked(tx: Tx, tenantId: string, now: Date): Promise<void> {
  await tx.execute(sql`
    INSERT INTO payops_sira_state (tenant_id, looked_at) VALUES (${tenantId}, ${now.toISOString()}::timestamptz)
    ON CONFLICT (tenant_id) DO UPDATE SET looked_at = excluded.looked_at`);
}

export async function saveSiraSettings(
  tx: Tx,
  tenantId: string,
  o: { selfApply: boolean; dayBudget: number; by: string; now: Date },
): Promise<void> {
  const at = o.now.toISOString();
  await tx.execute(sql`
    INSERT INTO payops_sira_state (tenant_id, self_apply, day_budget, changed_by, changed_at)
    VALUES (${tenantId}, ${o.selfApply}, ${o.dayBudget}, ${o.by}, ${at}::timestamptz)
    ON CONFLICT (tenant_id) DO UPDATE SET self_apply = excluded.self_apply, day_budget = excluded.day_budget,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at`);
}
