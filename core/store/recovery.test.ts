import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { isDomainError, newId, silentLogger } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { ended, signal } from './embedded/processes.ts';
import { startEmbeddedPostgres } from './embedded/start-embedded-postgres.ts';
import { atEnd, clusterFolder } from './embedded/supervised.fixture.ts';
import { notify, openStore } from './index.ts';

const log = silentLogger;

test('the store outlives its server: running work gets `unavailable`, the next call works, listeners are back', async (t) => {
  const server = await startEmbeddedPostgres({ dataDir: clusterFolder(t), log });
  atEnd(t, () => server.stop());
  const store = await openStore({ databaseUrl: server.url, secret: 'x'.repeat(32), log });
  atEnd(t, () => store.close());
  await store.migrate([]);
  const tenant = newId();
  const heard: string[] = [];
  let back = false;
  await store.listen('till', (payload) => heard.push(payload), {
    onReconnect: () => {
      back = true;
    },
  });
  const idle = Array.from({ length: 6 }, () =>
    store.withTenant(tenant, (tx) => tx.execute(sql`SELECT pg_sleep(0.05)`)),
  );
  await Promise.all(idle); // the pool is now full of connections that are about to die
  const lost = store.withTenant(tenant, async (tx) => {
    await tx.execute(sql`SELECT 1`);
    signal(server.pid, 'SIGKILL');
    await tx.execute(sql`SELECT pg_sleep(30)`);
  });
  await assert.rejects(lost, { code: 'store.unavailable', kind: 'unavailable' });
  const calls = Array.from({ length: 12 }, () => store.withTenant(tenant, (tx) => tx.execute(sql`SELECT 1 AS n`)));
  for (const { rows } of await Promise.all(calls)) assert.deepEqual(rows, [{ n: 1 }]);
  while (!back) await pause(20);
  await store.withTenant(tenant, (tx) => notify(tx, 'till', 'again'));
  while (heard.length === 0) await pause(5);
  assert.deepEqual(heard, ['again']);
});

test('a server that stays away: calls fail with `unavailable` after some patience, health says so, close ends', async (t) => {
  const server = await startEmbeddedPostgres({ dataDir: clusterFolder(t), log });
  const store = await openStore({ databaseUrl: server.url, secret: 'x'.repeat(32), log });
  await store.listen('till', () => {});
  await server.stop();
  await ended([server.pid], 5_000);
  const call = store.withTenant(newId(), async () => {}).catch((error) => error);
  assert.equal((await store.health()).ok, false);
  const error = await call;
  assert.ok(isDomainError(error) && error.code === 'store.unavailable', String(error));
  await store.close();
});
