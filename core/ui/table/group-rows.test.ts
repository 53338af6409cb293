import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Column } from './column.ts';
import { groupRows } from './group-rows.ts';

interface Row {
  zone: string | null;
  amount: string | null;
}
const zone: Column<Row> = { id: 'zone', heading: 'Zone', kind: 'text', value: (row) => row.zone };
const amount: Column<Row> = {
  id: 'amount',
  heading: 'Montant',
  kind: 'figure',
  total: true,
  value: (row) => row.amount,
};

test('rows are grouped by a column, counted, and summed exactly; those without a value are a group too', () => {
  const rows: Row[] = [
    { zone: 'Vridi', amount: '0.10' },
    { zone: 'Vridi', amount: '0.20' },
    { zone: null, amount: null },
    { zone: 'Yopougon', amount: '1000000000000.01' },
  ];
  assert.deepEqual(
    groupRows(rows, zone, [zone, amount]).map(({ text, rows: members, totals }) => [
      text,
      members.length,
      totals.amount,
    ]),
    [
      ['Vridi', 2, '0.30'],
      ['', 1, null],
      ['Yopougon', 1, '1000000000000.01'],
    ],
  );
});
