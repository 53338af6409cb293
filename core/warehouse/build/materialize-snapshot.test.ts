import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TenantWarehouse } from '../client/warehouse.ts';
import type { NodeConfig } from '../project/manifest.ts';
import { loadRows, type PlainModel, plainCompiler, testWarehouse } from '../testing/index.ts';

// Behaviour: https://docs.getdbt.com/docs/build/snapshots and https://docs.getdbt.com/reference/resource-configs/hard-deletes

const TENANT = '018f0000-0000-7000-8000-000000000001';
const COLUMNS = { id: 'INTEGER', v: 'VARCHAR', at: 'TIMESTAMP' };
type Rows = (string | null)[][];

interface Bench {
  tenant: TenantWarehouse;
  step(rows: Rows, columns?: Record<string, string>): Promise<{ ok: boolean; code: string | undefined }>;
  history(select: string): Promise<unknown[][]>;
}

async function bench(
  t: { after(work: () => Promise<void>): void },
  config: Partial<NodeConfig>,
  sql?: PlainModel['sql'],
): Promise<Bench> {
  const plain = plainCompiler();
  const { warehouse } = await testWarehouse(t, { compiler: plain.compiler });
  const tenant = warehouse.tenant(TENANT);
  let loads = 0;
  return {
    tenant,
    async step(rows, columns = COLUMNS) {
      loads += 1;
      await loadRows(tenant, { source: 'src', columns, rows, loadId: `l${loads}` });
      const model: PlainModel = {
        name: 'h',
        kind: 'snapshot',
        sources: ['src'],
        sql: sql ?? ((c) => `SELECT * FROM ${c.source('src')}`),
        config: { materialized: 'snapshot', unique_key: ['id'], ...config },
      };
      plain.set({ models: [model] });
      const result = await tenant.build({ projectDir: '/', fullRefresh: loads > 1 });
      return { ok: result.ok, code: result.nodes[0]?.error?.code };
    },
    history: async (select) => (await tenant.query(`SELECT ${select} FROM h ORDER BY ALL`)).rows,
  };
}

const D = (day: number): string => `2024-01-0${day}T00:00:00`;
const at = (day: number): string => `2024-01-0${day} 00:00:00`;
const LIFE = 'id, v, dbt_valid_from, dbt_valid_to, dbt_updated_at';
/** For times of the run: only whether it is open. */
const STATE = 'id, v, dbt_valid_to IS NULL';

test('timestamp strategy: a newer row closes the old record at its own time; an older one is not looked at', async (t) => {
  const b = await bench(t, { strategy: 'timestamp', updated_at: 'at' });
  await b.step([
    ['1', 'a', at(1)],
    ['2', 'b', at(1)],
  ]);
  assert.deepEqual(await b.history(LIFE), [
    [1, 'a', D(1), null, D(1)],
    [2, 'b', D(1), null, D(1)],
  ]);
  await b.step([
    ['1', 'A', at(3)],
    ['2', 'late', at(1)],
    ['3', 'c', at(2)],
  ]);
  const expected = [
    [1, 'A', D(3), null, D(3)],
    [1, 'a', D(1), D(3), D(1)],
    [2, 'b', D(1), null, D(1)],
    [3, 'c', D(2), null, D(2)],
  ];
  assert.deepEqual(await b.history(LIFE), expected);
  await b.step([['3', 'c', at(2)]]);
  assert.deepEqual(await b.history(LIFE), expected, 'rows that are gone are left by default');
  const ids = await b.history('count(DISTINCT dbt_scd_id), count(*)');
  assert.deepEqual(ids, [['4', '4']]);
  const [id] = await b.history(`dbt_scd_id = md5('3' || '|' || '2024-01-02 00:00:00')`);
  assert.ok(id);
});

test('check strategy: listed columns only, nulls are values', async (t) => {
  const b = await bench(t, { strategy: 'check', check_cols: ['v'] });
  await b.step([
    ['1', 'a', at(1)],
    ['2', null, at(1)],
    ['3', 'c', at(1)],
    ['4', null, at(1)],
  ]);
  await b.step([
    ['1', 'a', at(9)],
    ['2', 'b', at(1)],
    ['3', null, at(1)],
    ['4', null, at(1)],
  ]);
  assert.deepEqual(await b.history(STATE), [
    [1, 'a', true],
    [2, 'b', true],
    [2, null, false],
    [3, 'c', false],
    [3, null, true],
    [4, null, true],
  ]);
  const gaps = await b.history(
    `(SELECT count(*) FROM h x JOIN h y ON x.id = y.id AND x.dbt_valid_to = y.dbt_valid_from) AS joined,
     (SELECT count(*) FROM h WHERE dbt_valid_to IS NOT NULL) AS closed`,
  );
  assert.deepEqual(gaps[0], ['2', '2'], 'each closed record ends where the next begins');
});

