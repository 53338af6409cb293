import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TenantWarehouse } from '../client/warehouse.ts';
import { loadRows, type PlainModel, plainCompiler, testWarehouse } from '../testing/index.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';
type Rows = (string | null)[][];

interface Bench {
  tenant: TenantWarehouse;
  /** Loads the source's rows, builds the model, answers its rows by id. */
  step(
    rows: Rows,
    o?: { fullRefresh?: boolean; model?: Partial<PlainModel>; columns?: Record<string, string> },
  ): Promise<unknown[][]>;
  failure(rows: Rows, model?: Partial<PlainModel>, columns?: Record<string, string>): Promise<string | undefined>;
}

async function bench(t: { after(work: () => Promise<void>): void }, model: Partial<PlainModel>): Promise<Bench> {
  const plain = plainCompiler();
  const { warehouse } = await testWarehouse(t, { compiler: plain.compiler });
  const tenant = warehouse.tenant(TENANT);
  let loads = 0;
  const build = async (
    rows: Rows,
    change: Partial<PlainModel>,
    columns: Record<string, string>,
    fullRefresh: boolean,
  ) => {
    loads += 1;
    await loadRows(tenant, { source: 'src', columns, rows, loadId: `l${loads}` });
    const all: PlainModel = {
      name: 'm',
      sources: ['src'],
      sql: (c) => `SELECT * FROM ${c.source('src')}`,
      ...model,
      ...change,
      config: { materialized: 'incremental', ...model.config, ...change.config },
    };
    plain.set({ models: [all] });
    return tenant.build({ projectDir: '/', fullRefresh });
  };
  const plainColumns = { id: 'INTEGER', v: 'VARCHAR' };
  return {
    tenant,
    async step(rows, o = {}) {
      const result = await build(rows, o.model ?? {}, o.columns ?? plainColumns, o.fullRefresh ?? false);
      assert.ok(result.ok, JSON.stringify(result.nodes));
      return (await tenant.query('SELECT * FROM m ORDER BY ALL')).rows;
    },
    async failure(rows, change = {}, columns = plainColumns) {
      return (await build(rows, change, columns, false)).nodes[0]?.error?.code;
    },
  };
}

test('append adds, full refresh starts anew, unchanged input adds nothing', async (t) => {
  const b = await bench(t, {});
  assert.deepEqual(await b.step([['1', 'a']]), [[1, 'a']]);
  assert.deepEqual(await b.step([['1', 'a']]), [[1, 'a']], 'the same source content again');
  assert.deepEqual(await b.step([['2', 'b']]), [
    [1, 'a'],
    [2, 'b'],
  ]);
  assert.deepEqual(await b.step([['3', 'c']], { fullRefresh: true }), [[3, 'c']]);
  assert.deepEqual(await b.step([['4', 'd']], { fullRefresh: true, model: { config: { full_refresh: false } } }), [
    [3, 'c'],
    [4, 'd'],
  ]);
});

test('delete+insert replaces by a composite key; a null in the key equals nothing', async (t) => {
  const columns = { id: 'INTEGER', k: 'VARCHAR', v: 'VARCHAR' };
  const b = await bench(t, { config: { unique_key: ['id', 'k'] } });
  await b.step(
    [
      ['1', 'x', 'a'],
      ['1', 'y', 'b'],
      ['2', null, 'c'],
    ],
    { columns },
  );
  const rows = await b.step(
    [
      ['1', 'x', 'A'],
      ['2', null, 'C'],
      ['3', 'z', 'd'],
    ],
    { columns },
  );
  assert.deepEqual(rows, [
    [1, 'x', 'A'],
    [1, 'y', 'b'],
    [2, null, 'C'],
    [2, null, 'c'],
    [3, 'z', 'd'],
  ]);
});

test('delete+insert takes a key expression and predicates', async (t) => {
  const b = await bench(t, { config: { unique_key: ['lower(v)'] } });
  await b.step([
    ['1', 'a'],
    ['2', 'b'],
  ]);
  assert.deepEqual(await b.step([['3', 'A']]), [
    [2, 'b'],
    [3, 'A'],
  ]);
  const p = await bench(t, { config: { unique_key: ['v'], incremental_predicates: ['DBT_INTERNAL_DEST.id > 1'] } });
  await p.step([
    ['1', 'a'],
    ['2', 'a'],
  ]);
  assert.deepEqual(await p.step([['9', 'a']]), [
    [1, 'a'],
    [9, 'a'],
  ]);
});

