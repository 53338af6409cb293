import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterAttempt, backoffDelay, MAX_LOSSES } from './after-attempt.ts';

const equal = { kind: 'exponential', ms: 1000, maxMs: 300_000, jitter: 'equal' } as const;
const history = { failures: 0, losses: 0, retries: 1, backoff: equal };
const usual = { cancelRequested: false, final: false, random: 0 };

test('back-off by kind, with its jitter and an upper bound', () => {
  const waits = (kind: 'fixed' | 'linear' | 'exponential', maxMs = 300_000): number[] =>
    [0, 1, 2, 3, 20].map((failures) => backoffDelay({ kind, ms: 1000, maxMs, jitter: 'none' }, failures, 0.7));
  assert.deepEqual(waits('fixed'), [1000, 1000, 1000, 1000, 1000]);
  assert.deepEqual(waits('linear'), [1000, 2000, 3000, 4000, 21_000]);
  assert.deepEqual(waits('exponential'), [1000, 2000, 4000, 8000, 300_000]);
  assert.deepEqual(waits('exponential', 3000), [1000, 2000, 3000, 3000, 3000]);
  assert.deepEqual(
    [0, 0.5, 0.999].map((random) => backoffDelay(equal, 1, random)),
    [1000, 1500, 1999],
  );
  assert.deepEqual(
    [0, 0.5, 0.999].map((random) => backoffDelay({ ...equal, jitter: 'full' }, 1, random)),
    [0, 1000, 1998],
  );
  assert.equal(backoffDelay({ ...equal, ms: 0 }, 5, 0.5), 0);
});

test('a failure uses a retry, a lost worker does not, a hopeless error gives up', () => {
  assert.deepEqual(afterAttempt('failed', history, usual), { state: 'ready', delayMs: 500 });
  assert.deepEqual(afterAttempt('timed_out', { ...history, failures: 1 }, usual), { state: 'failed' });
  assert.deepEqual(afterAttempt('failed', history, { ...usual, final: true }), { state: 'failed' });
  assert.deepEqual(afterAttempt('lost', { ...history, failures: 1 }, usual), { state: 'ready', delayMs: 0 });
  assert.deepEqual(afterAttempt('lost', { ...history, losses: 3 }, usual), { state: 'ready', delayMs: 1000 });
  assert.deepEqual(afterAttempt('lost', { ...history, losses: MAX_LOSSES }, usual), { state: 'failed' });
  assert.deepEqual(afterAttempt('lost', history, { ...usual, cancelRequested: true }), { state: 'cancelled' });
});
