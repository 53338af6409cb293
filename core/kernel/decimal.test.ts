import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Decimal } from './decimal.ts';

const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 12 }))
  .map(([units, scale]) => Decimal.fromUnits(units, scale));

test('reads and writes plain decimals, sign and zeros kept', () => {
  for (const text of ['0', '-0.05', '12.50', '123456789012345678901234567890.01']) {
    assert.equal(Decimal.parse(text).toString(), text);
  }
  assert.equal(Decimal.parse('.5').toString(), '0.5');
});

test('refuses what is not a plain decimal', () => {
  for (const text of ['', '.', '-', '1e3', '1,5', '1 000', 'NaN', '0x10']) {
    assert.throws(() => Decimal.parse(text), { code: 'decimal.not_a_number' }, text);
  }
});

test('rounding modes at the half', () => {
  const round = (text: string, mode: 'half_up' | 'half_even' | 'down') => Decimal.parse(text).round(0, mode).toString();
  assert.deepEqual(
    ['0.5', '1.5', '2.5', '-2.5'].map((t) => round(t, 'half_up')),
    ['1', '2', '3', '-3'],
  );
  assert.deepEqual(
    ['0.5', '1.5', '2.5', '-2.5'].map((t) => round(t, 'half_even')),
    ['0', '2', '2', '-2'],
  );
  assert.deepEqual(
    ['0.9', '-1.9'].map((t) => round(t, 'down')),
    ['0', '-1'],
  );
});

test('addition is exact, commutative and undone by subtraction', () => {
  fc.assert(
    fc.property(decimals, decimals, (a, b) => {
      assert.ok(a.add(b).equals(b.add(a)));
      assert.ok(a.add(b).subtract(b).equals(a));
    }),
  );
});

test('a quotient is within half a unit of its last decimal', () => {
  fc.assert(
    fc.property(decimals, decimals, fc.integer({ min: 0, max: 10 }), (a, b, scale) => {
      fc.pre(!b.isZero());
      const rest = a.subtract(a.divide(b, scale).multiply(b));
      const bound = b.multiply(Decimal.fromUnits(1n, scale));
      const absolute = (d: Decimal) => (d.compare(Decimal.zero) < 0 ? d.negate() : d);
      assert.ok(absolute(rest).multiply(Decimal.parse('2')).compare(absolute(bound)) <= 0);
    }),
  );
  assert.throws(() => Decimal.parse('1').divide(Decimal.zero, 2), { code: 'decimal.division_by_zero' });
});
