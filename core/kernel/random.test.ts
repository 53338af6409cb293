import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { random, seeded } from './random.ts';

const words = fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 4 });

test('the same words give the same numbers, other words others', () => {
  fc.assert(
    fc.property(words, (seed) => {
      const [one, again] = [random(...seed), random(...seed)];
      for (let i = 0; i < 20; i += 1) assert.equal(one.next(), again.next());
      assert.notEqual(random(...seed).next(), random(...seed, 'more').next());
    }),
  );
  // Demonstrations and published figures hang on these: a change of them is a change of every demonstration.
  assert.deepEqual(
    [random('griot', 1), random('griot', 2)].map((source) => source.between(0, 999_999)),
    [587_694, 790_166],
  );
});

test('a seed has one sequence for ever', () => {
  // What a recorded model left out while it learnt hangs on these.
  const of = (seed: number) => Array.from({ length: 3 }, seeded(seed)).map((x) => Math.floor(x * 1_000_000));
  assert.deepEqual(of(1), [627_073, 2_735, 527_447]);
  assert.deepEqual(of(-1), of(2 ** 32 - 1));
});

test('numbers stay where they belong', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: -50, max: 50 }), fc.nat(30), (seed, low, width) => {
      const source = random(...seed);
      const x = source.next();
      assert.ok(x >= 0 && x < 1);
      const n = source.between(low, low + width);
      assert.ok(Number.isInteger(n) && n >= low && n <= low + width);
      assert.ok(source.poisson(width) >= 0);
      assert.equal(source.weightedIndex([0, 1, 0]), 1);
      assert.equal(source.weighted([{ weight: 0 }, { weight: 3 }]).weight, 3);
    }),
  );
  assert.throws(() => random().pick([]), RangeError);
  assert.throws(() => random().weighted([]), RangeError);
});

test('means and deviations are those promised', () => {
  const source = random('moments');
  const mean = (draw: () => number) => Array.from({ length: 20_000 }, draw).reduce((sum, x) => sum + x, 0) / 20_000;
  assert.ok(Math.abs(mean(() => source.normal())) < 0.03);
  assert.ok(Math.abs(mean(() => source.normal() ** 2) - 1) < 0.05);
  for (const expected of [0.5, 7, 200]) {
    assert.ok(Math.abs(mean(() => source.poisson(expected)) / expected - 1) < 0.05);
  }
  assert.ok(Math.abs(mean(() => source.weightedIndex([3, 1])) - 0.25) < 0.02);
});
