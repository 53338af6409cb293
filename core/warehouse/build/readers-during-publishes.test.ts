import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainCompiler, testWarehouse } from '../testing/index.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';

test('readers never see two generations in one answer while twenty are published', async (t) => {
  const plain = plainCompiler();
  const { warehouse } = await testWarehouse(t, { compiler: plain.compiler });
  const tenant = warehouse.tenant(TENANT);
  const publish = async (n: number): Promise<void> => {
    plain.set({
      models: [
        { name: 'a', sql: () => `SELECT ${n} AS n, range AS id FROM range(1000)` },
        { name: 'b', config: { materialized: 'view' }, reads: ['a'], sql: (c) => `SELECT * FROM ${c.ref('a')}` },
        { name: 'c', sql: () => `SELECT ${n} AS n` },
      ],
    });
    assert.equal((await tenant.build({ projectDir: '/' })).generation, n);
  };
  await publish(1);
  let publishing = true;
  let answers = 0;
  const generations = new Set<number | null>();
  const reader = async (): Promise<void> => {
    let last = 0;
    while (publishing) {
      const { rows, generation } = await tenant.query(
        'SELECT (SELECT max(n) FROM a), (SELECT min(n) FROM b), (SELECT n FROM c), (SELECT count(*)::INTEGER FROM a)',
      );
      assert.deepEqual(rows, [[generation, generation, generation, 1000]]);
      assert.ok((generation ?? 0) >= last, 'time does not go back');
      last = generation ?? 0;
      answers += 1;
      generations.add(generation);
    }
  };
  const readers = Array.from({ length: 4 }, reader);
  for (let n = 2; n <= 21; n += 1) await publish(n);
  publishing = false;
  await Promise.all(readers);
  assert.ok(answers > 20 && generations.size > 5, `${answers} answers over ${generations.size} generations`);
  const kept = (await tenant.generations()).map((generation) => generation.id);
  assert.deepEqual(kept.slice(0, 5), [21, 20, 19, 18, 17]);
});
