import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokenize } from '../language/tokens.ts';
import { readTime } from './read-time.ts';

const today = '2026-11-27';
const read = (text: string, from = 0) => readTime(tokenize(text), from, { today, english: false });
const days = (text: string, from = 0) => {
  const found = read(text, from);
  return found ? `${found.period.from}..${found.period.to}` : null;
};

test('codes of people at work', () => {
  assert.equal(days('T-1'), '2026-07-01..2026-09-30');
  assert.equal(days('M-1'), '2026-10-01..2026-10-31');
  assert.equal(days('N-2'), '2024-01-01..2024-12-31');
  assert.equal(days('J-1'), '2026-11-26..2026-11-26');
  assert.equal(days('FY25'), '2025-01-01..2025-12-31');
  assert.equal(days('H1 2025'), '2025-01-01..2025-06-30');
  assert.equal(days('S12'), '2026-03-16..2026-03-22');
  assert.equal(days('W12 2025'), '2025-03-17..2025-03-23');
  assert.equal(days('MTD'), '2026-11-01..2026-11-27');
  assert.equal(days('quarter to date'), '2026-10-01..2026-11-27');
  assert.equal(days('sur le trimestre'), '2026-10-01..2026-11-27');
  assert.equal(days('cumul à fin octobre'), '2026-01-01..2026-10-31');
  // A quarter with a year is that quarter, however it is written.
  assert.equal(days('T-1 2025'), null);
});

test('what is compared with leans on the period before it', () => {
  assert.equal(read('2026 vs N-1', 2)?.relation, 'previous_year');
  assert.equal(read('octobre vs mois d’avant', 2)?.relation, 'previous_period');
  assert.equal(read('par rapport à la même période', 3)?.relation, 'previous_year');
  // Nothing stands before: last month.
  assert.equal(days('le mois d’avant'), '2026-10-01..2026-10-31');
});

test('months that nobody counted are asked about', () => {
  assert.equal(read('ces derniers mois', 1)?.period.vague, true);
  assert.equal(days('ces 3 derniers mois'), '2026-09-01..2026-11-27');
});
