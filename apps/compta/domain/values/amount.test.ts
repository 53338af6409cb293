import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readAmount, unitsText } from './amount.ts';

const style = { decimals: 2, pointsPartThousands: false };

test('amounts of every way of writing are read exactly', () => {
  const cases: [string | number, number | string][] = [
    ['1 234,56', 123_456],
    ['1\u00A0234,56', 123_456],
    ['1\u202F234\u202F567,8', 123_456_780],
    ['1234.5', 123_450],
    ['1234,5', 123_450],
    ['1.234,56', 123_456],
    ['1,234.56', 123_456],
    ['1.234.567', 123_456_700],
    ['-12,00', -1200],
    ['12,00-', -1200],
    ['(12,00)', -1200],
    ['+3', 300],
    [',50', 50],
    ['0', 0],
    ['1 500 FCFA', 150_000],
    ['12,500', 1250],
    ['1.234', 'montant_ambigu'],
    ['12,345', 'montant_trop_precis'],
    ['12O', 'montant_illisible'],
    ['1,23,4', 'montant_illisible'],
    ['1.23.456', 'montant_illisible'],
    ['1e5', 'montant_illisible'],
    ['(12', 'montant_illisible'],
    ['99999999999999999', 'montant_trop_grand'],
    [1234.5, 123_450],
    [0.1 + 0.2, 30],
    [1.005, 'montant_trop_precis'],
    [Number.NaN, 'montant_illisible'],
    [4.2e13, 4_200_000_000_000_000],
  ];
  for (const [cell, expected] of cases) assert.equal(readAmount(cell, style), expected, String(cell));
  assert.equal(readAmount('1.234', { decimals: 2, pointsPartThousands: true }), 123_400);
  assert.equal(readAmount('1.234', { decimals: 3, pointsPartThousands: false }), 1234);
  assert.equal(readAmount(' \u00A0', style), null);
});

test('what is written as French, as a point, and as a number is the same amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 13), max: 10 ** 13 }), (units) => {
      const text = unitsText(units, 2);
      const [whole = '', fraction = ''] = text.replace('-', '').split('.');
      const french = `${units < 0 ? '-' : ''}${whole.replaceAll(/\B(?=(\d{3})+$)/g, '\u202F')},${fraction}`;
      assert.equal(readAmount(text, style), units);
      assert.equal(readAmount(french, style), units);
      assert.equal(readAmount(units / 100, style), units);
    }),
  );
});
