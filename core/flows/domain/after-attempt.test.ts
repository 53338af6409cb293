import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterAttempt, backoffDelay, MAX_LOSSES } from './after-attempt.ts';

const history = { failures: 0, losses: 0, retries: 1, backoffMs: 1000 };
const usual = { cancelRequested: false, final: false, random: 0 };

test('back-off doubles, has jitter, and an upper bound', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 20].map((failures) => backoffDelay(1000, failures, 0)),
    [500, 1000, 2000, 4000, 150_000],
  );
  assert.equal(backoffDelay(1000, 0, 0.999), 1000);
  assert.equal(backoffDelay(0, 5, 0.5), 0);
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
