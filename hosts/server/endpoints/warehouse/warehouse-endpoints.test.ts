import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createLiveHub } from '@griot/http';
import { testServer } from '@griot/http/testing';
import { silentLogger as log, newId, systemClock } from '@griot/kernel';
import { createMetrics } from '@griot/metrics';
import { reachTestStore } from '@griot/store/testing';
import { testWarehouse } from '@griot/warehouse/testing';
import { sql } from 'drizzle-orm/sql';
import { installedProjects } from '../../installed-projects.ts';
import { hostMigrations } from '../../store/host-migrations.ts';
import { generationEndpoints } from './generation-endpoints.ts';
import { mendMoves } from './mend-moves.ts';
import { sqlEndpoints } from './sql-endpoints.ts';

const label = { fr: 'x', en: 'x' };
const SQL = '/api/warehouse/sql';
const HOSTILE = [
  'SELECT 1; SELECT 2',
  "SELECT * FROM read_csv('/etc/passwd')",
  "SELECT * FROM '/etc/passwd'",
  "SELECT * FROM query('SELECT 1')",
  "COPY bills TO '/tmp/x'",
  "ATTACH '/tmp/x.duckdb'",
  "SET memory_limit = '1TB'",
  'PRAGMA database_list',
  'WITH secret AS (SELECT * FROM secret) SELECT * FROM secret',
  'SELECT * FROM griot.builds',
  'SELECT * FROM other',
];

