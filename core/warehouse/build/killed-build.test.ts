import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { isDomainError, seeded } from '@griot/kernel';
import type { TenantWarehouse } from '../client/warehouse.ts';
import { loadRows, type PlainProject, plainCompiler, testWarehouse } from '../testing/index.ts';

const KILLED = '018f0000-0000-7000-8000-00000000000a';
const SPARED = '018f0000-0000-7000-8000-00000000000b';
const ROUNDS = 10;

const PROJECT: PlainProject = {
  models: [
    {
      name: 'stg_orders',
      config: { materialized: 'view' },
      sources: ['orders'],
      sql: (c) => `SELECT * FROM ${c.source('orders')}`,
    },
    {
      name: 'orders_history',
      kind: 'snapshot',
      reads: ['stg_orders'],
      config: { unique_key: ['id'], strategy: 'timestamp', updated_at: 'changed_at', hard_deletes: 'ignore' },
      sql: (c) => `SELECT * FROM ${c.ref('stg_orders')}`,
    },
    {
      name: 'fact_orders',
      reads: ['stg_orders'],
      config: { materialized: 'incremental', unique_key: ['id', 'round'] },
      sql: (c) => `SELECT id, round, amount FROM ${c.ref('stg_orders')}`,
    },
    {
      name: 'events',
      reads: ['stg_orders'],
      config: { materialized: 'incremental', incremental_strategy: 'append' },
      sql: (c) => `SELECT round, count(*) AS n FROM ${c.ref('stg_orders')} GROUP BY round`,
    },
    {
      name: 'mart_orders',
      reads: ['fact_orders'],
      sql: (c) => `SELECT round, sum(amount) AS total, count(*) AS n FROM ${c.ref('fact_orders')} GROUP BY round`,
    },
  ],
  tests: [
    {
      name: 'mart_has_rounds',
      on: ['mart_orders'],
      sql: (c) => `SELECT round FROM ${c.ref('mart_orders')} GROUP BY round HAVING count(*) > 1`,
    },
  ],
};

function load(tenant: TenantWarehouse, round: number): Promise<unknown> {
  const rows = Array.from({ length: 2000 }, (_, i) => [
    String(i % (1000 + round)),
    String(round + (i >= 1000 + round ? 1000 : 0)),
    `${i}.${String(round).padStart(2, '0')}`,
    `2024-01-${String(round + 1).padStart(2, '0')} 00:00:00`,
  ]).slice(0, 1000 + round);
  return loadRows(tenant, {
    source: 'orders',
    loadId: `round-${round}`,
    columns: { id: 'INTEGER', round: 'INTEGER', amount: 'DECIMAL(18,2)', changed_at: 'TIMESTAMP' },
    rows,
  });
}

/** Every row of every model, in one digest that does not know the order. */
async function content(tenant: TenantWarehouse): Promise<unknown> {
  const names = PROJECT.models.map((model) => model.name);
  const digests = names.map((name) => `(SELECT count(*) || ':' || sum(hash(t)::HUGEINT) FROM ${name} t) AS ${name}`);
  const { rows, generation } = await tenant.query(`SELECT ${digests.join(', ')}`);
  return { rows, published: generation !== null };
}

test('the warehouse process killed at any moment of a build: readers keep a whole generation, the next build is right', async (t) => {
  const plain = plainCompiler();
  plain.set(PROJECT);
  const { warehouse, process: child } = await testWarehouse(t, { compiler: plain.compiler });
  const killed = warehouse.tenant(KILLED);
  const spared = warehouse.tenant(SPARED);
  const next = seeded(20_261_121);
  let broken = 0;
  let took = 400;
  for (let round = 0; round < ROUNDS; round += 1) {
    await load(spared, round);
    const started = performance.now();
    assert.ok((await spared.build({ projectDir: '/' })).ok);
    took = Math.max(50, performance.now() - started);

    await load(killed, round);
    const before = round === 0 ? null : await content(killed);
    const build = killed.build({ projectDir: '/' }).then(
      () => null,
      (error: unknown) => error,
    );
    await pause(next() * took);
    const { pid } = child;
    process.kill(pid, 'SIGKILL');
    const error = await build;
    while (child.pid === pid) await pause(10);
    if (error !== null) {
      broken += 1;
      assert.ok(isDomainError(error) && error.kind === 'unavailable', String(error));
      // Before or after the publication, never in between.
      if (before !== null) {
        const after = await content(killed);
        const whole = [JSON.stringify(before), JSON.stringify(await content(spared))];
        assert.ok(whole.includes(JSON.stringify(after)), `round ${round}`);
      }
    }
    const again = await killed.build({ projectDir: '/' });
    assert.ok(again.ok, JSON.stringify(again.nodes));
    assert.deepEqual(await content(killed), await content(spared), `round ${round}`);
  }
  assert.ok(broken > 0, 'some kills came in the middle of a build');
  const { rows } = await killed.query(
    `SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'data' AND database_name = current_database()`,
  );
  assert.ok(Number(rows[0]?.[0]) < 60, 'tables of broken builds are collected');
});
