import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Controls } from '../simulator/simulator-state.ts';

export type ControlName = 'payout_paused' | 'merchant_frozen' | 'wallet_frozen' | 'hold' | 'route' | 'threshold';

export interface Control {
  control: ControlName;
  target: string;
  value: Record<string, unknown>;
  actionId: string | null;
  since: string;
}

interface ControlRow extends Record<string, unknown> {
  control: ControlName;
  target: string;
  value: Record<string, unknown>;
  action_id: string | null;
  since: string;
}

export async function listControls(tx: Tx, tenantId: string): Promise<Control[]> {
  const { rows } = await tx.execute<ControlRow>(sql`
    SELECT control, target, value, action_id, since FROM payops_controls WHERE tenant_id = ${tenantId} ORDER BY since, target`);
  return rows.map((row) => ({
    ...{ control: row.control, target: row.target, value: row.value, actionId: row.action_id },
    since: new Date(row.since).toISOString(),
  }));
}

/** What traffic meets now, and the float adjustments after number `after`. */
export async function readControls(tx: Tx, tenantId: string, after: number): Promise<Controls> {
  const controls = await listControls(tx, tenantId);
  const targets = (name: ControlName) =>
    new Set(controls.filter(({ control }) => control === name).map(({ target }) => target));
  const { rows } = await tx.execute<{ n: string; agent_id: string; amount: string }>(sql`
    SELECT n, agent_id, amount FROM payops_float_adjustments WHERE tenant_id = ${tenantId} AND n > ${after} ORDER BY n`);
  return {
    pausedPayouts: targets('payout_paused'),
    frozenMerchants: targets('merchant_frozen'),
    frozenWallets: targets('wallet_frozen'),
    holds: targets('hold'),
    routes: new Map(
      controls.flatMap(({ control, target, value }) =>
        control === 'route' ? [[target, String(value.route)] as const] : [],
      ),
    ),
    floatAdjustments: rows.map(({ n, agent_id, amount }) => ({
      n: Number(n),
      agentId: agent_id,
      amount: Number(amount),
    })),
  };
}