test('SQL of one’s own, generations and going back over HTTP', async (t) => {
  const { warehouse, dataDir, process: keeper } = await testWarehouse(t);
  const METRICS = `semantic_models:
  - name: bills
    model: ref('bills')
    entities: [{ name: bill, type: primary, expr: id }]
    dimensions: [{ name: day, type: time, type_params: { time_granularity: day } }]
    defaults: { agg_time_dimension: day }
    measures:
      - { name: bill_count, agg: count, expr: id, create_metric: true }
      - { name: lowest, agg: min, expr: id, create_metric: true }
`;
  const write = async (name: string, model: string, sql: string): Promise<string> => {
    const folder = join(dataDir, name);
    await mkdir(join(folder, 'models'), { recursive: true });
    await writeFile(join(folder, 'dbt_project.yml'), `name: ${name}\nversion: "1"\nconfig-version: 2\n`);
    await writeFile(join(folder, 'models', `${model}.sql`), `{{ config(materialized='table') }} ${sql}`);
    if (model === 'bills') await writeFile(join(folder, 'models', 'metrics.yml'), METRICS);
    return folder;
  };
  const shop = await write('shop', 'bills', "SELECT range AS id, DATE '2026-01-01' AS day FROM range(3)");
  const elsewhere = await write('elsewhere', 'other', 'SELECT 1 AS id');
  const access = {
    permissions: [{ name: 'shop.bills.read', label }],
    roles: [{ name: 'lecteur', label, permissions: ['core.warehouse.read'] }],
  };
  const applications = [
    { id: 'shop', warehouseProject: shop },
    { id: 'elsewhere', warehouseProject: elsewhere },
  ];
  const projects = installedProjects(applications);
  const metrics = createMetrics({
    ...{ warehouse, clock: systemClock, log, generationTtlMs: 60_000 },
    manifest: async (application) => (await projects.one(application)).manifest,
  });
  const server = await testServer(t, {
    migrations: [hostMigrations],
    applications: [access],
    endpoints: ({ store, identity }) => [
      ...sqlEndpoints({ store, identity, warehouse }, projects),
      ...generationEndpoints({ store, identity, warehouse, metrics, live: createLiveHub({ store, log }) }, projects),
    ],
  });
  const tenant = warehouse.tenant(server.tenant.tenant.id);
  for (const projectDir of [shop, elsewhere]) assert.ok((await tenant.build({ projectDir })).ok);
  await write('shop', 'bills', "SELECT range AS id, DATE '2026-01-01' AS day FROM range(4)");
  assert.equal((await tenant.build({ projectDir: shop })).generation, 3);
  const ask = (sql: string, more: object = {}) =>
    server.inject<{ rows: unknown[][]; truncated: boolean }>({ method: 'POST', url: SQL, payload: { sql, ...more } });

  await t.test('the models of one’s applications, as of any generation, cut at the limit', async () => {
    const { status, json, text } = await ask('SELECT count(*) FROM bills');
    assert.equal(status, 200, text);
    assert.deepEqual(json.data.rows, [['4']]);
    assert.deepEqual((await ask('SELECT count(*) FROM bills', { generation: 1 })).json.data.rows, [['3']]);
    const cut = (await ask('SELECT * FROM bills', { limit: 2 })).json.data;
    assert.deepEqual([cut.rows.length, cut.truncated], [2, true]);
  });

  await t.test('hostile SQL and models of other applications are refused', async () => {
    for (const sql of HOSTILE) assert.equal((await ask(sql)).json.details.code, 'warehouse.sql_refused', sql);
  });

  await t.test('a mistake is told with its place', async () => {
    const parser = (await ask('SELECT id,\n  id FORM bills b c')).json.details;
    assert.deepEqual([parser.code, parser.line, parser.column], ['warehouse.sql_refused', 2, 11]);
    const binder = (await ask('SELECT id,\n  idd FROM bills')).json.details;
    assert.deepEqual([binder.code, binder.line, binder.column], ['warehouse.query_failed', 2, 3]);
    assert.match(String(binder.engine), /"idd" not found/);
  });

  await t.test('who sees a part only, or lacks the permission, is refused', async () => {
    const payload = { sql: 'SELECT 1' };
    const scopes = [{ kind: 'shop.site', id: 'nord' }];
    const narrow = await server.tenant.member({ roles: ['admin'], scopes });
    const refused = await server.inject({ method: 'POST', url: SQL, payload, as: narrow });
    assert.equal(refused.json.details.code, 'warehouse.scoped');
    const reader = await server.tenant.member({ roles: ['lecteur'] });
    assert.equal((await server.inject({ method: 'POST', url: SQL, payload, as: reader })).status, 403);
    const back = { method: 'POST' as const, url: '/api/warehouse/generations/rollback', payload: { generation: 1 } };
    assert.equal((await server.inject({ ...back, as: reader })).status, 403);
    assert.equal((await server.inject({ url: '/api/warehouse/generations', as: reader })).status, 200);
  });

  await t.test('leaving the request ends the query, and the history says so', async () => {
    const { port } = await server.server.listen({ port: 0, host: '127.0.0.1' });
    const leave = new AbortController();
    const endless =
      'SELECT count(*) FROM range(99999) a, range(99999) b, range(99999) c WHERE a.range + b.range = c.range';
    const asked = fetch(`http://127.0.0.1:${port}${SQL}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${server.tenant.adminSession.accessToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ sql: endless }),
      signal: leave.signal,
    });
    setTimeout(() => leave.abort(), 300);
    await assert.rejects(asked, { name: 'AbortError' });
    type History = { items: { sql: string; outcome: string; reason?: string }[] };
    const last = async () => (await server.inject<History>({ url: `${SQL}/history` })).json.data.items[0];
    while ((await last())?.sql !== endless) await new Promise((done) => setTimeout(done, 50));
    assert.deepEqual([(await last())?.outcome, (await last())?.reason], ['stopped', 'warehouse.cancelled']);
  });

  await t.test('two generations are compared; going back is audited', async () => {
    const compared = await server.inject<{ relations: { name: string; change: string; onlyInTo: number }[] }>({
      url: '/api/warehouse/generations/compare?from=1&to=3',
    });
    const bills = compared.json.data.relations.find(({ name }) => name === 'bills');
    assert.deepEqual([bills?.change, bills?.onlyInTo], ['changed', 1]);
    type Metric = { name: string; from: unknown; to: unknown; change: string };
    const figures = await server.inject<{ metrics: Metric[] }>({
      url: '/api/warehouse/generations/compare/metrics?from=1&to=3',
    });
    assert.equal(figures.status, 200, figures.text);
    const shown = figures.json.data.metrics.map(({ name, from, to, change }) => [name, from, to, change]);
    assert.deepEqual(shown, [
      ['bill_count', 3, 4, 'changed'],
      ['lowest', 0, 0, 'same'],
    ]);
    const unknown = await server.inject({ url: '/api/warehouse/generations/compare/metrics?from=1&to=99' });
    assert.equal(unknown.json.details.code, 'warehouse.generation_unknown');
    const context = { tenantId: server.tenant.tenant.id, application: 'shop' };
    assert.deepEqual((await metrics.query(context, { metrics: ['bill_count'] })).rows, [[4]]);

    const url = '/api/warehouse/generations/rollback';
    const back = await server.inject({ method: 'POST', url, payload: { generation: 1 } });
    assert.deepEqual(back.json.data, { from: 3, to: 1 }, back.text);
    assert.deepEqual((await ask('SELECT count(*) FROM bills')).json.data.rows, [['3']]);
    // What this process believes to be published for a minute is forgotten at once.
    assert.deepEqual((await metrics.query(context, { metrics: ['bill_count'] })).rows, [[3]]);
    const gone = await server.inject({ method: 'POST', url, payload: { generation: 99 } });
    assert.equal(gone.json.details.code, 'warehouse.generation_unknown');
    const entries = await server.identity.audit.search(server.tenant.tenant.id, {
      action: 'core.warehouse.rolled_back',
    });
    // A move that was refused left no record.
    assert.deepEqual(
      entries.map(({ before, after }) => [before, after]),
      [[{ generation: 3 }, { generation: 1 }]],
    );
  });

  await t.test(
    'a process that dies between move and record leaves a move that is found and taken back, once',
    async () => {
      const { store, identity } = server;
      const { id: tenantId } = server.tenant.tenant;
      assert.equal((await tenant.rollback(3)).id, 3);
      const recorded = async () =>
        (await identity.audit.search(tenantId, { action: 'core.warehouse.rolled_back' })).length;
      const before = await recorded();
      const actor = { ...server.admin, permissions: [] };
      const told = JSON.stringify({
        ...{ ...reachTestStore(store), socketPath: keeper.socketPath, actor, generation: 1 },
      });
      const child = spawn(process.execPath, [join(import.meta.dirname, 'die-in-a-move.fixture.ts'), told], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const [, signal] = await once(child, 'exit');
      assert.equal(signal, 'SIGKILL', 'it died where it was to die');
      assert.deepEqual([(await tenant.current())?.id, await recorded()], [1, before], 'moved, and nobody knows why');

      // The database lets go of what the dead process held when it has noticed.
      let mended = 0;
      const until = Date.now() + 10_000;
      while (mended === 0 && Date.now() < until) {
        mended = await mendMoves({ store, warehouse }, null);
        if (mended === 0) await pause(20);
      }
      assert.equal(mended, 1);
      assert.equal((await tenant.current())?.id, 3, 'readers have what they had');
      assert.equal(await mendMoves({ store, warehouse }, null), 0, 'nothing is left');

      // A generation published since is left alone.
      await store.withTenant(tenantId, (tx) =>
        tx.execute(sql`INSERT INTO warehouse_moves (tenant_id, id, from_generation, to_generation)
        VALUES (${tenantId}, ${newId()}, 1, 2)`),
      );
      assert.equal(await mendMoves({ store, warehouse }, tenantId), 0);
      assert.equal((await tenant.current())?.id, 3);
      const again = await server.inject({
        ...{ method: 'POST', url: '/api/warehouse/generations/rollback', payload: { generation: 1 } },
      });
      assert.deepEqual(again.json.data, { from: 3, to: 1 }, again.text);
      const left = await store.withSystem((tx) => tx.execute(sql`SELECT count(*) AS n FROM warehouse_moves`));
      assert.equal(Number(left.rows[0]?.n), 0);
    },
  );
});
