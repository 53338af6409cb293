import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { databaseFault, notify, type Tx } from './index.ts';
import { testStore } from './testing/index.ts';
import { migrationSet } from './testing/migration-folder.fixture.ts';

const SQL = `CREATE TABLE counters (tenant_id uuid NOT NULL, name text NOT NULL, value int NOT NULL CHECK (value >= 0),
  PRIMARY KEY (tenant_id, name)); SELECT griot.protect_tenant_table('counters');`;

const tenant = newId();
const add = (tx: Tx, name: string) => tx.execute(sql`INSERT INTO counters VALUES (${tenant}, ${name}, 1)`);
const set = (tx: Tx, value: number) => tx.execute(sql`UPDATE counters SET value = ${value}`);
const count = async (tx: Tx) => (await tx.execute(sql`SELECT name FROM counters`)).rows.length;

test('work that throws leaves nothing, its savepoints undo their part only', async (t) => {
  const store = await testStore(t, [migrationSet(t, 'counters', { '0001_counters.sql': SQL })]);
  const failed = store.withTenant(tenant, async (tx) => {
    await add(tx, 'a');
    throw new Error('no');
  });
  await assert.rejects(failed, { message: 'no' });
  await store.withTenant(tenant, async (tx) => {
    assert.equal(await count(tx), 0);
    await add(tx, 'a');
    await assert.rejects(
      tx.transaction((inner) => add(inner, 'a')),
      (error) => databaseFault(error)?.constraint === 'counters_pkey',
    );
    await add(tx, 'b');
    await tx.transaction(async (outer) => {
      await add(outer, 'c');
      await assert.rejects(outer.transaction((inner) => add(inner, 'b')));
    });
  });
  assert.equal(await store.withTenant(tenant, count), 3);
});

test('values are text where JavaScript would change them; a refused statement does not tell its parameters', async (t) => {
  const store = await testStore(t);
  const read = (tx: Tx) =>
    tx.execute(sql`SELECT '2026-03-01'::date AS day, '2026-03-01 10:00+00'::timestamptz AS at, '{2026-03-01}'::date[] AS days,
      12345678901234567890.12::numeric AS amount, '{1.10}'::numeric[] AS amounts, 9007199254740993::bigint AS id, 7 AS n, ${'"x"'}::jsonb AS j`);
  assert.deepEqual((await store.withTenant(tenant, read)).rows, [
    {
      ...{ day: '2026-03-01', at: '2026-03-01 10:00:00+00', days: '{2026-03-01}' },
      ...{ amount: '12345678901234567890.12', amounts: '{1.10}', id: '9007199254740993', n: 7, j: 'x' },
    },
  ]);
  const refused = store.withTenant(tenant, (tx) => tx.execute(sql`SELECT ${'secret'}::text, 1/0`));
  await assert.rejects(
    refused,
    (error: Error) => /division by zero/.test(error.message) && !JSON.stringify(error).includes('secret'),
  );
});

test('a swallowed error does not look like success', async (t) => {
  const store = await testStore(t);
  const work = store.withTenant(tenant, (tx) => tx.execute(sql`SELECT 1/0`).catch(() => {}));
  await assert.rejects(work, { code: 'store.rolled_back', kind: 'internal' });
  assert.equal((await store.health()).ok, true);
});

test('read-only, time limits and conflicts have names', async (t) => {
  const store = await testStore(t, [migrationSet(t, 'counters', { '0001_counters.sql': SQL })]);
  await store.withTenant(tenant, (tx) => add(tx, 'a'));
  const write = store.withTenant(tenant, (tx) => tx.execute(sql`DELETE FROM counters`), { readOnly: true });
  await assert.rejects(write, (error) => databaseFault(error)?.code === '25006');
  const slow = store.withTenant(tenant, (tx) => tx.execute(sql`SELECT pg_sleep(10)`), { timeoutMs: 30 });
  await assert.rejects(slow, { code: 'store.timeout', kind: 'timeout' });
  const increment = store.withTenant(
    tenant,
    async (tx) => {
      await count(tx);
      await store.withSystem((other) => set(other, 5));
      await set(tx, 6);
    },
    { isolation: 'repeatable read' },
  );
  await assert.rejects(increment, { code: 'store.contended', kind: 'conflict' });
  const negative = store.withTenant(tenant, (tx) => set(tx, -1));
  await assert.rejects(negative, (error) => databaseFault(error)?.constraint === 'counters_value_check');
});

test('notifications are delivered on commit only, to every listener, until it stops', async (t) => {
  const store = await testStore(t);
  const heard: string[] = [];
  let arrived = (): void => {};
  const next = (): Promise<void> =>
    new Promise((resolve) => {
      arrived = resolve;
    });
  const stop = await store.listen('Sales of today', (payload) => {
    heard.push(payload);
    arrived();
  });
  const undone = store.withTenant(tenant, async (tx) => {
    await notify(tx, 'Sales of today', 'undone');
    throw new Error('no');
  });
  await assert.rejects(undone);
  const first = next();
  await store.withTenant(tenant, (tx) => notify(tx, 'Sales of today', 'é1'));
  await first;
  assert.deepEqual(heard, ['é1']);
  await stop();
  await store.withTenant(tenant, (tx) => notify(tx, 'Sales of today', 'late'));
  await store.health();
  assert.deepEqual(heard, ['é1']);
  const long = store.withTenant(tenant, (tx) => notify(tx, 'Sales of today', 'é'.repeat(4_000)));
  await assert.rejects(long, { code: 'store.payload_too_long' });
});
