import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { IdSet } from './id-set.ts';

test('it is a set, and remembers where each id was met first', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string(),
          fc.integer({ min: 0, max: 300 }).map((n) => `FA-${n}`),
        ),
      ),
      (ids) => {
        const set = new IdSet();
        const first = new Map<string, number>();
        for (const [index, raw] of ids.entries()) {
          const id = raw.toWellFormed();
          const met = set.add(id, index + 1);
          assert.equal(met, first.get(id) ?? 0);
          if (!first.has(id)) first.set(id, index + 1);
        }
        assert.equal(set.size, first.size);
        for (const id of first.keys()) assert.ok(set.has(id));
        assert.ok(!set.has('not there'));
      },
    ),
  );
});

test('it stays exact while it grows', () => {
  const set = new IdSet();
  for (let i = 0; i < 50_000; i++) assert.equal(set.add(`FA-202401-${i}`, i + 1), 0);
  for (let i = 0; i < 50_000; i += 997) assert.equal(set.add(`FA-202401-${i}`, 1), i + 1);
  assert.ok(!set.has('FA-202401-50000'));
});