test('check_cols all looks at every column; a new column is added, null in old records', async (t) => {
  const b = await bench(t, { strategy: 'check', check_cols: 'all' });
  await b.step([
    ['1', 'a', at(1)],
    ['2', 'b', at(1)],
  ]);
  await b.step(
    [
      ['1', 'a', at(2), null],
      ['2', 'b', at(1), 'new'],
    ],
    { ...COLUMNS, w: 'VARCHAR' },
  );
  assert.deepEqual(await b.history('id, h.at, w, dbt_valid_to IS NULL'), [
    [1, D(1), null, false],
    [1, D(2), null, true],
    [2, D(1), 'new', true],
    [2, D(1), null, false],
  ]);
  await b.step([['2', 'b', 'new']], { id: 'INTEGER', v: 'VARCHAR', w: 'VARCHAR' });
  assert.deepEqual(await b.history('count(*)'), [['4']], 'a column that is gone is not compared');
});

test('hard deletes: invalidate closes; a row that comes back is a new record', async (t) => {
  const b = await bench(t, { strategy: 'timestamp', updated_at: 'at', hard_deletes: 'invalidate' });
  await b.step([
    ['1', 'a', at(1)],
    ['2', 'b', at(1)],
  ]);
  await b.step([['1', 'a', at(1)]]);
  assert.deepEqual(await b.history(STATE), [
    [1, 'a', true],
    [2, 'b', false],
  ]);
  const [[closed]] = (await b.history("max(dbt_valid_to) > TIMESTAMP '2026-01-01'")) as [[boolean]];
  assert.ok(closed, 'at the time of the run');
  await b.step([
    ['1', 'a', at(1)],
    ['2', 'b', at(4)],
  ]);
  assert.deepEqual(await b.history(STATE), [
    [1, 'a', true],
    [2, 'b', false],
    [2, 'b', true],
  ]);
});

test('hard deletes: new_record says so in a record of its own, until the row comes back', async (t) => {
  const b = await bench(t, { strategy: 'check', check_cols: ['v'], hard_deletes: 'new_record' });
  const states = 'id, v, dbt_is_deleted, dbt_valid_to IS NULL';
  await b.step([
    ['1', 'a', at(1)],
    ['2', 'b', at(1)],
  ]);
  assert.deepEqual(await b.history(states), [
    [1, 'a', 'False', true],
    [2, 'b', 'False', true],
  ]);
  await b.step([['1', 'a', at(1)]]);
  const deleted = [
    [1, 'a', 'False', true],
    [2, 'b', 'False', false],
    [2, 'b', 'True', true],
  ];
  assert.deepEqual(await b.history(states), deleted);
  await b.step([['1', 'a', at(2)]]);
  assert.deepEqual(await b.history(states), deleted, 'deleted once');
  await b.step([
    ['1', 'a', at(1)],
    ['2', 'b', at(1)],
  ]);
  assert.deepEqual(await b.history(states), [
    [1, 'a', 'False', true],
    [2, 'b', 'False', false],
    [2, 'b', 'False', true],
    [2, 'b', 'True', false],
  ]);
});

test('dbt_valid_to_current and names of one’s own', async (t) => {
  const names = {
    dbt_valid_from: 'depuis',
    dbt_valid_to: 'jusqu_a',
    dbt_scd_id: 'cle',
    dbt_updated_at: 'maj',
    dbt_is_deleted: 'efface',
  };
  const b = await bench(t, {
    strategy: 'timestamp',
    updated_at: 'at',
    hard_deletes: 'new_record',
    dbt_valid_to_current: "TIMESTAMP '9999-12-31'",
    snapshot_meta_column_names: names,
  });
  await b.step([['1', 'a', at(1)]]);
  await b.step([['1', 'b', at(2)]]);
  assert.deepEqual(await b.history('id, v, depuis, jusqu_a, maj, efface, cle IS NOT NULL'), [
    [1, 'a', D(1), D(2), D(1), 'False', true],
    [1, 'b', D(2), '9999-12-31T00:00:00', D(2), 'False', true],
  ]);
});

test('composite and computed keys; duplicate and null keys are refused and change nothing', async (t) => {
  const b = await bench(t, { strategy: 'check', check_cols: ['at'], unique_key: ['id', 'lower(v)'] });
  await b.step([
    ['1', 'a', at(1)],
    ['1', 'B', at(1)],
  ]);
  await b.step([
    ['1', 'A', at(1)],
    ['1', 'b', at(2)],
  ]);
  assert.deepEqual(await b.history(STATE), [
    [1, 'B', false],
    [1, 'a', true],
    [1, 'b', true],
  ]);
  const twice = await b.step([
    ['1', 'x', at(1)],
    ['1', 'X', at(2)],
  ]);
  assert.deepEqual(twice, { ok: false, code: 'warehouse.duplicate_key' });
  assert.equal((await b.step([['1', null, at(1)]])).code, 'warehouse.duplicate_key');
  assert.deepEqual(await b.history('count(*)'), [['3']]);
  const bare = await bench(t, { strategy: 'timestamp', updated_at: null });
  assert.equal((await bare.step([['1', 'a', at(1)]])).code, 'warehouse.snapshot_invalid');
});
