import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromMinor, toMinor } from './money.ts';

test('minor units and what people read are one another’s inverse, exactly', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom('XOF', 'MAD', 'TND'), (minor, currency) => {
      const shown = fromMinor(String(minor), currency);
      assert.equal(toMinor(shown ?? '', currency), minor === 0 ? 0 : minor);
    }),
  );
  assert.equal(toMinor('12.5', 'MAD'), 1250);
  assert.equal(toMinor('12.50', 'XOF'), null, 'francs have no halves');
  assert.equal(toMinor('12.00', 'XOF'), 12);
  assert.equal(toMinor('douze', 'XOF'), null);
});
