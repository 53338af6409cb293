import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { neutraliseFormula, toCsv } from './csv.ts';
import { formatDay, formatDuration, formatInstant, formatMonth } from './date.ts';
import {
  formatAxis,
  formatFigure,
  formatFigureShort,
  formatMoney,
  formatNumber,
  formatPercent,
  formatShort,
} from './number.ts';
import { parseTypedDay, parseTypedNumber } from './parse.ts';

test('amounts keep every digit and never break a line', () => {
  assert.equal(formatMoney('1234567', 'XOF', 'fr'), '1\u202f234\u202f567\u00a0FCFA');
  assert.equal(
    formatMoney('9007199254740993', 'XOF', 'fr'),
    '9\u202f007\u202f199\u202f254\u202f740\u202f993\u00a0FCFA',
  );
  assert.equal(formatMoney('-1234.5', 'DZD', 'fr'), '\u22121\u202f234,50\u00a0DA');
  assert.equal(formatMoney('1234.5', 'EUR', 'en'), '1,234.50\u00a0€');
  assert.equal(formatNumber('-0.2', 'fr'), '0');
});

test('nothing is a dash, never zero', () => {
  assert.equal(formatMoney(null, 'XOF', 'fr'), '–');
  assert.equal(formatPercent(null, 'fr'), '–');
  assert.equal(formatFigureShort(undefined, 'currency', 'fr'), '–');
  assert.equal(formatDay(null), '–');
});

test('short figures change step where rounding would show a thousand', () => {
  assert.equal(formatShort('9999', 'fr'), '9\u202f999');
  assert.equal(formatShort('12400000', 'fr'), '12,4\u00a0M');
  assert.equal(formatShort('999949', 'fr'), '999,9\u00a0k');
  assert.equal(formatShort('999950', 'fr'), '1,0\u00a0M');
  assert.equal(formatShort('-2500000000', 'fr'), '\u22122,5\u00a0Md');
  assert.equal(formatShort('2500000000', 'en'), '2.5\u00a0B');
});

test('axis labels leave out an empty decimal', () => {
  assert.equal(formatAxis(900_000_000, 'fr'), '900\u00a0M');
  assert.equal(formatAxis(1_200_000_000, 'fr'), '1,2\u00a0Md');
  assert.equal(formatAxis(0, 'fr'), '0');
});

test('figures carry their unit', () => {
  assert.equal(formatFigure('82.44', 'percent', 'fr'), '82,4\u202f%');
  assert.equal(formatFigure('34.25', 'days', 'fr'), '34,3\u00a0j');
  assert.equal(formatFigure('12', 'count', 'fr'), '12');
  assert.equal(formatFigureShort('1250000', 'currency', 'fr', 'XOF'), '1,3\u00a0M\u00a0FCFA');
});

test('days, months, instants and durations', () => {
  assert.equal(formatDay('2025-05-31'), '31/05/2025');
  assert.equal(formatMonth('2025-05-01', 'fr'), 'mai 2025');
  assert.equal(formatInstant('2026-11-21T23:30:00Z', 'fr', 'Africa/Algiers'), '22/11/2026 00:30');
  assert.equal(formatInstant('2026-11-21T23:30:00Z', 'en', 'Africa/Abidjan'), '21/11/2026 23:30');
  assert.equal(formatDuration(850, 'fr'), '850\u00a0ms');
  assert.equal(formatDuration(4230, 'fr'), '4,2\u00a0s');
  assert.equal(formatDuration(65_000, 'fr'), '1\u00a0min\u00a005\u00a0s');
  assert.equal(formatDuration(59_990, 'fr'), '1\u00a0min\u00a000\u00a0s');
});

test('typed numbers are read in French and in English', () => {
  const cases: [string, string | null][] = [
    ['1 234,5', '1234.5'],
    ['1\u202f234,5', '1234.5'],
    ['1234.5', '1234.5'],
    ['1.234.567,8', '1234567.8'],
    ['1,234,567.8', '1234567.8'],
    ['−12', '-12'],
    ['007', '7'],
    ['', null],
    ['12 francs', null],
    ['1,2,3', null],
    ['1.23,4', null],
  ];
  for (const [typed, expected] of cases) assert.equal(parseTypedNumber(typed), expected, typed);
});

test('what is shown can be typed back', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.constantFrom('fr', 'en'), (units, locale) => {
      const value = `${units < 0n ? '-' : ''}${(units < 0n ? -units : units).toString()}.25`;
      const shown = formatNumber(value, locale as 'fr' | 'en', 2);
      assert.equal(parseTypedNumber(shown), value.replace(/^-0\.25$/, '-0.25'));
    }),
  );
});

test('typed days must exist', () => {
  assert.equal(parseTypedDay('31/05/2025'), '2025-05-31');
  assert.equal(parseTypedDay('1.5.25'), '2025-05-01');
  assert.equal(parseTypedDay('2025-05-31'), '2025-05-31');
  assert.equal(parseTypedDay('31/02/2025'), null);
  assert.equal(parseTypedDay('demain'), null);
});

test('a spreadsheet runs nothing from an export', () => {
  assert.equal(neutraliseFormula('=HYPERLINK("http://x")'), '\'=HYPERLINK("http://x")');
  assert.equal(neutraliseFormula('@SUM(A1)'), "'@SUM(A1)");
  assert.equal(neutraliseFormula('-12.5'), '-12.5');
  assert.equal(neutraliseFormula('-1+1'), "'-1+1");
  const csv = toCsv(
    ['Société', 'CA'],
    [
      ['SIVOM; "Sud"', '1234.50'],
      ['+225', null],
    ],
    'fr',
  );
  assert.equal(csv, '\ufeffSociété;CA\r\n"SIVOM; ""Sud""";1234,50\r\n\'+225;\r\n');
});
