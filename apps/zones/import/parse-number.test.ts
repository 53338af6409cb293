import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isFault } from './fault.ts';
import { numberCell, parseNumber } from './parse-number.ts';

test('numbers as people write them', () => {
  const cases: [string, string][] = [
    ['1234,56', '1234.56'],
    ['1 234,56', '1234.56'],
    ['1\u00A0234,56', '1234.56'],
    ['1\u202F234\u202F567,00', '1234567'],
    ['1.234.567,89', '1234567.89'],
    ['1,234,567.89', '1234567.89'],
    ["1'234.50", '1234.5'],
    ['1.234', '1234'],
    ['1,234', '1234'],
    ['12,5', '12.5'],
    ['0,500', '0.5'],
    ['-45', '-45'],
    ['(45,10)', '-45.1'],
    ['45-', '-45'],
    ['+7', '7'],
    ['150 000 FCFA', '150000'],
    ['XOF 150 000', '150000'],
    ['€ 12,00', '12'],
    ['007', '7'],
    ['0,00', '0'],
    [',5', '0.5'],
  ];
  for (const [text, expected] of cases) assert.equal(parseNumber(text, 2), expected, text);
  assert.equal(parseNumber('1,234', 4), '1.234');
  assert.equal(numberCell(0.1 + 0.2, 2), '0.3');
  assert.equal(numberCell(1234.5, 2), '1234.5');
});

test('what is no number is told, with a reason and a remedy', () => {
  const cases: [string, string][] = [
    ['12O 000', 'import.nombre_illisible'],
    ['cent', 'import.nombre_illisible'],
    ['1e5', 'import.nombre_illisible'],
    ['NaN', 'import.nombre_illisible'],
    ['--5', 'import.nombre_illisible'],
    ['1,23,45', 'import.nombre_ambigu'],
    ['1.2.3,4', 'import.nombre_ambigu'],
    ['1,5,6.2', 'import.nombre_ambigu'],
    ['12,345678', 'import.trop_de_decimales'],
    ['1234567890123456', 'import.nombre_trop_grand'],
  ];
  for (const [text, code] of cases) {
    const outcome = parseNumber(text, 2);
    assert.ok(isFault(outcome), `${text} -> ${String(outcome)}`);
    assert.equal(outcome.code, code, text);
    assert.ok(outcome.remedy.length > 5);
  }
  assert.ok(isFault(numberCell(Number.NaN, 2)));
});

test('every amount survives French and English writing', () => {
  const amounts = fc.record({
    whole: fc.integer({ min: 0, max: 999_999_999 }),
    cents: fc.integer({ min: 0, max: 99 }),
  });
  fc.assert(
    fc.property(amounts, fc.constantFrom(' ', '\u00A0', '\u202F', ''), ({ whole, cents }, space) => {
      const grouped = (mark: string): string => String(whole).replace(/\B(?=(\d{3})+$)/g, mark);
      const fraction = String(cents).padStart(2, '0');
      const plain = `${whole}.${fraction}`.replace(/\.?0+$/, (zeros) =>
        zeros.startsWith('.') ? '' : zeros.replace(/0+$/, ''),
      );
      const expected = cents === 0 ? String(whole) : plain;
      assert.equal(parseNumber(`${grouped(space)},${fraction}`, 2), expected);
      assert.equal(parseNumber(`${grouped(',')}.${fraction}`, 2), expected);
      assert.equal(parseNumber(`${grouped('.')},${fraction}`, 2), expected);
    }),
  );
});
