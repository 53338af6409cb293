import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadRows, plainCompiler, testWarehouse } from '../testing/index.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';

test('a microbatch model replaces its own periods: from begin at first, then from the look-back on', async (t) => {
  const plain = plainCompiler();
  const { warehouse } = await testWarehouse(t, { compiler: plain.compiler });
  const tenant = warehouse.tenant(TENANT);
  plain.set({
    models: [
      {
        name: 'daily',
        sources: ['events'],
        config: {
          materialized: 'incremental',
          incremental_strategy: 'microbatch',
          event_time: 'at',
          batch_size: 'month',
          begin: '2026-01-01',
          lookback: 1,
        },
        sql: (c) => {
          const all = `SELECT * FROM ${c.source('events')}`;
          if (c.batch === undefined) return all;
          const [start, end] = [c.batch.start.slice(0, 10), c.batch.end.slice(0, 10)];
          return `${all} WHERE "at" >= TIMESTAMP '${start}' AND "at" < TIMESTAMP '${end}'`;
        },
      },
    ],
  });
  const month = (back: number, day = 3): string => {
    const now = new Date();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, day)).toISOString().slice(0, 10);
  };
  const columns = { id: 'INTEGER', at: 'TIMESTAMP' };
  const load = (loadId: string, rows: [string, string][]) =>
    loadRows(tenant, { source: 'events', columns, loadId, rows: rows.map(([id, day]) => [id, `${day} 00:00:00`]) });
  const ids = async () => (await tenant.query('SELECT id FROM daily ORDER BY id')).rows.flat();
  await load('a', [
    ['1', '2025-12-31'],
    ['2', month(4)],
    ['3', month(0, 1)],
  ]);
  const first = await tenant.build({ projectDir: '/' });
  assert.ok(first.ok, JSON.stringify(first.nodes));
  assert.deepEqual(await ids(), [2, 3], 'nothing before begin');
  // The old month has changed and is not built again; the one before the present is.
  await load('b', [
    ['20', month(4)],
    ['30', month(0, 1)],
    ['31', month(1)],
  ]);
  assert.ok((await tenant.build({ projectDir: '/' })).ok);
  assert.deepEqual(await ids(), [2, 30, 31]);
  assert.ok((await tenant.build({ projectDir: '/', fullRefresh: true })).ok);
  assert.deepEqual(await ids(), [20, 30, 31]);
});
