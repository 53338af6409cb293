import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@griot/kernel';
import { testWarehouse } from '../testing/index.ts';

const SQL = `SELECT i AS id, 'une ligne dont le texte est assez long pour peser ' || i AS texte FROM range($1::BIGINT) r(i) ORDER BY i`;

test('rows come as they are taken: all of them, in order, from one statement, and nothing piles up before a slow reader', async (t) => {
  const { warehouse } = await testWarehouse(t);
  const tenant = warehouse.tenant(newId());
  let count = 0;
  let turns = 0;
  const beat = setInterval(() => {
    turns += 1;
  }, 1);
  t.after(() => clearInterval(beat));
  for await (const group of tenant.stream(SQL, [100_000])) {
    for (const [id] of group) assert.equal(Number(id), count++);
    // The loop has its turn between groups: other requests are served meanwhile.
    await pause(0);
  }
  assert.equal(count, 100_000);
  assert.ok(turns >= 10, `${turns}`);

  // A reader who takes one group and waits: of two million rows (about 200 MB here) the process gets a few groups.
  const slow = tenant.stream(SQL, [2_000_000]);
  const first = await slow.next();
  assert.ok(!first.done && first.value.length > 0);
  const before = process.memoryUsage();
  await pause(1500);
  const after = process.memoryUsage();
  const grown = (after.heapUsed + after.external - before.heapUsed - before.external) / 1e6;
  assert.ok(grown < 60, `${Math.round(grown)} MB more while nobody reads`);
  await slow.return(undefined);

  // Who leaves frees the engine at once: more leave than may read together, and the next one is served.
  for (let n = 0; n < 20; n += 1) {
    const left = tenant.stream(SQL, [2_000_000]);
    await left.next();
    await left.return(undefined);
  }
  const gone = new AbortController();
  const aborted = tenant.stream(SQL, [2_000_000], { signal: gone.signal });
  await aborted.next();
  gone.abort();
  assert.equal((await tenant.query('SELECT 1')).rows.length, 1);
  await assert.rejects(async () => {
    for await (const _group of tenant.stream('SELECT nothing FROM nowhere')) assert.fail('no row');
  }, /warehouse\.(query_failed|not_published)|nowhere|published/);
});
