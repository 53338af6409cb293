import pg from 'pg';

/** The same questions over the hours themselves, as one would write them first: one after the other, alone on the machine. In ms. */
export async function plainSums(url: string, tenantId: string): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("SET griot.maintenance = 'on'; SET statement_timeout = 0; SET jit = off");
  const sums = ['gmv', 'fees', 'refunds', 'payouts', 'transactions', 'attempts', 'successes', 'fraud_amount']
    .map((name) => `sum(${name}) AS ${name}`)
    .join(', ');
  const from = `FROM payops_hourly h JOIN payops_cells c ON c.tenant_id = h.tenant_id AND c.cell = h.cell WHERE h.tenant_id = $1`;
  const questions: Record<string, string> = {
    'platform, 30 days': `SELECT c.currency, ${sums} ${from} AND hour >= now() - interval '30 days' GROUP BY 1`,
    'platform, 48 hours by hour': `SELECT hour, c.currency, ${sums} ${from} AND hour >= now() - interval '48 hours' GROUP BY 1, 2`,
    'a region, 30 days by day': `SELECT date_trunc('day', hour, 'UTC'), c.currency, ${sums} ${from} AND hour >= now() - interval '30 days' AND c.region = 'R3' GROUP BY 1, 2`,
    'a merchant, 24 hours': `SELECT hour, ${sums} ${from} AND hour >= now() - interval '24 hours' AND c.entity_id = 'M-7' GROUP BY 1`,
    'people of the platform, 24 hours': `SELECT count(DISTINCT user_key) FROM payops_users_hourly WHERE tenant_id = $1 AND hour >= now() - interval '24 hours'`,
  };
  const took: Record<string, number> = {};
  for (const [name, text] of Object.entries(questions)) {
    const began = performance.now();
    await client.query(text, [tenantId]);
    took[name] = performance.now() - began;
  }
  await client.end();
  return took;
}
