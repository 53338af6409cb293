import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainCompiler, testWarehouse } from '../testing/index.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';
const SQL = 'SELECT total FROM mart WHERE total > $1';

test('a statement that is asked again reads what is published now, whatever was published or rolled back between', async (t) => {
  const plain = plainCompiler();
  const { warehouse } = await testWarehouse(t, { compiler: plain.compiler });
  const tenant = warehouse.tenant(TENANT);
  const publish = async (select: string): Promise<void> => {
    plain.set({ models: [{ name: 'mart', sql: () => select }] });
    assert.ok((await tenant.build({ projectDir: '/' })).ok);
  };
  // Many at once fill every connection's cache; each answer is of one generation.
  const ask = async (generation?: number): Promise<string[]> => {
    const o = generation === undefined ? {} : { generation };
    const answers = await Promise.all(Array.from({ length: 12 }, () => tenant.query(SQL, ['0'], o)));
    return [...new Set(answers.map(({ columns, rows }) => `${columns[0]?.type} ${rows.flat().join()}`))];
  };
  await publish('SELECT 1::INTEGER AS total');
  assert.deepEqual(await ask(), ['INTEGER 1']);
  // Another type, then another number of columns: what was bound before must not be used.
  await publish("SELECT 2.50::DECIMAL(18,2) AS total, 'more' AS note");
  assert.deepEqual(await ask(), ['DECIMAL(18,2) 2.50']);
  assert.deepEqual(await ask(1), ['INTEGER 1']);
  assert.deepEqual(await ask(), ['DECIMAL(18,2) 2.50']);
  await tenant.rollback(1);
  assert.deepEqual(await ask(), ['INTEGER 1']);
  assert.deepEqual(await ask(2), ['DECIMAL(18,2) 2.50']);
  await publish('SELECT 3::INTEGER AS total');
  assert.deepEqual(await ask(), ['INTEGER 3']);
  await publish('SELECT 4::INTEGER AS other');
  await assert.rejects(tenant.query(SQL, ['0']), { code: 'warehouse.query_failed' });
  assert.deepEqual(await ask(3), ['INTEGER 3']);
});
