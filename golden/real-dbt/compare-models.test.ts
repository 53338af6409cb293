import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference } from './compare-models.ts';

test('rows are compared as bags: order says nothing; times, digits and types of text do', () => {
  const rows = [
    ['a', '1.50'],
    ['b', null],
    ['a', '1.50'],
  ];
  assert.equal(
    difference(rows, [
      ['b', null],
      ['a', '1.50'],
      ['a', '1.50'],
    ]),
    null,
  );
  assert.match(difference(rows, rows.slice(1)) ?? '', /3 rows, dbt 2/);
  assert.match(
    difference(rows, [
      ['a', '1.50'],
      ['b', null],
      ['b', null],
    ]) ?? '',
    /first difference/,
  );
  assert.match(
    difference(rows, [
      ['a', '1.5'],
      ['b', null],
      ['a', '1.50'],
    ]) ?? '',
    /"1.50".*"1.5"/,
  );
  assert.match(difference([], [['a']]) ?? '', /ours no row/);
});
