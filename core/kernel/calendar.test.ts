import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, addMonths, dayInZone, daysBetween, endOf, isDay, startOf } from './calendar.ts';

const days = fc.integer({ min: -20_000, max: 40_000 }).map((n) => addDays('1970-01-01', n));

test('only days of the calendar are days', () => {
  assert.equal(isDay('2024-02-29'), true);
  for (const text of ['2023-02-29', '2024-13-01', '2024-1-1', '24-01-01', '2024-01-01T00:00:00Z', '']) {
    assert.equal(isDay(text), false, text);
  }
  assert.throws(() => addDays('2023-02-29', 1), { code: 'calendar.not_a_day' });
});

test('an instant belongs to the day of its time zone', () => {
  const instant = new Date('2025-03-31T23:30:00Z');
  assert.equal(dayInZone(instant, 'Africa/Abidjan'), '2025-03-31');
  assert.equal(dayInZone(instant, 'Africa/Algiers'), '2025-04-01');
  assert.equal(dayInZone(instant, 'America/New_York'), '2025-03-31');
});

test('months keep to their last day', () => {
  assert.equal(addMonths('2024-01-31', 1), '2024-02-29');
  assert.equal(addMonths('2024-03-31', -1), '2024-02-29');
  assert.equal(addMonths('2024-12-15', 1), '2025-01-15');
});

test('weeks start on Monday, periods hold their days', () => {
  assert.equal(startOf('week', '2025-01-01'), '2024-12-30');
  assert.equal(endOf('quarter', '2024-02-10'), '2024-03-31');
  fc.assert(
    fc.property(days, fc.constantFrom('day', 'week', 'month', 'quarter', 'year'), (day, grain) => {
      assert.ok(startOf(grain, day) <= day && day <= endOf(grain, day));
      assert.equal(startOf(grain, endOf(grain, day)), startOf(grain, day));
      assert.equal(startOf(grain, addDays(endOf(grain, day), 1)), addDays(endOf(grain, day), 1));
    }),
  );
});

test('days between and adding days agree', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -5000, max: 5000 }), (day, n) => daysBetween(day, addDays(day, n)) === n),
  );
});
