import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { isDomainError, silentLogger } from '@griot/kernel';
import { warehouseOver } from '../client/connect-warehouse.ts';
import type { EngineConnection } from '../client/engine-connection.ts';
import type { TenantWarehouse } from '../client/warehouse.ts';
import { WarehouseConnection } from '../client/warehouse-connection.ts';
import { loadRows } from './load-rows.ts';
import { type PlainProject, plainCompiler } from './plain-project.ts';
import { type Cleanup, testWarehouse } from './test-warehouse.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';
/** What changes anything: one of these after the other is a build. */
const CHANGES = new Set(['build.open', 'build.record', 'session.run', 'build.publish', 'build.abandon']);

/** A snapshot, an incremental and a table: what a build must neither lose nor count twice. */
export const COUNTING_PROJECT: PlainProject = {
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
export const loadOrders = (tenant: TenantWarehouse, round: number) =>
  loadRows(tenant, {
    ...{ source: 'orders', loadId: `round-${round}`, columns: { id: 'INTEGER', amount: 'INTEGER' } },
    rows: [
      ['0', String(10 + round)],
      ['1', '5'],
    ],
  });

/** What readers see after the build of a load, every load having counted once. */
function rightAfter(round: number): string {
  const builds = round + 1;
  const total = 15 * builds + (round * builds) / 2;
  return JSON.stringify([builds, 2 * builds, total, builds + 1, 2].map(String));
}

async function content(tenant: TenantWarehouse): Promise<string> {
  const rows = '(SELECT count(*) FROM orders_history)';
  const open = '(SELECT count(*) FROM orders_history WHERE dbt_valid_to IS NULL)';
  const answer = await tenant.query(`SELECT (SELECT count(*) FROM fact), n, total, ${rows}, ${open} FROM mart`);
  return JSON.stringify(answer.rows[0]?.map(String));
}

/** `sent`: it may have begun; `answered`: it is done, and nothing after it has begun. */
export type Moment = 'sent' | 'answered';

/** The client's way to the process, which ends the process at the statement of that number. */
class Killing implements EngineConnection {
  readonly engine = 'duckdb';
  readonly #inner: WarehouseConnection;
  readonly #kill: () => void;
  statements = 0;
  killAt = 0;
  moment: Moment = 'sent';

  constructor(inner: WarehouseConnection, kill: () => void) {
    this.#inner = inner;
    this.#kill = kill;
  }

  call: EngineConnection['call'] = async (op, ask, o) => {
    const answer = this.#inner.call(op, ask, o);
    if (!CHANGES.has(op)) return answer;
    this.statements += 1;
    if (this.statements !== this.killAt) return answer;
    if (this.moment === 'sent') setImmediate(this.#kill);
    const done = await answer;
    if (this.moment === 'answered') this.#kill();
    return done;
  };

  close(): void {
    this.#inner.close();
  }
}

export interface KillReport {
  /** Statements of one undisturbed build. */
  statements: number;
  kills: number;
  /** Builds that had published before the end came. */
  published: number;
}

/**
 * Ends the warehouse process with SIGKILL at statements of a build, one build each: readers must keep what they had or get
 * the whole, and the next build must be right. Throws an AssertionError that names the statement.
 */
export async function killAtStatements(
  t: Cleanup,
  o: { step: number; moments: readonly Moment[]; say?: (line: string) => void },
): Promise<KillReport> {
  const plain = plainCompiler();
  plain.set(COUNTING_PROJECT);
  const { process: child } = await testWarehouse(t, { compiler: plain.compiler });
  const inner = new WarehouseConnection({ socketPath: child.socketPath, log: silentLogger, patienceMs: 20_000 });
  const killing = new Killing(inner, () => process.kill(child.pid, 'SIGKILL'));
  const warehouse = warehouseOver(killing, { log: silentLogger, compiler: plain.compiler });
  t.after(async () => warehouse.close());
  const tenant = warehouse.tenant(TENANT);
  for (const round of [0, 1]) {
    await loadOrders(tenant, round);
    killing.statements = 0;
    assert.ok((await tenant.build({ projectDir: '/', concurrency: 1 })).ok);
    assert.equal(await content(tenant), rightAfter(round));
  }
  const { statements } = killing;
  const report: KillReport = { statements, kills: 0, published: 0 };
  let round = 1;
  for (const moment of o.moments) {
    // From the last one, which is the publication, backwards.
    for (let at = statements; at > 0; at -= o.step) {
      const where = `statement ${at} of ${statements}, ${moment}`;
      round += 1;
      await loadOrders(tenant, round);
      const { pid } = child;
      Object.assign(killing, { statements: 0, killAt: at, moment });
      const error = await tenant.build({ projectDir: '/', concurrency: 1 }).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      killing.killAt = 0;
      while (child.pid === pid) await pause(5);
      const seen = await content(tenant);
      const [before, after] = [rightAfter(round - 1), rightAfter(round)];
      if (error === null) assert.equal(seen, after, `${where}: it was done before the end came`);
      else assert.ok(isDomainError(error) && error.kind === 'unavailable', `${where}: ${String(error)}`);
      assert.ok(seen === before || seen === after, `${where}: ${seen}`);
      assert.ok((await tenant.build({ projectDir: '/' })).ok, where);
      assert.equal(await content(tenant), after, where);
      report.kills += 1;
      if (seen === after) report.published += 1;
      o.say?.(`${where}: ${seen === after ? 'published' : 'as before'}, next build right`);
    }
  }
  return report;
}