test('merge updates, inserts, honours update and exclude columns, refuses duplicate keys', async (t) => {
  const columns = { id: 'INTEGER', v: 'VARCHAR', w: 'VARCHAR' };
  const merge = (config: object) =>
    bench(t, { config: { unique_key: ['id'], incremental_strategy: 'merge', ...config } });
  const old: Rows = [
    ['1', 'a', 'a'],
    ['2', 'b', 'b'],
  ];
  const now: Rows = [
    ['2', 'B', 'B'],
    ['3', 'C', 'C'],
  ];
  const expected = async (config: object, second: unknown[]) => {
    const b = await merge(config);
    await b.step(old, { columns });
    assert.deepEqual(await b.step(now, { columns }), [[1, 'a', 'a'], second, [3, 'C', 'C']]);
  };
  await expected({}, [2, 'B', 'B']);
  await expected({ merge_update_columns: ['v'] }, [2, 'B', 'b']);
  await expected({ merge_exclude_columns: ['V'] }, [2, 'b', 'B']);
  const b = await merge({});
  await b.step(old, { columns });
  const twice: Rows = [
    ['2', 'x', 'x'],
    ['2', 'y', 'y'],
  ];
  assert.equal(await b.failure(twice, {}, columns), 'warehouse.duplicate_key');
});

test('insert_overwrite replaces the partitions that come, the null one too', async (t) => {
  const b = await bench(t, { config: { incremental_strategy: 'insert_overwrite', partition_by: ['v'] } });
  await b.step([
    ['1', 'p'],
    ['2', 'p'],
    ['3', 'q'],
    ['4', null],
  ]);
  assert.deepEqual(
    await b.step([
      ['5', 'p'],
      ['6', null],
    ]),
    [
      [3, 'q'],
      [5, 'p'],
      [6, null],
    ],
  );
});

test('on_schema_change: ignore, fail, append_new_columns, sync_all_columns', async (t) => {
  const wider = { id: 'INTEGER', v: 'VARCHAR', extra: 'INTEGER' };
  const narrower = { id: 'BIGINT', extra: 'INTEGER' };
  const policy = (on_schema_change: 'ignore' | 'fail' | 'append_new_columns' | 'sync_all_columns') =>
    bench(t, { config: { on_schema_change } });
  const ignore = await policy('ignore');
  await ignore.step([['1', 'a']]);
  assert.deepEqual(await ignore.step([['2', 'b', '7']], { columns: wider }), [
    [1, 'a'],
    [2, 'b'],
  ]);
  assert.equal(await ignore.failure([['3', '7']], {}, narrower), 'warehouse.schema_changed');
  const fail = await policy('fail');
  await fail.step([['1', 'a']]);
  assert.equal(await fail.failure([['2', 'b', '7']], {}, wider), 'warehouse.schema_changed');
  const append = await policy('append_new_columns');
  await append.step([['1', 'a']]);
  assert.deepEqual(await append.step([['2', '7']], { columns: { id: 'INTEGER', extra: 'INTEGER' } }), [
    [1, 'a', null],
    [2, null, 7],
  ]);
  const sync = await policy('sync_all_columns');
  await sync.step([['1', 'a']]);
  assert.deepEqual(await sync.step([['2', '7']], { columns: narrower }), [
    ['1', null],
    ['2', 7],
  ]);
});

test('the model reads its own former rows, and only what is new', async (t) => {
  const b = await bench(t, {
    sql: (c) =>
      `SELECT * FROM ${c.source('src')} ${c.isIncremental ? `WHERE id > (SELECT max(id) FROM ${c.this})` : ''}`,
  });
  await b.step([['1', 'a']]);
  assert.deepEqual(
    await b.step([
      ['1', 'changed'],
      ['2', 'b'],
    ]),
    [
      [1, 'a'],
      [2, 'b'],
    ],
  );
  await b.tenant.rollback(1);
  assert.deepEqual(
    await b.step([['5', 'e']]),
    [
      [1, 'a'],
      [5, 'e'],
    ],
    'goes on from the generation that readers see',
  );
});

test('an enforced contract holds for a continued table as for a new one', async (t) => {
  const none = { description: '', quote: false, tags: [], meta: {} };
  const rule = { name: null, columns: [], to: null, to_columns: [], warn_unenforced: true, warn_unsupported: true };
  const columns: PlainModel['columns'] = [
    { ...none, name: 'id', data_type: 'integer', constraints: [{ ...rule, type: 'unique', expression: null }] },
    {
      ...none,
      name: 'v',
      data_type: 'text',
      constraints: [
        { ...rule, type: 'not_null', expression: null },
        { ...rule, type: 'check', expression: 'length(v) < 3' },
      ],
    },
  ];
  const config = { contract: { enforced: true, alias_types: true } };
  const fresh = await bench(t, { config, columns });
  assert.equal(await fresh.failure([['1', null]]), 'warehouse.query_failed');
  assert.equal(
    await fresh.failure([
      ['1', 'a'],
      ['1', 'b'],
    ]),
    'warehouse.duplicate_key',
  );
  const b = await bench(t, { config, columns });
  await b.step([['1', 'a']]);
  assert.equal(await b.failure([['2', null]]), 'warehouse.contract_broken');
  assert.equal(await b.failure([['2', 'long']]), 'warehouse.contract_broken');
  assert.equal(await b.failure([['1', 'b']]), 'warehouse.duplicate_key');
  assert.equal(await b.failure([['2', 'b']], {}, { id: 'BIGINT', v: 'VARCHAR' }), 'warehouse.contract_broken');
  assert.deepEqual(await b.step([['2', 'b']]), [
    [1, 'a'],
    [2, 'b'],
  ]);
});
