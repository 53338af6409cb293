import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { testServer } from '@griot/http/testing';
import { testWarehouse } from '@griot/warehouse/testing';
import { generationEndpoints } from './generation-endpoints.ts';
import { projectNames } from './project-names.ts';
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
  const { warehouse, dataDir } = await testWarehouse(t);
  const write = async (name: string, model: string, sql: string): Promise<string> => {
    const folder = join(dataDir, name);
    await mkdir(join(folder, 'models'), { recursive: true });
    await writeFile(join(folder, 'dbt_project.yml'), `name: ${name}\nversion: "1"\nconfig-version: 2\n`);
    await writeFile(join(folder, 'models', `${model}.sql`), `{{ config(materialized='table') }} ${sql}`);
    return folder;
  };
  const shop = await write('shop', 'bills', 'SELECT range AS id FROM range(3)');
  const elsewhere = await write('elsewhere', 'other', 'SELECT 1 AS id');
  const access = {
    permissions: [{ name: 'shop.bills.read', label }],
    roles: [{ name: 'lecteur', label, permissions: ['core.warehouse.read'] }],
  };
  const applications = [
    { id: 'shop', warehouseProject: shop },
    { id: 'elsewhere', warehouseProject: elsewhere },
  ];
  const server = await testServer(t, {
    applications: [access],
    endpoints: ({ store, identity }) => [
      ...sqlEndpoints({ store, identity, warehouse }, projectNames(applications)),
      ...generationEndpoints({ store, identity, warehouse }),
    ],
  });
  const tenant = warehouse.tenant(server.tenant.tenant.id);
  for (const projectDir of [shop, elsewhere]) assert.ok((await tenant.build({ projectDir })).ok);
  await write('shop', 'bills', 'SELECT range AS id FROM range(4)');
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
    const url = '/api/warehouse/generations/rollback';
    const back = await server.inject({ method: 'POST', url, payload: { generation: 1 } });
    assert.deepEqual(back.json.data, { from: 3, to: 1 }, back.text);
    assert.deepEqual((await ask('SELECT count(*) FROM bills')).json.data.rows, [['3']]);
    const gone = await server.inject({ method: 'POST', url, payload: { generation: 99 } });
    assert.equal(gone.json.details.code, 'warehouse.generation_unknown');
    const [entry] = await server.identity.audit.search(server.tenant.tenant.id, {
      action: 'core.warehouse.rolled_back',
    });
    assert.deepEqual([entry?.before, entry?.after], [{ generation: 3 }, { generation: 1 }]);
  });
});
