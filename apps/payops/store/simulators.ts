import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { SimulatorState } from '../simulator/simulator-state.ts';

export interface SimulatorView {
  running: boolean;
  rate: number;
  simulatedTo: string;
}

export async function readSimulator(tx: Tx, tenantId: string): Promise<SimulatorView | null> {
  const { rows } = await tx.execute<{ running: boolean; rate: number; simulated_to: string }>(sql`
    SELECT running, rate, simulated_to FROM payops_simulators WHERE tenant_id = ${tenantId}`);
  const row = rows[0];
  return row ? { running: row.running, rate: row.rate, simulatedTo: new Date(row.simulated_to).toISOString() } : null;
}

/** Made once: a simulator that is there stays as it is. */
export async function beginSimulator(
  tx: Tx,
  tenantId: string,
  o: { seed: string; simulatedTo: Date; state: SimulatorState; now: Date },
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO payops_simulators (tenant_id, seed, running, rate, simulated_to, state, changed_at)
    VALUES (${tenantId}, ${o.seed}, true, 1, ${o.simulatedTo.toISOString()}::timestamptz, ${JSON.stringify(o.state)}::jsonb,
            ${o.now.toISOString()}::timestamptz)
    ON CONFLICT DO NOTHING`);
}

/** False when the tenant has none. Started again, it goes on from now: the time it stood still stays empty. */
export async function steerSimulator(
  tx: Tx,
  tenantId: string,
  o: { running: boolean; rate: number; now: Date },
): Promise<boolean> {
  const now = o.now.toISOString();
  const { rowCount } = await tx.execute(sql`
    UPDATE payops_simulators SET rate = ${o.rate}, running = ${o.running}, changed_at = ${now}::timestamptz,
           simulated_to = CASE WHEN ${o.running} AND NOT running
                               THEN greatest(simulated_to, date_trunc('minute', ${now}::timestamptz)) ELSE simulated_to END
     WHERE tenant_id = ${tenantId}`);
  return rowCount === 1;
}
