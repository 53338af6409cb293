import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '@griot/kernel';
import fc from 'fast-check';
import { contributionsOf } from './contributions.ts';
import { matrixOf } from './matrix.ts';
import { type Model, predictMargin } from './model.ts';
import { train } from './train.ts';
import { nextNode, type Tree } from './tree.ts';
import { fromXgboostJson, toXgboostJson } from './xgboost-json.ts';

function someModel(seed: number, features: number, o: { depth: number; trees: number }): Model {
  const chance = seeded(seed);
  const rows = Array.from({ length: 120 }, () =>
    Array.from({ length: features }, () => (chance() < 0.1 ? Number.NaN : Math.floor(chance() * 6))),
  );
  const target = Float64Array.from(rows, (row) => {
    const [a = 0, b = 0] = row.map((x) => (Number.isNaN(x) ? 1 : x));
    return (a as number) * (b as number) + chance();
  });
  const matrix = matrixOf(
    Array.from({ length: features }, (_, n) => `f${n}`),
    rows,
  );
  const base = { objective: { kind: 'squared' } as const, minChildWeight: 0 };
  return train({ matrix, target }, { ...base, trees: o.trees, maxDepth: o.depth }).model;
}

/** What a tree says when only these features are known: the others go both ways, by how many training rows did. */
function knowing(tree: Tree, node: number, row: readonly number[], known: ReadonlySet<number>): number {
  if (tree.left[node] === -1) return tree.value[node] as number;
  if (known.has(tree.feature[node] as number)) {
    return knowing(tree, nextNode(tree, node, Float32Array.from(row), 0), row, known);
  }
  const [left, right] = [tree.left[node] as number, tree.right[node] as number];
  const [a, b] = [tree.cover[left] as number, tree.cover[right] as number];
  return (a * knowing(tree, left, row, known) + b * knowing(tree, right, row, known)) / (a + b);
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** Shapley's formula over every subset of features. */
function shapley(model: Model, row: readonly number[]): number[] {
  const m = row.length;
  const value = (known: ReadonlySet<number>) =>
    model.trees.reduce((sum, tree) => sum + knowing(tree, 0, row, known), model.base);
  return row.map((_, feature) => {
    let sum = 0;
    for (let bits = 0; bits < 2 ** m; bits += 1) {
      const known = new Set(row.map((_x, n) => n).filter((n) => bits & (1 << n)));
      if (known.has(feature)) continue;
      const weight = (factorial(known.size) * factorial(m - known.size - 1)) / factorial(m);
      sum += weight * (value(new Set([...known, feature])) - value(known));
    }
    return sum;
  });
}

const rowOfFeatures = (n: number) =>
  fc.array(fc.oneof(fc.integer({ min: -1, max: 7 }), fc.constant(Number.NaN)), { minLength: n, maxLength: n });

test('contributions are Shapley’s values by his own formula', () => {
  const models = [1, 2, 3].map((seed) => someModel(seed, 4, { depth: 4, trees: 3 }));
  fc.assert(
    fc.property(fc.constantFrom(...models), rowOfFeatures(4), (model, row) => {
      const { values } = contributionsOf(model, row);
      shapley(model, row).forEach((expected, n) => {
        assert.ok(Math.abs(expected - (values[n] as number)) < 1e-8, `${values} not ${expected} at ${n}`);
      });
    }),
    { numRuns: 60 },
  );
});

test('contributions and the bias sum to the margin', () => {
  const models = [4, 5].map((seed) => someModel(seed, 8, { depth: 6, trees: 20 }));
  fc.assert(
    fc.property(fc.constantFrom(...models), rowOfFeatures(8), (model, row) => {
      const { bias, values } = contributionsOf(model, row);
      const sum = values.reduce((total, one) => total + one, bias);
      assert.ok(Math.abs(sum - predictMargin(model, row)) < 1e-8);
    }),
  );
});

test('a model goes through XGBoost’s JSON and comes back the same', () => {
  const model = someModel(6, 5, { depth: 5, trees: 8 });
  const back = fromXgboostJson(toXgboostJson(model));
  assert.deepEqual(back.names, model.names);
  fc.assert(
    fc.property(rowOfFeatures(5), (row) => {
      assert.equal(predictMargin(back, row), predictMargin(model, row));
      assert.deepEqual(contributionsOf(back, row), contributionsOf(model, row));
    }),
  );
  for (const broken of ['{', 'null', '{}', '{"learner":{"gradient_booster":{"name":"gblinear"}}}']) {
    assert.throws(() => fromXgboostJson(broken), { code: 'learning.model_unreadable' });
  }
});
