import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '@griot/kernel';
import fc from 'fast-check';
import { binMatrix, MISSING_BIN } from './bins.ts';
import { bestSplit, Histograms } from './histograms.ts';
import { matrixOf, rowOf } from './matrix.ts';
import { predict, predictAll, predictMargin } from './model.ts';
import { type Objective, weightedQuantile } from './objectives.ts';
import { train } from './train.ts';
import { toXgboostJson } from './xgboost-json.ts';

const value = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -5, max: 5 }) },
  { weight: 2, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);
const table = (features = 3) =>
  fc.array(fc.tuple(fc.array(value, { minLength: features, maxLength: features }), fc.integer({ min: 0, max: 20 })), {
    minLength: 1,
    maxLength: 60,
  });
const names = (n: number) => Array.from({ length: n }, (_, i) => `f${i}`);

/** A thousand rows whose second feature decides, with noise and holes. */
function plain(rows: number, seed = 7) {
  const chance = seeded(seed);
  const features = Array.from({ length: rows }, () => [
    chance(),
    chance() < 0.1 ? Number.NaN : chance() * 10,
    chance(),
  ]);
  const target = Float64Array.from(features, ([, b]) => (Number.isNaN(b) ? 3 : Math.sin(b as number)) + chance() * 0.1);
  return { matrix: matrixOf(['a', 'b', 'c'], features), target };
}

test('a bin is the count of cuts at or below a value; what is told apart by a cut is told apart by its bin', () => {
  fc.assert(
    fc.property(table(), fc.integer({ min: 2, max: 255 }), (rows, maxBins) => {
      const matrix = matrixOf(
        names(3),
        rows.map(([features]) => features),
      );
      const { bins, cuts } = binMatrix(matrix, maxBins);
      for (let row = 0; row < matrix.rows; row += 1) {
        rowOf(matrix, row).forEach((one, feature) => {
          const own = cuts[feature] ?? new Float32Array();
          const expected = Number.isNaN(one) ? MISSING_BIN : own.filter((cut) => cut <= one).length;
          assert.equal(bins[row * 3 + feature], expected);
          assert.ok(own.length < maxBins);
        });
      }
    }),
  );
});

test('the split found is the best of all splits, counted by plain loops', () => {
  fc.assert(
    fc.property(table(), fc.double({ min: 0, max: 3, noNaN: true }), (rows, minChildWeight) => {
      const matrix = matrixOf(
        names(3),
        rows.map(([features]) => features),
      );
      const binned = binMatrix(matrix, 255);
      const g = Float64Array.from(rows, ([, y]) => y - 8);
      const h = Float64Array.from(rows, ([, y]) => 0.5 + (y % 3));
      const o = { maxDepth: 6, maxLeaves: 64, lambda: 1, gamma: 0, minChildWeight };
      const order = Int32Array.from(rows, (_, n) => n);
      const histograms = new Histograms(binned, g, h);
      const [sumG, sumH] = histograms.totals(order, 0, order.length);
      const sums = histograms.count(order, 0, order.length);
      const found = bestSplit(binned, Int32Array.of(0, 1, 2), sums, sumG, sumH, o);
      let best = 0;
      for (let feature = 0; feature < 3; feature += 1) {
        for (const cut of rows.map(([features]) => Math.fround(features[feature] as number))) {
          for (const missingLeft of [false, true]) {
            const left = rows.map(([features]) => {
              const x = Math.fround(features[feature] as number);
              return Number.isNaN(x) ? missingLeft : x < cut;
            });
            const sum = (of: Float64Array, side: boolean) =>
              of.reduce((s, one, n) => (left[n] === side ? s + one : s), 0);
            const [hl, hr] = [sum(h, true), sum(h, false)];
            if (hl === 0 || hr === 0 || hl < minChildWeight || hr < minChildWeight) continue;
            const gain = sum(g, true) ** 2 / (hl + 1) + sum(g, false) ** 2 / (hr + 1) - sumG ** 2 / (sumH + 1);
            best = Math.max(best, gain);
          }
        }
      }
      // Splitting what is missing from all the rest needs a cut above every value, which histograms do not have.
      const gain = found?.gain ?? 0;
      assert.ok(gain <= best + 1e-6 * (1 + best), `${gain} above ${best}`);
      const whole = rows.some(([features]) => features.some(Number.isNaN));
      if (!whole) assert.ok(Math.abs(gain - best) <= 1e-6 * (1 + best), `${gain}, not ${best}`);
    }),
  );
});

test('the same seed gives the same model, another seed another one', () => {
  const set = plain(400);
  const o = { objective: { kind: 'squared' } as const, trees: 10, subsample: 0.7, featureShare: 0.7 };
  const json = (seed: number) => toXgboostJson(train(set, { ...o, seed }).model);
  assert.equal(json(3), json(3));
  assert.notEqual(json(3), json(4));
});

