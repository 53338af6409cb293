import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, addMonths, daysBetween, endOf, startOf } from '@griot/kernel';
import fc from 'fast-check';
import { AnswerCache } from './answer-cache.ts';
import { earlierPeriod } from './periods.ts';

const before = (from: string, to: string, how: 'previous_period' | 'previous_year' = 'previous_period') =>
  Object.values(earlierPeriod({ from, to }, how).period).join('..');

test('whole months are compared with as many whole months, anything else with as many days', () => {
  assert.equal(before('2024-03-01', '2024-03-31'), '2024-02-01..2024-02-29');
  assert.equal(before('2024-01-01', '2024-03-31'), '2023-10-01..2023-12-31');
  assert.equal(before('2024-01-01', '2024-12-31'), '2023-01-01..2023-12-31');
  assert.equal(before('2024-03-01', '2024-03-30'), '2024-01-31..2024-02-29');
  assert.equal(before('2024-03-05', '2024-03-05'), '2024-03-04..2024-03-04');
});

test('a year before: the same days, and the end of a month stays its end', () => {
  assert.equal(before('2024-02-01', '2024-02-29', 'previous_year'), '2023-02-01..2023-02-28');
  assert.equal(before('2025-02-01', '2025-02-28', 'previous_year'), '2024-02-01..2024-02-29');
  assert.equal(before('2024-03-05', '2024-03-20', 'previous_year'), '2023-03-05..2023-03-20');
});

const day = fc.integer({ min: 0, max: 9000 }).map((n) => addDays('2005-01-01', n));

test('the period before ends the day before, and whole months stay whole months', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 800 }), (from, length) => {
      const to = addDays(from, length);
      const { period } = earlierPeriod({ from, to }, 'previous_period');
      assert.equal(addDays(period.to, 1), from);
      if (startOf('month', from) !== from || endOf('month', to) !== to)
        assert.equal(daysBetween(period.from, period.to), length);
      else assert.equal(startOf('month', period.from), period.from);
    }),
  );
});

test('the first bucket of the earlier period falls on the first bucket of the later one', () => {
  const grain = fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'quarter' as const, 'year' as const);
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 800 }), grain, (from, length, by) => {
      const earlier = earlierPeriod({ from, to: addDays(from, length) }, 'previous_period');
      const { count, grain: unit } = earlier.move(by);
      const first = startOf(by, earlier.period.from);
      const there = unit === 'day' ? addDays(first, count) : addMonths(first, count);
      assert.equal(startOf(by, there), startOf(by, from));
    }),
  );
});

test('the cache forgets what was used least, what is too heavy, and what is too old', () => {
  let now = 0;
  const cache = new AnswerCache<string>({ maxWeight: 100, ttlMs: 10, now: () => now });
  for (const key of ['a', 'b', 'c', 'd']) cache.set(key, key, 25);
  assert.equal(cache.get('a'), 'a');
  cache.set('e', 'e', 25);
  assert.deepEqual([cache.get('b'), cache.get('a'), cache.size], [undefined, 'a', 4]);
  cache.set('heavy', 'x', 26);
  assert.equal(cache.get('heavy'), undefined);
  now = 10;
  assert.equal(cache.get('a'), undefined);
});
