import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decimal } from './decimal.ts';
import { Money } from './money.ts';

test('amounts carry the decimals of their currency', () => {
  assert.deepEqual(Money.of('1500', 'XOF').toJSON(), { amount: '1500', currency: 'XOF' });
  assert.deepEqual(Money.of('12.5', 'DZD').toJSON(), { amount: '12.50', currency: 'DZD' });
  assert.throws(() => Money.of('0.5', 'XOF'), { code: 'money.too_precise' });
  assert.equal(Money.rounded(Decimal.parse('0.5'), 'XOF').amount.toString(), '1');
  assert.throws(() => Money.of('1', 'ZZZ'), { code: 'money.unknown_currency' });
});

test('two currencies are never summed nor compared', () => {
  assert.throws(() => Money.of('1', 'XOF').add(Money.of('1', 'EUR')), { code: 'money.currency_mismatch' });
  assert.throws(() => Money.of('1', 'XOF').compare(Money.of('1', 'EUR')), { code: 'money.currency_mismatch' });
  assert.equal(Money.of('2.10', 'EUR').subtract(Money.of('0.20', 'EUR')).amount.toString(), '1.90');
});
