import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '@griot/kernel';
import fc from 'fast-check';
import { calibrated, fitIsotonic, fitSigmoid } from './calibrate.ts';
import { conformalBound, intervalScores } from './conformal.ts';
import { brierScore, calibrationTable, coverageOf, pinballLoss, prAuc, rocAuc } from './metrics.ts';

const judged = fc.array(
  fc.record({ score: fc.integer({ min: 0, max: 12 }), outcome: fc.integer({ min: 0, max: 1 }) }),
  {
    minLength: 1,
    maxLength: 40,
  },
);

test('areas equal plain loops: pairs for ROC, thresholds for precision and recall', () => {
  fc.assert(
    fc.property(judged, (rows) => {
      const scores = rows.map(({ score }) => score);
      const outcomes = rows.map(({ outcome }) => outcome);
      const positive = rows.filter(({ outcome }) => outcome === 1);
      const negative = rows.filter(({ outcome }) => outcome === 0);
      let won = 0;
      for (const p of positive) for (const n of negative) won += p.score > n.score ? 1 : p.score === n.score ? 0.5 : 0;
      const roc = rocAuc(scores, outcomes);
      if (positive.length === 0 || negative.length === 0) assert.ok(Number.isNaN(roc));
      else assert.ok(Math.abs(roc - won / (positive.length * negative.length)) < 1e-12);
      let [area, recallBefore] = [0, 0];
      for (const threshold of [...new Set(scores)].sort((a, b) => b - a)) {
        const flagged = rows.filter(({ score }) => score >= threshold);
        const caught = flagged.filter(({ outcome }) => outcome === 1).length;
        const recall = caught / positive.length;
        area += (recall - recallBefore) * (caught / flagged.length);
        recallBefore = recall;
      }
      if (positive.length > 0) assert.ok(Math.abs(prAuc(scores, outcomes) - area) < 1e-12);
    }),
  );
});

test('isotonic: never falling, and the rising steps nearest to the outcomes', () => {
  fc.assert(
    fc.property(judged, (rows) => {
      const scores = rows.map(({ score }) => score);
      const outcomes = rows.map(({ outcome }) => outcome);
      const fit = fitIsotonic(scores, outcomes);
      if (fit.kind !== 'isotonic') throw new Error('unreachable');
      fit.shares.forEach((share, n) => {
        assert.ok(n === 0 || share > (fit.shares[n - 1] as number));
      });
      // The nearest rising steps by their formula: the highest, over where a run begins, of the lowest mean over where it ends.
      const distinct = [...new Set(scores)].sort((a, b) => a - b);
      const meanOf = (from: number, to: number) => {
        const inside = rows.filter(({ score }) => score >= from && score <= to);
        return inside.reduce((sum, { outcome }) => sum + outcome, 0) / inside.length;
      };
      const nearest = distinct.map((at) =>
        Math.max(
          ...distinct
            .filter((from) => from <= at)
            .map((from) => Math.min(...distinct.filter((to) => to >= at).map((to) => meanOf(from, to)))),
        ),
      );
      assert.deepEqual(
        fit.shares.map((share) => share.toFixed(12)),
        [...new Set(nearest.map((share) => share.toFixed(12)))],
      );
      for (let score = -1; score < 14; score += 0.5) {
        const p = calibrated(fit, score);
        assert.ok(p >= 0 && p <= 1 && p <= calibrated(fit, score + 0.5) + 1e-12);
      }
    }),
  );
});

test('calibration mends a score that exaggerates', () => {
  const chance = seeded(5);
  const truth = Array.from({ length: 4000 }, () => chance());
  const outcomes = truth.map((p) => (chance() < p ? 1 : 0));
  const margins = truth.map((p) => 3 * Math.log(p / (1 - p)));
  for (const fit of [fitIsotonic(margins, outcomes), fitSigmoid(margins, outcomes)]) {
    const said = margins.map((margin) => calibrated(fit, margin));
    assert.ok(brierScore(said, outcomes) < brierScore(truth, outcomes) + 0.005, fit.kind);
    for (const { predicted, observed } of calibrationTable(said, outcomes)) {
      assert.ok(Math.abs(predicted - observed) < 0.08, `${fit.kind}: said ${predicted}, came ${observed}`);
    }
  }
  const sigmoid = fitSigmoid(margins, outcomes);
  assert.ok(sigmoid.kind === 'sigmoid' && Math.abs(sigmoid.slope - 1 / 3) < 0.03);
});

test('the table keeps all rows, and groups do not overlap', () => {
  fc.assert(
    fc.property(judged, fc.integer({ min: 1, max: 12 }), (rows, bins) => {
      const scores = rows.map(({ score }) => score / 12);
      const table = calibrationTable(
        scores,
        rows.map(({ outcome }) => outcome),
        bins,
      );
      assert.equal(
        table.reduce((sum, { count }) => sum + count, 0),
        rows.length,
      );
      assert.ok(table.length <= bins);
      table.forEach(({ predicted }, n) => {
        assert.ok(n === 0 || predicted > (table[n - 1]?.predicted ?? 0));
      });
    }),
  );
});

test('the conformal bound is the rank it says, and covers what it promises on average', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer(), { minLength: 1, maxLength: 50 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      (scores, c) => {
        const bound = conformalBound(scores, c);
        const rank = Math.ceil((scores.length + 1) * c);
        if (rank > scores.length) assert.equal(bound, Infinity);
        else assert.equal(bound, [...scores].sort((a, b) => a - b)[rank - 1]);
      },
    ),
  );
  const chance = seeded(9);
  const skewed = (n: number) => Array.from({ length: n }, () => -Math.log(1 - chance()) * 10);
  let covered = 0;
  for (let round = 0; round < 400; round += 1) {
    const known = skewed(60);
    const q = conformalBound(
      intervalScores(
        known,
        known.map(() => 2),
        known.map(() => 8),
      ),
      0.8,
    );
    const next = skewed(20);
    covered +=
      coverageOf(
        next,
        next.map(() => 2 - q),
        next.map(() => 8 + q),
      ) / 400;
  }
  assert.ok(Math.abs(covered - 0.8) < 0.02, `${covered}`);
});

test('pinball: what lies too low costs alpha, what lies too high the rest', () => {
  assert.equal(pinballLoss([0], [10], 0.9), 9);
  assert.ok(Math.abs(pinballLoss([10], [0], 0.9) - 1) < 1e-12);
});
