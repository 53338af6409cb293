import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cronFault, nextTicks } from './cron.ts';

/** From the rules of the tz database, by hand: [expression, zone, after, ticks]. */
const cases: [string, string, string, string[]][] = [
  // No change of clocks.
  ['*/10 * * * *', 'Africa/Abidjan', '2026-03-29T00:55:00Z', ['2026-03-29T01:00:00Z', '2026-03-29T01:10:00Z']],
  ['0 8 * * 1', 'Africa/Algiers', '2026-11-21T00:00:00Z', ['2026-11-23T07:00:00Z', '2026-11-30T07:00:00Z']],
  ['0 0 1 * *', 'Africa/Abidjan', '2026-01-31T23:59:59Z', ['2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z']],
  ['0 0 29 2 *', 'UTC', '2026-01-01T00:00:00Z', ['2028-02-29T00:00:00Z', '2032-02-29T00:00:00Z']],
  // Paris: 29 March 2026 at 02:00 becomes 03:00; 25 October 2026 at 03:00 becomes 02:00.
  ['30 8 * * *', 'Europe/Paris', '2026-03-28T12:00:00Z', ['2026-03-29T06:30:00Z', '2026-03-30T06:30:00Z']],
  ['30 2 * * *', 'Europe/Paris', '2026-03-28T12:00:00Z', ['2026-03-29T01:00:00Z', '2026-03-30T00:30:00Z']],
  ['30 2 * * *', 'Europe/Paris', '2026-10-24T12:00:00Z', ['2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z']],
  // New York: 8 March 2026 at 02:00 becomes 03:00; 1 November 2026 at 02:00 becomes 01:00.
  ['0 9 * * *', 'America/New_York', '2026-03-07T15:00:00Z', ['2026-03-08T13:00:00Z', '2026-03-09T13:00:00Z']],
  ['15 1 * * *', 'America/New_York', '2026-10-31T12:00:00Z', ['2026-11-01T05:15:00Z', '2026-11-02T06:15:00Z']],
];

for (const [cron, zone, after, ticks] of cases) {
  test(`${cron} in ${zone} after ${after}`, () => {
    assert.deepEqual(
      nextTicks(cron, zone, new Date(after), ticks.length).map((tick) => tick.toISOString().replace('.000', '')),
      ticks,
    );
  });
}

test('every ten minutes stays every ten minutes through the hour that comes twice', () => {
  const ticks = nextTicks('*/10 * * * *', 'Europe/Paris', new Date('2026-10-24T23:55:00Z'), 24);
  const gaps = ticks.slice(1).map((tick, index) => tick.getTime() - (ticks[index]?.getTime() ?? 0));
  assert.deepEqual(new Set(gaps), new Set([600_000]));
});

test('a bad expression, a bad zone and a time that never comes are told', () => {
  assert.match(cronFault('61 * * * *', 'UTC') ?? '', /not valid/);
  assert.match(cronFault('* * * * *', 'Africa/Nowhere') ?? '', /not valid/);
  assert.match(cronFault('0 0 30 2 *', 'UTC') ?? '', /never comes/);
  assert.equal(cronFault('*/10 * * * *', 'Africa/Abidjan'), undefined);
});
