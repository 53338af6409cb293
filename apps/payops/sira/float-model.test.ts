import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matrixOf, train } from '@griot/learning';
import { FLOAT_FEATURES, type FloatModel, refusedOf } from './float-model.ts';

/** A model that says the same of everything. */
const constant = (value: number) =>
  train(
    { matrix: matrixOf(FLOAT_FEATURES, [row(0), row(1), row(2)]), target: new Float64Array(3).fill(value) },
    { objective: { kind: 'squared' }, trees: 1 },
  ).model;
const row = (float: number): number[] => FLOAT_FEATURES.map((name) => (name === 'float_now' ? float : 0));

/** Needs of 1, 2 and 10 visits at its quantiles, and a chance of shortage. */
function saying(chance: number): FloatModel {
  const shortage = { model: constant(0), calibrator: { kind: 'isotonic' as const, scores: [0], shares: [chance] } };
  return {
    ...{ shortage, low: constant(1), middle: constant(2), high: constant(10) },
    widen: { need: 0, refused: 0 },
  };
}

test('where a shortage is likelier than not, the middle of what would be refused is above nothing and inside its interval', () => {
  for (const chance of [0.05, 0.3, 0.5, 0.51, 0.7, 0.92, 0.99]) {
    const { low, middle, high } = refusedOf(saying(chance), row(4));
    assert.deepEqual([low, high], [0, 6]);
    assert.equal(middle > 0, chance > 0.5);
    assert.ok(middle <= high);
  }
  // The quantile itself, where it says more.
  assert.equal(refusedOf(saying(0.55), row(0)).middle >= 2, true);
});
