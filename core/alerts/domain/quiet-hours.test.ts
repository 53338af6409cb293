import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantIn, type QuietHours, quietUntil, tellAt } from './quiet-hours.ts';

const night: QuietHours = { from: '20:00', to: '07:00', days: [1, 2, 3, 4, 5, 6, 7], criticalPasses: true };
const until = (quiet: QuietHours, zone: string, now: string) =>
  quietUntil(quiet, zone, new Date(now))?.toISOString() ?? null;

const CASES: [what: string, quiet: QuietHours, zone: string, now: string, ends: string | null][] = [
  ['by day', night, 'Africa/Abidjan', '2026-11-26T12:00:00Z', null],
  [
    'in the evening, until the next morning',
    night,
    'Africa/Abidjan',
    '2026-11-26T20:00:00Z',
    '2026-11-27T07:00:00.000Z',
  ],
  ['after midnight, until this morning', night, 'Africa/Abidjan', '2026-11-27T06:59:59Z', '2026-11-27T07:00:00.000Z'],
  ['its end is not quiet', night, 'Africa/Abidjan', '2026-11-27T07:00:00Z', null],
  ['the tenant’s clock, not the server’s', night, 'Africa/Algiers', '2026-11-26T19:30:00Z', '2026-11-27T06:00:00.000Z'],
  ['the night in which clocks go forward', night, 'Europe/Paris', '2026-03-28T22:00:00Z', '2026-03-29T05:00:00.000Z'],
  ['the night in which they go back', night, 'Europe/Paris', '2026-10-24T22:00:00Z', '2026-10-25T06:00:00.000Z'],
  [
    'by the day on which it begins: Friday’s night',
    { ...night, days: [5] },
    'Africa/Abidjan',
    '2026-11-28T03:00:00Z',
    '2026-11-28T07:00:00.000Z',
  ],
  ['Saturday’s is another one', { ...night, days: [5] }, 'Africa/Abidjan', '2026-11-28T21:00:00Z', null],
  [
    'within one day',
    { ...night, from: '12:00', to: '14:00' },
    'Africa/Abidjan',
    '2026-11-26T13:00:00Z',
    '2026-11-26T14:00:00.000Z',
  ],
  ['empty hours are none', { ...night, to: '20:00' }, 'Africa/Abidjan', '2026-11-26T20:00:00Z', null],
];

for (const [what, quiet, zone, now, ends] of CASES)
  test(`quiet hours: ${what}`, () => assert.equal(until(quiet, zone, now), ends));

test('criticals pass when so configured, and only then', () => {
  const o = { timeZone: 'Africa/Abidjan', now: new Date('2026-11-26T23:00:00Z') };
  const told = (quiet: QuietHours | null, severity: string) => tellAt(quiet, { ...o, severity }).held;
  assert.deepEqual([told(night, 'critical'), told(night, 'warning'), told(null, 'warning')], [false, true, false]);
  assert.equal(told({ ...night, criticalPasses: false }, 'critical'), true);
});

test('an hour that is skipped, and one that comes twice', () => {
  assert.equal(instantIn('Europe/Paris', '2026-03-29', '02:30').toISOString(), '2026-03-29T01:30:00.000Z');
  assert.equal(instantIn('Europe/Paris', '2026-10-25', '02:30').toISOString(), '2026-10-25T00:30:00.000Z');
});
