import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { isDomainError, silentLogger } from '@griot/kernel';
import { warehouseOver } from '../client/connect-warehouse.ts';
import type { EngineConnection } from '../client/engine-connection.ts';
import type { TenantWarehouse } from '../client/warehouse.ts';
import { WarehouseConnection } from '../client/warehouse-connection.ts';
import { loadRows, type PlainProject, plainCompiler, testWarehouse } from '../testing/index.ts';

const tenantId = (round: number): string => `018f0000-0000-7000-8000-${String(round).padStart(12, '0')}`;
const CHANGES = new Set(['build.open', 'session.run', 'build.publish']);

const PROJECT: PlainProject = {
  models: [
    {
      name: 'orders_history',
      kind: 'snapshot',
      sources: ['orders'],
      config: { unique_key: ['id'], strategy: 'check', check_cols: 'all', hard_deletes: 'invalidate' },
      sql: (c) => `SELECT id, amount FROM ${c.source('orders')}`,
    },
    {
      name: 'fact',
      sources: ['orders'],
      config: { materialized: 'incremental', incremental_strategy: 'append' },
      sql: (c) => `SELECT count(*) AS n, sum(amount) AS total FROM ${c.source('orders')}`,
    },
    { name: 'mart', reads: ['fact'], sql: (c) => `SELECT sum(n) AS n, sum(total) AS total FROM ${c.ref('fact')}` },
  ],
  tests: [{ name: 'some', on: ['mart'], sql: (c) => `SELECT * FROM ${c.ref('mart')} WHERE n IS NULL` }],
};

/** One client whose amount changes with each load, one that stays. */
const load = (tenant: TenantWarehouse, round: number) =>
  loadRows(tenant, {
    ...{ source: 'orders', loadId: `round-${round}`, columns: { id: 'INTEGER', amount: 'INTEGER' } },
    rows: [
      ['0', String(10 + round)],
      ['1', '5'],
    ],
  });

/** What readers see after the build of a load, every load having counted once. */
function rightAfter(round: number): unknown {
  const builds = round + 1;
  const total = 15 * builds + (round * builds) / 2;
  return [builds, 2 * builds, total, builds + 1, 2].map(String);
}

async function content(tenant: TenantWarehouse): Promise<unknown> {
  const rows = '(SELECT count(*) FROM orders_history)';
  const open = '(SELECT count(*) FROM orders_history WHERE dbt_valid_to IS NULL)';
  const answer = await tenant.query(`SELECT (SELECT count(*) FROM fact), n, total, ${rows}, ${open} FROM mart`);
  return answer.rows[0]?.map(String);
}

/** The client's way to the process, which ends the process in the middle of the statement of that number. */
class Killing implements EngineConnection {
  readonly engine = 'duckdb';
  readonly #inner: WarehouseConnection;
  readonly #kill: () => void;
  statements = 0;
  killAt = 0;

  constructor(inner: WarehouseConnection, kill: () => void) {
    this.#inner = inner;
    this.#kill = kill;
  }

  call: EngineConnection['call'] = (op, ask, o) => {
    const answer = this.#inner.call(op, ask, o);
    if (CHANGES.has(op)) {
      this.statements += 1;
      // Sent by then, and perhaps begun: what was done of it must count for nothing or for all.
      if (this.statements === this.killAt) setImmediate(this.#kill);
    }
    return answer;
  };

  close(): void {
    this.#inner.close();
  }
}

test('killed at one statement of a build after the other: readers keep what they had or get the whole, and the next build is right', async (t) => {
  const plain = plainCompiler();
  plain.set(PROJECT);
  const { process: child } = await testWarehouse(t, { compiler: plain.compiler });
  const inner = new WarehouseConnection({ socketPath: child.socketPath, log: silentLogger, patienceMs: 20_000 });
  const killing = new Killing(inner, () => process.kill(child.pid, 'SIGKILL'));
  const warehouse = warehouseOver(killing, { log: silentLogger, compiler: plain.compiler });
  t.after(async () => warehouse.close());
  const tenant = warehouse.tenant(tenantId(1));
  for (const round of [0, 1]) {
    await load(tenant, round);
    killing.statements = 0;
    assert.ok((await tenant.build({ projectDir: '/', concurrency: 1 })).ok);
    assert.deepEqual(await content(tenant), rightAfter(round));
  }
  const { statements } = killing;
  let round = 1;
  // Every second one and the last, which is the publication: each costs a start of the process.
  for (let at = statements; at > 0; at -= 2) {
    round += 1;
    await load(tenant, round);
    const { pid } = child;
    killing.statements = 0;
    killing.killAt = at;
    const error = await tenant.build({ projectDir: '/', concurrency: 1 }).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    killing.killAt = 0;
    while (child.pid === pid) await pause(5);
    const seen = JSON.stringify(await content(tenant));
    const [before, after] = [JSON.stringify(rightAfter(round - 1)), JSON.stringify(rightAfter(round))];
    if (error === null) assert.equal(seen, after, `statement ${at}: it was done before the end came`);
    else assert.ok(isDomainError(error) && error.kind === 'unavailable', `statement ${at}: ${String(error)}`);
    assert.ok(seen === before || seen === after, `statement ${at}: ${seen}`);
    assert.ok((await tenant.build({ projectDir: '/' })).ok, `statement ${at}`);
    assert.deepEqual(await content(tenant), rightAfter(round), `statement ${at}`);
  }
});

test('of two builds at once one publishes, the other is refused', async (t) => {
  const plain = plainCompiler();
  plain.set(PROJECT);
  const { warehouse } = await testWarehouse(t, { compiler: plain.compiler });
  const tenant = warehouse.tenant(tenantId(1));
  await load(tenant, 0);
  const both = await Promise.allSettled([1, 2, 3].map(() => tenant.build({ projectDir: '/' })));
  const done = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.generation] : []));
  const refused = both.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
  assert.deepEqual([done, [...new Set(refused)]], [[1], ['warehouse.build_in_progress']]);
  assert.deepEqual((await tenant.query('SELECT n FROM fact')).rows, [['2']]);
});
