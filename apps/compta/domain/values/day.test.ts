import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateOrderOf, readDay } from './day.ts';

test('days are read from cells and from every way of writing', () => {
  assert.equal(readDay('31/01/25'), '2025-01-31');
  assert.equal(readDay('31/01/2025'), '2025-01-31');
  assert.equal(readDay('310125'), '2025-01-31');
  assert.equal(readDay('31012025'), '2025-01-31');
  assert.equal(readDay('31.1.2025'), '2025-01-31');
  assert.equal(readDay('2025-01-31T10:00:00'), '2025-01-31');
  assert.equal(readDay(45_688), '2025-01-31');
  assert.equal(readDay(45_688.75), '2025-01-31');
  assert.equal(readDay(new Date(Date.UTC(2025, 0, 31))), '2025-01-31');
  assert.equal(readDay('01/31/25', 'month_first'), '2025-01-31');
  assert.equal(readDay('01/31/25'), null);
  assert.equal(readDay('29/02/25'), null);
  assert.equal(readDay('29/02/24'), '2024-02-29');
  assert.equal(readDay(41_110_000), null, 'an account is no date');
  assert.equal(readDay(12), null);
  assert.equal(readDay('Total'), null);
  assert.equal(readDay(null), null);
});

test('the order of day and month is the one under which all dates exist', () => {
  assert.equal(dateOrderOf(['01/02/25', '01/31/25', '02/03/25']), 'month_first');
  assert.equal(dateOrderOf(['01/02/25', '31/01/25']), 'day_first');
  assert.equal(dateOrderOf(['01/02/25']), 'day_first');
});
