import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { type FolderLock, lockFolder } from './folder-lock.ts';

function folder(t: TestContext): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'griot-lock-'));
  t.after(() => rmSync(dir, { recursive: true }));
  return dir;
}

function held(lock: FolderLock | { heldBy: number }): FolderLock {
  assert.ok('release' in lock);
  return lock;
}

test('one holder at a time; released, the next one gets it and nothing is left', (t) => {
  const dir = folder(t);
  const lock = held(lockFolder(dir));
  assert.deepEqual(lockFolder(dir), { heldBy: process.pid });
  lock.release();
  held(lockFolder(dir)).release();
  assert.deepEqual(readdirSync(dir), []);
});

test('the lock of a dead process, of a recycled id, or a spoilt one does not hold', (t) => {
  const dir = folder(t);
  const file = path.join(dir, 'supervisor.lock');
  held(lockFolder(dir));
  const mine = JSON.parse(readFileSync(file, 'utf8'));
  for (const text of [
    JSON.stringify({ ...mine, pid: 2 ** 22 + 1 }),
    JSON.stringify({ ...mine, beginning: 'long ago' }),
    'null',
    '',
  ]) {
    writeFileSync(file, text);
    held(lockFolder(dir)).release();
  }
});

test('the lock means nothing in a copy of the folder', (t) => {
  const dir = folder(t);
  held(lockFolder(dir));
  const copy = path.join(folder(t), 'copy');
  cpSync(dir, copy, { recursive: true });
  held(lockFolder(copy));
});
