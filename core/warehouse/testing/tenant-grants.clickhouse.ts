/**
 * Tenants apart by database and grants. `chdb` has ClickHouse's access control but keeps no users that statements make, so
 * this is tried in two steps: the statements that we issue are written down; then the engine is opened again with exactly one
 * reader's grants as the rights of its only user, and what it refuses is ClickHouse's own refusal.
 * Run by `npm run test:clickhouse`, which fetches `chdb` and gives its folder as the argument.
 */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { chdbWarehouse } from './chdb-warehouse.ts';
import { rawSources, stateProject } from './state-project.ts';

const packageFolder = process.argv[2] ?? '';

/** The engine's settings: its one user has all rights and may manage access, or has these grants alone. */
async function configure(folder: string, grants: string[] | null): Promise<void> {
  const users = join(folder, 'users.xml');
  const rights =
    grants === null
      ? '<access_management>1</access_management>'
      : `<grants>${grants.map((grant) => `<query>${grant}</query>`).join('')}</grants>`;
  await writeFile(join(folder, 'config.xml'), `<clickhouse><users_config>${users}</users_config></clickhouse>`);
  await writeFile(
    users,
    `<clickhouse><profiles><default/></profiles><quotas><default/></quotas><users><default><password></password>
      <networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota>${rights}</default></users></clickhouse>`,
  );
}

test('a reader is granted its own databases alone, and ClickHouse refuses it everything else', async (t) => {
  const configFolder = await mkdtemp(join(tmpdir(), 'griot-access-'));
  const dataDir = await mkdtemp(join(tmpdir(), 'griot-ch-'));
  t.after(async () => {
    for (const folder of [configFolder, dataDir]) await rm(folder, { recursive: true, force: true });
  });
  const statements = join(configFolder, 'statements.sql');
  const access = { configFolder, statements };
  await configure(configFolder, null);
  const full = await chdbWarehouse(t, { packageFolder, dataDir, access });
  const tenants: string[] = [];
  for (const secret of ['x', 'y']) {
    const p = await stateProject(t, full.warehouse, {
      'models/sources.yml': rawSources('rows'),
      'models/as_view.sql': "{{ config(materialized='view') }} select * from {{ source('raw', 'rows') }}",
      'models/as_table.sql': "{{ config(materialized='table') }} select * from {{ ref('as_view') }}",
    });
    await p.load('rows', { id: 'INTEGER', secret: 'VARCHAR' }, [['1', secret]]);
    await p.good();
    assert.deepEqual(await p.rows('select secret from as_table'), [[secret]]);
    tenants.push(`griot_${p.tenant.tenantId.replaceAll('-', '')}`);
  }
  await full.close();

  const issued = (await readFile(statements, 'utf8')).trim().split('\n');
  const [mine = '', other = ''] = tenants;
  const grantsOf = (tenant: string): string[] =>
    issued.flatMap((one) => new RegExp(`^(GRANT .+) TO "${tenant}_reader"$`).exec(one)?.[1] ?? []);
  for (const tenant of tenants) {
    const made = issued.find((one) => one.startsWith(`CREATE USER IF NOT EXISTS "${tenant}_reader"`));
    assert.match(made ?? '', /IDENTIFIED WITH sha256_password BY '.{20,}' SETTINGS readonly = 2$/);
    assert.ok(grantsOf(tenant).length >= 2, String(issued));
    for (const grant of grantsOf(tenant))
      assert.match(grant, new RegExp(`^GRANT SELECT ON "${tenant}_(data|g\\d+)"\\.\\*$`));
  }
  assert.equal(
    issued.filter((one) => one.startsWith('GRANT')).length,
    tenants.flatMap(grantsOf).length,
    'no other grants',
  );

  await configure(configFolder, grantsOf(mine));
  const { url } = await chdbWarehouse(t, {
    packageFolder,
    dataDir,
    access: { configFolder, statements: `${statements}.2` },
  });
  const ask = async (sql: string): Promise<string> => {
    const answer = await fetch(`${url}/?database=${mine}_g1`, { method: 'POST', body: sql });
    const text = await answer.text();
    return answer.ok ? text.trim() : `refused ${answer.headers.get('x-clickhouse-exception-code')}`;
  };
  assert.equal(await ask(`SELECT secret FROM "${mine}_g1"."as_table" FORMAT TabSeparated`), 'x');
  assert.equal(await ask(`SELECT secret FROM "${mine}_g1"."as_view" FORMAT TabSeparated`), 'x');
  for (const sql of [
    `SELECT * FROM "${other}_g1"."as_table"`,
    `SELECT * FROM "${other}_g1"."as_view"`,
    `SELECT * FROM "${mine}"."journal"`,
    `SELECT count() FROM merge('${other}_g1', '.*')`,
    `CREATE TABLE "${mine}_data"."t" ENGINE = Memory AS SELECT 1`,
    `INSERT INTO "${mine}_data"."t" VALUES (1)`,
    `DROP DATABASE "${mine}_data"`,
    "SELECT * FROM file('/etc/passwd', 'LineAsString')",
    "SELECT * FROM url('http://127.0.0.1:9/', 'CSV', 'a String')",
    'SELECT name FROM system.users',
  ]) {
    assert.match(await ask(sql), /^refused (497|60|291|636)$/, sql);
  }
  const seen = await ask('SELECT name FROM system.databases ORDER BY name FORMAT TabSeparated');
  assert.ok(seen.includes(`${mine}_g1`) && !seen.includes(other), `databases that it sees: ${seen}`);
});
