import assert from 'node:assert/strict';
import { test } from 'node:test';
import { volatility } from './volatile-sql.ts';

test('what looks at the clock is told apart, words in texts, names and comments are not looked at', () => {
  assert.equal(volatility('SELECT 1'), 'never');
  assert.equal(volatility('SELECT current_date - 3'), 'day');
  assert.equal(volatility('SELECT today()'), 'day');
  assert.equal(volatility('SELECT CURRENT_TIMESTAMP AS date_maj'), 'always');
  assert.equal(volatility('SELECT now()'), 'always');
  assert.equal(volatility('SELECT random (), current_date'), 'always');
  assert.equal(volatility('SELECT gen_random_uuid()'), 'always');
  assert.equal(volatility(`SELECT 'now()' AS "current_date" -- random()\n/* uuid() */ FROM today`), 'never');
  assert.equal(volatility(`SELECT 'it''s now()', now_at, today FROM t`), 'never');
});
