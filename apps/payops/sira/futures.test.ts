import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { simulatedFutures } from '../testing/simulated-futures.ts';
import { GOALS, makePlan, type Priced } from './make-plan.ts';
import { RECOMMENDATION_TYPES } from './recommendation.ts';
import type { Recommendation } from './recommendations-store.ts';
import { Series } from './series.ts';

const start = Date.parse('2026-09-21T00:00:00Z');
/** The small form of `npm run bench -- payops-sira`: what it is made of, and that it is always the same; luck is the bench's. */
const future = (seed: string) =>
  simulatedFutures({ seed, historyDays: 15, futureDays: 1, rate: 0.4, start, size: { merchants: 20, agents: 15 } });

test('two futures of a seed: the same every time; doing nothing costs nothing, advice leaves its trace', () => {
  for (const seed of ['a', 'b']) {
    const one = future(seed);
    assert.deepEqual(one.nothing.actions, {});
    assert.deepEqual([one.nothing.floatCarried, one.nothing.heldHours], [0, 0]);
    assert.ok(one.models.payout !== null || one.models.float !== null);
    for (const count of Object.values(one.followed.actions)) assert.ok(count > 0);
    for (const { low, high, confidence } of one.told) assert.ok(low <= high && confidence > 0 && confidence < 1);
    if (seed === 'a') {
      const again = future(seed);
      assert.deepEqual([again.nothing, again.followed, again.told], [one.nothing, one.followed, one.told]);
    }
  }
});

test('sums over any span equal plain loops', () => {
  const rows = fc.array(fc.tuple(fc.nat(50), fc.nat(9), fc.nat(9)), { maxLength: 40 });
  fc.assert(
    fc.property(rows, fc.nat(60), fc.nat(60), (given, from, to) => {
      const sorted = given.sort(([a], [b]) => a - b);
      const series = new Series(['x', 'y']);
      for (const [slice, x, y] of sorted) series.add(slice, { x, y });
      const inside = sorted.filter(([slice]) => slice >= from && slice < to);
      const expected = from < to ? inside.reduce((sum, [, x]) => sum + x, 0) : null;
      if (expected !== null) assert.equal(series.sum('x', from, to), expected);
      let sum = 0;
      for (const row of series.inside(from, to)) sum += row.y;
      if (expected !== null)
        assert.equal(
          sum,
          inside.reduce((total, [, , y]) => total + y, 0),
        );
      const last = sorted.filter(([slice, x]) => slice < to && slice >= to - 10 && x > 0).at(-1);
      assert.equal(series.sinceLast('x', to, 10), last ? to - last[0] : null);
    }),
  );
});

const priced: fc.Arbitrary<Priced> = fc
  .record({
    id: fc.uuid(),
    type: fc.constantFrom(...RECOMMENDATION_TYPES),
    cost: fc.oneof(fc.constant(0), fc.nat(1000)),
    saved: fc.nat(1000),
    hours: fc.nat(20),
    confidence: fc.double({ min: 0.3, max: 0.99, noNaN: true }),
  })
  .map(({ id, type, cost, saved, hours, confidence }) => ({
    recommendation: { id, type, confidence, expiresAt: new Date(hours * 3_600_000).toISOString() } as Recommendation,
    cost: type === 'rebalance_float' ? cost : 0,
    savings: type === 'adjust_threshold' ? null : { low: saved / 2, expected: saved, high: saved * 2 },
  }));

test('a plan holds everything once, keeps to its budget, and leaves out only what does not fit', () => {
  fc.assert(
    fc.property(fc.array(priced, { maxLength: 15 }), fc.constantFrom(...GOALS), fc.nat(3000), (all, goal, budget) => {
      const plan = makePlan(all, goal, budget);
      assert.equal(plan.steps.length + plan.left.length, all.length);
      assert.ok(plan.cost <= budget);
      assert.equal(
        plan.cost,
        plan.steps.reduce((sum, { cost }) => sum + cost, 0),
      );
      assert.equal(plan.steps.at(-1)?.spent ?? 0, plan.cost);
      for (const { cost, why } of plan.left) if (why === 'budget') assert.ok(plan.cost + cost > budget);
      assert.ok(plan.savings.low <= plan.savings.expected && plan.savings.expected <= plan.savings.high);
    }),
  );
});
