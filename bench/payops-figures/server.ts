/** The platform in a process of its own with its tables filled: `server.ts <data folder> <rows> <people>`. Says where and as whom, then obeys. */
import process from 'node:process';
import { readConfig } from '@griot/kernel';
import { startServer } from '@griot/server';
import { sql } from 'drizzle-orm/sql';
import pg from 'pg';
import { keptSnapshot, PLATFORM } from '../../apps/payops/queries/snapshots.ts';
import { percentile } from '../readers/tally.ts';
import { fill } from './fill.ts';

const [dataDir = '', rows = '0', people = '0'] = process.argv.slice(2);
const config = readConfig({ GRIOT_DATA: dataDir, GRIOT_PORT: '0', GRIOT_DEMO: '0', GRIOT_LOG_LEVEL: 'error' });
const server = await startServer({ config, apiOnly: true, rateLimits: false, slots: 1, say: console.error });
const { store, identity } = server.composition.services;
const password = 'bench-bench-bench';
const { id: tenantId } = await identity.createTenant({
  ...{
    slug: 'bench',
    name: 'Bench',
    currency: 'XOF',
    timeZone: 'Africa/Abidjan',
    locale: 'fr',
    applications: ['payops'],
  },
});
await store.withTenant(tenantId, (tx) =>
  tx.execute(sql`INSERT INTO payops_rates VALUES (${tenantId}, 'XAF', '2020-01-01', 1)`),
);
const client = new pg.Client({ connectionString: store.connection('owner').connectionString });
await client.connect();
await fill(client, tenantId, Number(rows), console.error);
await client.end();

const tokens = [];
for (let n = 0; n < Number(people); n += 1) {
  const login = `reader-${n}@payops.test`;
  const user = await identity.createUser({ login, name: login, email: login, password });
  const scopes =
    n % 10 < 7
      ? []
      : n % 10 < 9
        ? [{ kind: 'payops.region', id: `R${n % 12}` }]
        : [{ kind: 'payops.merchant', id: `M-${n}` }];
  await identity.addMember({ tenantId, userId: user.id, roles: ['admin'], scopes });
  const { accessToken } = await identity.login({ login, password, ip: '127.0.0.1' });
  tokens.push({ token: accessToken, merchant: `M-${n + 1}`, narrowed: scopes.length > 0 });
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
