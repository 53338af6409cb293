import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { testStore } from './testing/index.ts';

test('sizes, tables and connections are read without rights over other people’s rows', async (t) => {
  const store = await testStore(t);
  const figures = await store.withTenant(newId(), async (tx) => {
    await tx.execute(sql`SELECT 1`);
    return store.figures();
  });
  assert.match(figures.version, /^\d+/);
  assert.ok(figures.sizeBytes > 1_000_000 && figures.connections >= 1 && figures.maxConnections > figures.connections);
  assert.ok(figures.tables.some(({ name, bytes }) => name === 'griot.migrations' && bytes > 0));
  const app = figures.pools.find(({ pool }) => pool === 'app');
  assert.deepEqual([app?.busy, app?.waiting], [1, 0], 'the transaction around it holds a connection');
});
