import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Column } from './column.ts';
import { columnTotal, compareCells, distinctTexts, matchesSearch, passesFilter } from './table-values.ts';

interface Row {
  name: string;
  amount: string | null;
  day: string | null;
}
const name: Column<Row> = { id: 'name', heading: 'Nom', kind: 'text', value: (row) => row.name };
const amount: Column<Row> = {
  id: 'amount',
  heading: 'CA',
  kind: 'figure',
  unit: 'currency',
  value: (row) => row.amount,
};
const day: Column<Row> = { id: 'day', heading: 'Jour', kind: 'day', value: (row) => row.day };
const rows: Row[] = [
  { name: 'Bouaké Textile', amount: '100.10', day: '2026-01-05' },
  { name: 'ÉTS Koné 10', amount: null, day: null },
  { name: 'ets kone 9', amount: '-0.10', day: '2026-03-01' },
];
const names = (kept: Row[]) => kept.map((row) => row.name);

test('a total is exact and says nothing when there is nothing', () => {
  assert.equal(columnTotal(amount, rows), '100.00');
  assert.equal(columnTotal(amount, [rows[1] as Row]), null);
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n })), (cents) => {
      const total = columnTotal(
        { ...amount, value: (row: Row) => row.amount },
        cents.map((value) => ({ name: '', day: null, amount: String(value) })),
      );
      assert.equal(total, cents.length === 0 ? null : String(cents.reduce((sum, value) => sum + value, 0n)));
    }),
  );
});

test('search and filters do not mind accents or case', () => {
  assert.deepEqual(names(rows.filter((row) => matchesSearch([name], row, 'kone ets'))), ['ÉTS Koné 10', 'ets kone 9']);
  assert.deepEqual(names(rows.filter((row) => passesFilter(name, row, { kind: 'text', text: 'BOUAKE' }))), [
    'Bouaké Textile',
  ]);
  assert.equal(passesFilter(name, rows[0] as Row, { kind: 'options', chosen: ['ets kone 9'] }), false);
});

test('ranges leave out what has no value', () => {
  assert.deepEqual(names(rows.filter((row) => passesFilter(amount, row, { kind: 'range', from: '0', to: null }))), [
    'Bouaké Textile',
  ]);
  assert.deepEqual(
    names(rows.filter((row) => passesFilter(day, row, { kind: 'range', from: null, to: '2026-02-01' }))),
    ['Bouaké Textile'],
  );
});

test('texts sort as people read them, figures by size', () => {
  assert.ok(compareCells('ets kone 9', 'ÉTS Koné 10', 'text') < 0);
  assert.ok(compareCells('9', '100.10', 'figure') < 0);
  assert.deepEqual(distinctTexts(name, [...rows, ...rows]), ['Bouaké Textile', 'ets kone 9', 'ÉTS Koné 10']);
});
