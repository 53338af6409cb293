/** The platform in a process of its own with its tables filled: `server.ts <data folder> <rows> <people>`. Says where and as whom, then obeys. */
import process from 'node:process';
import { sql } from 'drizzle-orm/sql';
import pg from 'pg';
import { keptSnapshot, PLATFORM } from '../../apps/payops/queries/snapshots.ts';
import { startPayops } from '../payops-chain/platform.ts';
import { percentile } from '../readers/tally.ts';
import { fill } from './fill.ts';

const [dataDir = '', rows = '0', people = '0'] = process.argv.slice(2);
const { server, services, tenantId, signIn } = await startPayops({ folder: dataDir, slots: 1, logLevel: 'error' });
const { store, flows } = services;
await store.withTenant(tenantId, (tx) =>
  tx.execute(sql`INSERT INTO payops_rates VALUES (${tenantId}, 'XAF', '2020-01-01', 1)`),
);
const client = new pg.Client({ connectionString: store.connection('owner').connectionString });
await client.connect();
await fill(client, tenantId, Number(rows), console.error);
await client.end();
await flows.ensureSchedules(tenantId, { timeZone: 'Africa/Abidjan', flows: ['payops.instantanes'] });

const tokens = [];
for (let n = 0; n < Number(people); n += 1) {
  const scopes =
    n % 10 < 7
      ? []
      : n % 10 < 9
        ? [{ kind: 'payops.region', id: `R${n % 12}` }]
        : [{ kind: 'payops.merchant', id: `M-${n}` }];
  const token = await signIn(`reader-${n}@payops.test`, scopes);
  tokens.push({ token, merchant: `M-${n + 1}`, narrowed: scopes.length > 0 });
}
process.send?.({ address: server.address, tokens, tenantId, owner: store.connection('owner').connectionString });

process.on('message', async (message) => {
  if (message === 'look up') {
    const took: number[] = [];
    for (let n = 0; n < 1000; n += 1) {
      const began = performance.now();
      await store.withTenant(
        tenantId,
        (tx) => keptSnapshot(tx, { tenantId, entity: PLATFORM, window: 'today', now: new Date() }),
        { readOnly: true },
      );
      took.push(performance.now() - began);
    }
    process.send?.({ p50: percentile(took, 0.5), p95: percentile(took, 0.95), p99: percentile(took, 0.99) });
    return;
  }
  await server.stop();
  process.exit();
});
process.on('disconnect', () => void server.stop().then(() => process.exit()));
