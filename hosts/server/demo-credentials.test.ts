import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { demoCredentials } from './demo-credentials.ts';

test('the demonstration password is made once, kept for its owner alone, and follows the setting', (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'griot-demo-'));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  const first = demoCredentials(dataDir, undefined, ['a@zones.demo']);
  assert.match(first.password, /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
  assert.equal(first.changed, true, 'users that exist without a kept password get this one');
  first.keep();
  assert.equal(statSync(join(dataDir, 'demo-credentials.json')).mode & 0o777, 0o600);

  const second = demoCredentials(dataDir, undefined, ['a@zones.demo']);
  assert.deepEqual([second.password, second.changed], [first.password, false]);

  const set = demoCredentials(dataDir, 'une phrase de passe', ['a@zones.demo']);
  assert.deepEqual([set.password, set.changed], ['une phrase de passe', true]);
});
