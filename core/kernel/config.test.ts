import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from './config.ts';

test('an empty environment is a complete configuration', () => {
  const config = readConfig({});
  assert.equal(config.port, 8000);
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.dataDir, './data');
  assert.equal(config.demo, true);
  assert.equal(config.databaseUrl, undefined);
});

test('all faults come at once, in one line, without secrets', () => {
  const wrong = { GRIOT_PORT: '80a', GRIOT_DEMO: 'maybe', DATABASE_URL: 'mysql://x', GRIOT_SECRET: 'tooshort' };
  assert.throws(
    () => readConfig(wrong),
    (error: Error) => {
      for (const name of Object.keys(wrong)) assert.match(error.message, new RegExp(name));
      assert.doesNotMatch(error.message, /tooshort|\n/);
      return true;
    },
  );
});