test('more trees lower the training loss; without sampling never the other way', () => {
  fc.assert(
    fc.property(table(2), fc.constantFrom<Objective>({ kind: 'squared' }, { kind: 'logistic' }), (rows, objective) => {
      const matrix = matrixOf(
        names(2),
        rows.map(([features]) => features),
      );
      const target = Float64Array.from(rows, ([, y]) => (objective.kind === 'logistic' ? y / 20 : y));
      const losses = [0, 1, 3, 8].map((trees) => {
        const { model } = train({ matrix, target }, { objective, trees, learningRate: 0.3, maxDepth: 3 });
        const said = predictAll(model, matrix);
        return said.reduce((sum, p, n) => {
          const y = target[n] as number;
          return sum + (objective.kind === 'squared' ? (p - y) ** 2 : -(y * Math.log(p) + (1 - y) * Math.log(1 - p)));
        }, 0);
      });
      losses.forEach((loss, n) => {
        assert.ok(n === 0 || loss <= (losses[n - 1] as number) + 1e-6, `${losses}`);
      });
    }),
    { numRuns: 40 },
  );
});

test('it learns a curve with holes, stops on what came later, and says the same by row and by table', () => {
  const set = plain(3000);
  const { model, losses } = train(set, {
    ...{ objective: { kind: 'squared' }, trees: 400, learningRate: 0.3, maxDepth: 4, validateFrom: 2400, patience: 10 },
  });
  assert.ok(losses.length < 400 && model.trees.length <= losses.length);
  assert.equal(losses.indexOf(Math.min(...losses)) + 1, model.trees.length, 'no tree after the best');
  assert.ok(Math.min(...losses) < 0.003, `${Math.min(...losses)}`);
  assert.ok(Math.abs(predict(model, [0.5, Number.NaN, 0.5]) - 3.05) < 0.1, 'what is missing is learnt');
  const all = predictAll(model, set.matrix);
  for (let row = 0; row < 50; row += 1) assert.equal(all[row], predict(model, rowOf(set.matrix, row)));
});

test('weights are as rows repeated', () => {
  const { matrix, target } = plain(200);
  const weight = Float64Array.from(target, (_, n) => 1 + (n % 3));
  const rows: number[][] = [];
  const repeated: number[] = [];
  for (let n = 0; n < 200; n += 1) {
    for (let times = 0; times <= n % 3; times += 1) {
      rows.push([...rowOf(matrix, n)]);
      repeated.push(target[n] as number);
    }
  }
  const o = { objective: { kind: 'squared' } as const, trees: 5, maxDepth: 3 };
  const one = train({ matrix, target, weight }, o).model;
  const two = train({ matrix: matrixOf(['a', 'b', 'c'], rows), target: Float64Array.from(repeated) }, o).model;
  for (let n = 0; n < 200; n += 1) {
    const row = rowOf(matrix, n);
    assert.ok(Math.abs(predictMargin(one, row) - predictMargin(two, row)) < 1e-5);
  }
});

test('quantiles: about the asked share lies below', () => {
  const set = plain(4000, 11);
  for (const alpha of [0.1, 0.5, 0.9]) {
    const { model } = train(set, { objective: { kind: 'quantile', alpha }, trees: 80, learningRate: 0.2, maxDepth: 3 });
    const said = predictAll(model, set.matrix);
    const below = set.target.filter((y, n) => y <= (said[n] as number)).length / 4000;
    assert.ok(Math.abs(below - alpha) < 0.04, `${below} below the ${alpha}`);
  }
  const rows = Int32Array.of(0, 1, 2, 3);
  assert.equal(weightedQuantile(Float64Array.of(4, 1, 3, 2), Float64Array.of(1, 1, 1, 1), rows, 0.5), 2);
});

test('quantiles of what is nearly always nothing still tell where it is not', () => {
  const chance = seeded(3);
  const rows = Array.from({ length: 2000 }, () => [chance(), chance()]);
  const target = Float64Array.from(rows, ([a]) => ((a as number) > 0.98 ? 20 + chance() : 0));
  const { model } = train(
    { matrix: matrixOf(['a', 'b'], rows), target },
    { objective: { kind: 'quantile', alpha: 0.5 }, trees: 60, learningRate: 0.2, maxDepth: 3 },
  );
  assert.ok(Math.abs(predict(model, [0.99, 0.5]) - 20.5) < 1, `${predict(model, [0.99, 0.5])}`);
  assert.equal(predict(model, [0.5, 0.5]), 0);
});

test('what cannot be learnt from is refused', () => {
  const matrix = matrixOf(['a'], [[1], [2]]);
  const refused = (act: () => unknown, code: string) => assert.throws(act, { code });
  refused(() => matrixOf(['a'], [[1, 2]]), 'learning.row_width');
  refused(() => train({ matrix, target: Float64Array.of(1) }, { objective: { kind: 'squared' } }), 'learning.no_rows');
  const bad = Float64Array.of(0, 2);
  refused(() => train({ matrix, target: bad }, { objective: { kind: 'logistic' } }), 'learning.bad_target');
  const { model } = train({ matrix, target: bad }, { objective: { kind: 'squared' }, trees: 1 });
  refused(() => predict(model, [1, 2]), 'learning.row_width');
});
