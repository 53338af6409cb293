import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SharedRead } from './shared-read.ts';

test('those who ask while a reading runs share the next one, which begins after they asked', async () => {
  let value = 0;
  let readings = 0;
  const open: (() => void)[] = [];
  const shared = new SharedRead(async () => {
    readings += 1;
    const seen = value;
    await new Promise<void>((done) => open.push(done));
    return seen;
  });
  const first = shared.ask();
  await Promise.resolve();
  value = 1;
  const later = [shared.ask(), shared.ask(), shared.ask()];
  open.shift()?.();
  assert.equal(await first, 0);
  await new Promise(setImmediate);
  open.shift()?.();
  assert.deepEqual(await Promise.all(later), [1, 1, 1]);
  assert.equal(readings, 2);
});

test('a reading that fails fails those who wait for it, and the next one is tried', async () => {
  let broken = true;
  const shared = new SharedRead(async () => {
    if (broken) throw new Error('gone');
    return 'there';
  });
  await assert.rejects(shared.ask(), /gone/);
  broken = false;
  assert.equal(await shared.ask(), 'there');
});
