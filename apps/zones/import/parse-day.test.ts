import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays } from '@griot/kernel';
import fc from 'fast-check';
import { isFault } from './fault.ts';
import { parseDay, serialDay } from './parse-day.ts';

test('dates as people and spreadsheets write them', () => {
  const cases: [string, string][] = [
    ['31/12/2024', '2024-12-31'],
    ['1/2/2024', '2024-02-01'],
    ['01-02-2024', '2024-02-01'],
    ['01.02.2024', '2024-02-01'],
    ['29/02/24', '2024-02-29'],
    ['01/02/99', '1999-02-01'],
    ['2024-02-29', '2024-02-29'],
    ['2024-02-29T10:20:30Z', '2024-02-29'],
    ['31/12/2024 08:15', '2024-12-31'],
    ['45351', '2024-02-29'],
    ['45351,75', '2024-02-29'],
  ];
  for (const [text, expected] of cases) assert.equal(parseDay(text), expected, text);
  assert.equal(serialDay(61), '1900-03-01');
  assert.equal(serialDay(45351.99), '2024-02-29');
});

test('days that do not exist are told apart from what is no date', () => {
  for (const text of ['31/02/2023', '30/02/2024', '29/02/2023', '15/13/2024', '00/01/2024', '2024-13-01']) {
    const outcome = parseDay(text);
    assert.ok(isFault(outcome) && outcome.code === 'import.date_impossible', text);
  }
  for (const text of ['hier', '12/2024', '1234', '12345678', '']) {
    const outcome = parseDay(text);
    assert.ok(isFault(outcome) && outcome.code === 'import.date_illisible', text);
  }
});

test('every day survives its three writings', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 50_000 }), (days) => {
      const day = addDays('1970-01-01', days);
      const [year = '', month = '', date = ''] = day.split('-');
      assert.equal(parseDay(`${date}/${month}/${year}`), day);
      assert.equal(parseDay(day), day);
      assert.equal(serialDay(days + 25_569), day);
    }),
  );
});
