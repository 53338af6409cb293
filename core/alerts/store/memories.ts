import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Memory } from '../domain/step.ts';

/** Where every dimension value of a source stands; locked until the transaction ends. */
export async function readMemories(tx: Tx, source: string): Promise<Map<string, Memory>> {
  const { rows } = await tx.execute<{ value: string; memory: Memory }>(
    sql`SELECT value, memory FROM alert_states WHERE source = ${source} FOR UPDATE`,
  );
  return new Map(rows.map((row) => [row.value, row.memory]));
}

export async function writeMemory(
  tx: Tx,
  o: { tenantId: string; source: string; value: string; memory: Memory },
): Promise<void> {
  await tx.execute(sql`INSERT INTO alert_states (tenant_id, source, value, memory)
    VALUES (${o.tenantId}, ${o.source}, ${o.value}, ${JSON.stringify(o.memory)}::jsonb)
    ON CONFLICT (tenant_id, source, value) DO UPDATE SET memory = excluded.memory`);
}

/** The source watches something else from now on, or nothing. */
export async function forgetMemories(tx: Tx, source: string): Promise<void> {
  await tx.execute(sql`DELETE FROM alert_states WHERE source = ${source}`);
}

/** How many dimension values of each source stand in each state. */
export async function countStates(tx: Tx): Promise<Map<string, Record<string, number>>> {
  const { rows } = await tx.execute<{ source: string; state: string; n: string }>(
    sql`SELECT source, memory ->> 'state' AS state, count(*) AS n FROM alert_states GROUP BY 1, 2`,
  );
  const found = new Map<string, Record<string, number>>();
  for (const { source, state, n } of rows) found.set(source, { ...found.get(source), [state]: Number(n) });
  return found;
}
