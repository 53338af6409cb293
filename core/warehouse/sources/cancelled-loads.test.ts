import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDomainError, newId } from '@griot/kernel';
import { loadRows } from '../testing/load-rows.ts';
import { testWarehouse } from '../testing/test-warehouse.ts';

const ROWS = Array.from({ length: 20_000 }, (_, line) => ['a', String(line)]);
const LOAD = {
  source: 'lignes',
  columns: { lot: 'VARCHAR', ligne: 'INTEGER' },
  key: ['lot', 'ligne'],
  mode: 'upsert',
} as const;

test('a load that is cancelled at any moment leaves a table that the next one finds as it was', async (t) => {
  const { warehouse } = await testWarehouse(t);
  const tenant = warehouse.tenant(newId(0));
  const slice = { ...LOAD, rows: ROWS, without: { column: 'lot', values: ['a'] } };
  await loadRows(tenant, { ...slice, loadId: 'before' });
  let cancelled = 0;
  for (let time = 0; time < 120; time += 1) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), time % 60);
    await loadRows(tenant, { ...slice, loadId: `cancelled-${time}`, signal: stop.signal }).catch((error: unknown) => {
      if (!isDomainError(error) || error.code !== 'warehouse.cancelled') throw error;
      cancelled += 1;
    });
    clearTimeout(timer);
    const { rows, unchanged } = await loadRows(tenant, { ...slice, loadId: `next-${time}` });
    assert.deepEqual({ rows, unchanged }, { rows: ROWS.length, unchanged: true });
  }
  assert.ok(cancelled > 0);
});
