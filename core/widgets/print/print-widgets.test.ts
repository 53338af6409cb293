import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Passport } from '@griot/metrics';
import type { WidgetAnswer } from '../run/read-widgets.ts';
import { widget } from '../spec/widget.ts';
import { printWidgets } from './print-widgets.ts';
import { widgetTables } from './widget-tables.ts';

const widgets = [
  widget.parse({ id: 'total', type: 'kpi', title: 'Ventes', query: { metrics: ['ventes'] } }),
  widget.parse({ id: 'bars', type: 'chart_bar', query: { metrics: ['ventes'], dimensions: ['client__nom'] } }),
  widget.parse({ id: 'rows', type: 'table', query: { metrics: ['ventes'], dimensions: ['client__nom'] } }),
];
const amount = { name: 'ventes', kind: 'metric', label: 'Ventes', unit: 'currency', currency: 'XOF' } as const;
const client = { name: 'client__nom', kind: 'dimension', label: 'Client' } as const;
const common = { passport: { generation: 1 } as Passport, hasMore: false, ignoredFilters: [] };

function answers(leftOut?: string[]): WidgetAnswer[] {
  const data = { ...common, ...(leftOut && { leftOut }) };
  const rows = [
    ['Fleuve', '1250'],
    ['Plateau', '750'],
  ];
  return [
    { id: 'total', data: { ...data, columns: [amount], rows: [['2000']] } },
    { id: 'bars', data: { ...data, columns: [client, amount], rows } },
    { id: 'rows', data: { ...data, columns: [client, amount], rows } },
  ];
}

test('a document and a workbook say which currencies their amounts leave out, and only then', () => {
  for (const [locale, note] of [
    ['fr', 'Sans les montants en €'],
    ['en', 'Without the amounts in €'],
  ] as const) {
    const [figures, chart, table] = printWidgets(widgets, answers(['EUR']), { locale, strict: true });
    assert.equal(figures?.kind === 'figures' && figures.items[0]?.against, note);
    assert.equal(chart?.kind === 'chart' && chart.note, note);
    assert.equal(table?.kind === 'table' && table.note, note);
    for (const { columns } of widgetTables(widgets, answers(['EUR']), locale))
      assert.equal(columns.at(-1)?.heading, `Ventes (FCFA, ${note})`);
  }
  assert.doesNotMatch(JSON.stringify(printWidgets(widgets, answers(), { locale: 'fr', strict: true })), /Sans les/);
  const [first] = widgetTables(widgets, answers(), 'fr');
  assert.deepEqual(first?.columns, [{ heading: 'Ventes (FCFA)', kind: 'money', decimals: 0 }]);
});
