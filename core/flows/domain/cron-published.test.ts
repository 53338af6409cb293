import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, dayInZone } from '@griot/kernel';
import fc from 'fast-check';
import { cronFault, nextTicks } from './cron.ts';

/**
 * Published cases: [expression, zone, after, next]. Sources: robfig/cron `spec_test.go` (TestNext), its local times written
 * with their offsets; the change of clocks as Vixie's cron treats it (cron(8): what falls into the skipped interval runs soon
 * after, what would come twice is not repeated; a wildcard follows the clock); transitions from the tz database
 * (`northamerica`, `europe`, `africa`).
 */
const published: [string, string, string, string][] = [
  ['*/15 * * * *', 'UTC', '2012-07-09T14:45:00Z', '2012-07-09T15:00:00Z'],
  ['*/15 * * * *', 'UTC', '2012-07-09T14:59:59Z', '2012-07-09T15:00:00Z'],
  ['20-35/15 * * * *', 'UTC', '2012-07-09T15:45:00Z', '2012-07-09T16:20:00Z'],
  ['*/15 * * * *', 'UTC', '2012-07-09T23:46:00Z', '2012-07-10T00:00:00Z'],
  ['20-35/15 * * * *', 'UTC', '2012-07-09T23:45:00Z', '2012-07-10T00:20:00Z'],
  ['0 0 9 4-10 *', 'UTC', '2012-07-09T23:35:00Z', '2012-08-09T00:00:00Z'],
  ['0 0 * 2 1', 'UTC', '2012-07-09T23:35:00Z', '2013-02-04T00:00:00Z'],
  ['* * * * *', 'UTC', '2012-12-31T23:59:45Z', '2013-01-01T00:00:00Z'],
  ['0 0 29 2 *', 'UTC', '2012-07-09T23:35:00Z', '2016-02-29T00:00:00Z'],
  // New York, 11 March 2012: 02:00 becomes 03:00. Each hour, then what lies around the hour that is missing.
  ['0 * * * *', 'America/New_York', '2012-03-11T00:00:00-05:00', '2012-03-11T01:00:00-05:00'],
  ['0 * * * *', 'America/New_York', '2012-03-11T01:00:00-05:00', '2012-03-11T03:00:00-04:00'],
  ['0 * * * *', 'America/New_York', '2012-03-11T03:00:00-04:00', '2012-03-11T04:00:00-04:00'],
  ['0 1 * * *', 'America/New_York', '2012-03-11T00:00:00-05:00', '2012-03-11T01:00:00-05:00'],
  ['0 3 * * *', 'America/New_York', '2012-03-11T00:00:00-05:00', '2012-03-11T03:00:00-04:00'],
  // Here the two published habits part: robfig/cron leaves the day out, Vixie's cron runs it soon after, and so do we.
  ['0 2 * * *', 'America/New_York', '2012-03-11T00:00:00-05:00', '2012-03-11T03:00:00-04:00'],
  ['30 2 11 3 *', 'America/New_York', '2012-03-11T00:00:00-05:00', '2012-03-11T03:00:00-04:00'],
  // New York, 4 November 2012: 02:00 becomes 01:00. An interval goes on; a fixed hour comes once (robfig/cron: twice).
  ['0 * * * *', 'America/New_York', '2012-11-04T01:00:00-04:00', '2012-11-04T01:00:00-05:00'],
  ['0 * * * *', 'America/New_York', '2012-11-04T01:00:00-05:00', '2012-11-04T02:00:00-05:00'],
  ['30 2 4 11 *', 'America/New_York', '2012-11-04T00:00:00-04:00', '2012-11-04T02:30:00-05:00'],
  ['30 1 4 11 *', 'America/New_York', '2012-11-04T01:45:00-04:00', '2013-11-04T01:30:00-05:00'],
  // Paris: the last Sundays of March and October 2027, at 01:00 UTC.
  ['0 2 * * 0', 'Europe/Paris', '2027-03-27T00:00:00Z', '2027-03-28T01:00:00Z'],
  ['0 3 * * 0', 'Europe/Paris', '2027-03-27T00:00:00Z', '2027-03-28T01:00:00Z'],
  ['0 2 * * *', 'Europe/Paris', '2027-10-30T12:00:00Z', '2027-10-31T00:00:00Z'],
  ['0 2 * * *', 'Europe/Paris', '2027-10-31T00:00:00Z', '2027-11-01T01:00:00Z'],
  // Algiers, Rule Algeria: 25 April 1980 began at 01:00; 31 October 1980 had 01:00 to 02:00 twice; CET since 1 May 1981, which began at 01:00.
  ['0 0 * * *', 'Africa/Algiers', '1980-04-24T12:00:00Z', '1980-04-25T00:00:00Z'],
  ['30 1 * * *', 'Africa/Algiers', '1980-10-30T12:00:00Z', '1980-10-31T00:30:00Z'],
  ['30 1 * * *', 'Africa/Algiers', '1980-10-31T00:30:00Z', '1980-11-01T01:30:00Z'],
  ['30 0 * * *', 'Africa/Algiers', '1981-04-30T12:00:00Z', '1981-05-01T00:00:00Z'],
  ['30 2 * * *', 'Africa/Algiers', '2026-03-28T12:00:00Z', '2026-03-29T01:30:00Z'],
  // Abidjan: GMT since 1912, on the nights when others change too.
  ['30 2 * * *', 'Africa/Abidjan', '2026-03-28T12:00:00Z', '2026-03-29T02:30:00Z'],
  ['30 2 * * *', 'Africa/Abidjan', '2026-10-24T12:00:00Z', '2026-10-25T02:30:00Z'],
];

test('published cases', () => {
  for (const [cron, zone, after, next] of published) {
    const [tick] = nextTicks(cron, zone, new Date(after));
    assert.equal(tick?.toISOString(), new Date(next).toISOString(), `${cron} in ${zone} after ${after}`);
  }
  for (const never of ['0 0 30 2 *', '0 0 31 4 *']) assert.match(cronFault(never, 'UTC') ?? '', /never comes/);
});

const ZONES = ['Africa/Abidjan', 'Africa/Algiers', 'Europe/Paris', 'America/New_York'];

test('a time of the day comes once on each day of each zone, at that time where the day has it', () => {
  const minute = fc.record({ hour: fc.nat(23), minute: fc.nat(59), zone: fc.constantFrom(...ZONES) });
  // Half of the draws fall into the hours that are moved.
  const night = fc.record({
    hour: fc.integer({ min: 0, max: 3 }),
    minute: fc.nat(59),
    zone: fc.constantFrom(...ZONES),
  });
  fc.assert(
    fc.property(fc.oneof(minute, night), ({ hour, minute, zone }) => {
      const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
      const ticks = nextTicks(`${minute} ${hour} * * *`, zone, new Date('2026-02-28T12:00:00Z'), 280);
      let day = dayInZone(ticks[0] ?? new Date(0), zone);
      let moved = 0;
      for (const tick of ticks) {
        assert.equal(dayInZone(tick, zone), day);
        day = addDays(day, 1);
        const wanted = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        if (clock.format(tick) !== wanted) moved += 1;
      }
      assert.ok(moved <= 1, 'at most the night in which clocks go forward');
      if (zone.startsWith('Africa')) assert.equal(moved, 0);
    }),
    { numRuns: 60 },
  );
});
