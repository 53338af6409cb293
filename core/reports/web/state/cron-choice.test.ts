import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CronChoice, choiceOf, cronOf } from './cron-choice.ts';

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);

test('what people choose comes back from its expression as they chose it', () => {
  const choice: fc.Arbitrary<CronChoice> = fc.oneof(
    time.map((at): CronChoice => ({ kind: 'daily', time: at })),
    time.map((at): CronChoice => ({ kind: 'workdays', time: at })),
    fc.tuple(fc.integer({ min: 0, max: 6 }), time).map(([day, at]): CronChoice => ({ kind: 'weekly', day, time: at })),
    fc
      .tuple(fc.integer({ min: 1, max: 28 }), time)
      .map(([date, at]): CronChoice => ({ kind: 'monthly', date, time: at })),
  );
  fc.assert(fc.property(choice, (one) => assert.deepEqual(choiceOf(cronOf(one)), one)));
});

test('an expression that no choice says stays as it is', () => {
  for (const cron of ['*/10 * * * *', '0 7 1 1 *', '0 7 31 * *', '0 7 1 * 1', '0 0 7 * * *', '70 7 * * *', 'x']) {
    assert.deepEqual(choiceOf(cron), { kind: 'custom', cron });
  }
});
