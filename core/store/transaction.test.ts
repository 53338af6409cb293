import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@griot/kernel';
import { sql } from 'drizzle-orm';
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { databaseFault, notify } from './index.ts';
import { testStore } from './testing/index.ts';
import { migrationSet } from './testing/migration-folder.fixture.ts';

const counters = pgTable('counters', {
  tenantId: uuid('tenant_id').notNull(),
  name: text('name').notNull(),
  value: integer('value').notNull(),
});
const SQL = `CREATE TABLE counters (tenant_id uuid NOT NULL, name text NOT NULL, value int NOT NULL CHECK (value >= 0),
  PRIMARY KEY (tenant_id, name)); SELECT griot.protect_tenant_table('counters');`;

const tenant = newId();
const row = { tenantId: tenant, name: 'a', value: 1 };

test('work that throws leaves nothing, its savepoints undo their part only', async (t) => {
  const store = await testStore(t, [migrationSet(t, 'counters', { '0001_counters.sql': SQL })]);
  const failed = store.withTenant(tenant, async (tx) => {
    await tx.insert(counters).values(row);
    throw new Error('no');
  });
  await assert.rejects(failed, { message: 'no' });
  await store.withTenant(tenant, async (tx) => {
    assert.deepEqual(await tx.select().from(counters), []);
    await tx.insert(counters).values(row);
    await assert.rejects(
      tx.transaction((inner) => inner.insert(counters).values(row)),
      (error) => databaseFault(error)?.constraint === 'counters_pkey',
    );
    await tx.insert(counters).values({ ...row, name: 'b' });
  });
  assert.equal((await store.withTenant(tenant, (tx) => tx.select().from(counters))).length, 2);
});

test('a swallowed error does not look like success', async (t) => {
  const store = await testStore(t);
  const work = store.withTenant(tenant, (tx) => tx.execute(sql`SELECT 1/0`).catch(() => {}));
  await assert.rejects(work, { code: 'store.rolled_back', kind: 'internal' });
  assert.equal((await store.health()).ok, true);
});

test('read-only, time limits and conflicts have names', async (t) => {
  const store = await testStore(t, [migrationSet(t, 'counters', { '0001_counters.sql': SQL })]);
  await store.withTenant(tenant, (tx) => tx.insert(counters).values(row));
  const write = store.withTenant(tenant, (tx) => tx.delete(counters), { readOnly: true });
  await assert.rejects(write, (error) => databaseFault(error)?.code === '25006');
  const slow = store.withTenant(tenant, (tx) => tx.execute(sql`SELECT pg_sleep(10)`), { timeoutMs: 30 });
  await assert.rejects(slow, { code: 'store.timeout', kind: 'timeout' });
  const increment = store.withTenant(
    tenant,
    async (tx) => {
      await tx.select().from(counters);
      await store.withSystem((other) => other.update(counters).set({ value: 5 }));
      await tx.update(counters).set({ value: 6 });
    },
    { isolation: 'repeatable read' },
  );
  await assert.rejects(increment, { code: 'store.contended', kind: 'conflict' });
  const negative = store.withTenant(tenant, (tx) => tx.update(counters).set({ value: -1 }));
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
