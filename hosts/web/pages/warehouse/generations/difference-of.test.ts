import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differenceOf } from './difference-of.ts';

test('figures are subtracted exactly, whatever form they come in', () => {
  assert.equal(differenceOf('0.10', '0.30'), '0.20');
  assert.equal(differenceOf('9007199254740993', '9007199254740994'), '1');
  assert.equal(differenceOf(3, 1), '-2');
  assert.equal(differenceOf(1e-9, 2), '2.000000');
  assert.equal(differenceOf(null, 2), null);
  assert.equal(differenceOf(true, 'x'), null);
});
