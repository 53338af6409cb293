import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createAdmission } from './admission.ts';

test('no more than the slots run at once, and tenants take turns', async () => {
  const admission = createAdmission(2);
  const order: string[] = [];
  let running = 0;
  const work = (name: string) => async (): Promise<void> => {
    running += 1;
    assert.ok(running <= 2);
    order.push(name);
    await turn();
    running -= 1;
  };
  const greedy = Array.from({ length: 6 }, (_, i) => admission.run('greedy', undefined, work(`g${i}`)));
  const modest = [admission.run('modest', undefined, work('m0')), admission.run('modest', undefined, work('m1'))];
  await Promise.all([...greedy, ...modest]);
  assert.deepEqual(order, ['g0', 'g1', 'g2', 'm0', 'g3', 'm1', 'g4', 'g5']);
  assert.equal(admission.running, 0);
  assert.equal(admission.waiting, 0);
});

test('who gives up waiting leaves the queue', async () => {
  const admission = createAdmission(1);
  let release: () => void = () => undefined;
  const first = admission.run('a', undefined, () => new Promise<void>((resolve) => (release = resolve)));
  const stop = new AbortController();
  const second = admission.run('a', stop.signal, async () => assert.fail('not run'));
  stop.abort();
  await assert.rejects(second, { code: 'warehouse.cancelled' });
  assert.equal(admission.waiting, 0);
  release();
  await first;
  await admission.run('a', undefined, async () => undefined);
});
