import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, dayInZone } from '@griot/kernel';
import fc from 'fast-check';
import { dayStart, hourStart, stepsOf, WINDOWS, windowSpans } from './business-time.ts';

const HOUR = 3_600_000;
const ZONES = [
  'Africa/Abidjan',
  'Asia/Kolkata',
  'Europe/Paris',
  'America/New_York',
  'Africa/Casablanca',
  'Asia/Beirut',
];
const instant = fc.integer({ min: Date.parse('2024-01-01T00:00:00Z'), max: Date.parse('2027-12-31T00:00:00Z') });

test('hours and days add up in every zone, over clock changes and ends of months', () => {
  fc.assert(
    fc.property(instant, fc.constantFrom(...ZONES), (at, zone) => {
      const hour = hourStart(at, zone);
      assert.ok(hour <= at && at < hour + HOUR);
      const day = dayInZone(new Date(at), zone);
      const [from, to] = [dayStart(day, zone), dayStart(addDays(day, 1), zone)];
      assert.ok(from <= at && at < to, `${new Date(at).toISOString()} ${zone}`);
      assert.ok([23, 24, 25].includes((to - from) / HOUR));
      // An hour lies in one day, so that what is summed by hours sums by days.
      assert.ok(from <= hour && hour + HOUR <= to);
      assert.equal(
        stepsOf({ from, to }, 'hour', zone).every((step) => hourStart(step, zone) === step),
        true,
      );
    }),
    { numRuns: 2000 },
  );
});

test('the hour that a clock shows twice is two hours, the one it leaves out is none', () => {
  assert.equal(dayStart('2026-10-26', 'Europe/Paris') - dayStart('2026-10-25', 'Europe/Paris'), 25 * HOUR);
  assert.equal(dayStart('2026-03-30', 'Europe/Paris') - dayStart('2026-03-29', 'Europe/Paris'), 23 * HOUR);
  const [first, second] = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map((at) =>
    hourStart(Date.parse(at), 'Europe/Paris'),
  );
  assert.equal((second ?? 0) - (first ?? 0), HOUR);
});

test('windows end with the hour under way, and are compared at the same age', () => {
  fc.assert(
    fc.property(instant, fc.constantFrom(...ZONES), fc.constantFrom(...WINDOWS), (at, zone, window) => {
      const { current, before, grain } = windowSpans(window, at, zone);
      assert.ok(current.from <= at && at < current.to);
      assert.ok(before.from < before.to && before.to <= current.from);
      const steps = stepsOf(current, grain, zone);
      assert.equal(steps[0], current.from);
      if (window === 'month') assert.equal(dayInZone(new Date(current.from), zone).slice(8), '01');
    }),
    { numRuns: 1000 },
  );
});
