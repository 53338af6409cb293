import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countClasses, countClassOf } from './count-classes.ts';

test('limits are round and few', () => {
  assert.deepEqual(countClasses([3, 41, 77, 156]), [50, 100, 150]);
  assert.deepEqual(countClasses([0, 0]), []);
  assert.deepEqual(countClasses([]), []);
});

test('a larger count never falls in a lower class', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100_000), { minLength: 1 }), (counts) => {
      const limits = countClasses(counts);
      assert.ok(limits.length <= 3);
      const classes = [...counts].sort((a, b) => a - b).map((count) => countClassOf(count, limits));
      assert.deepEqual(
        classes,
        [...classes].sort((a, b) => a - b),
      );
    }),
  );
});
