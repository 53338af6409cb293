import assert from 'node:assert/strict';
import { test } from 'node:test';
import { widget as widgetSchema } from '@griot/widgets';
import fc from 'fast-check';
import type { Catalogue, Widget } from '../answers.ts';
import { adapted, freeId, type WidgetKind } from './adapt-widget.ts';

const metric = (name: string, dimensions: string[]): Catalogue['metrics'][number] => ({
  name,
  label: name,
  description: '',
  unit: 'count',
  synonyms: [],
  dimensions,
  timeGrains: ['month'],
});
const catalogue: Catalogue = {
  metrics: [
    metric('ca', ['zone__nom', 'client__secteur', 'metric_time']),
    metric('paye', ['zone__nom', 'client__secteur', 'metric_time']),
    metric('reste', ['zone__nom', 'metric_time']),
    metric('lots', ['zone__nom', 'metric_time']),
  ],
  dimensions: [
    { name: 'zone__nom', label: 'Zone', kind: 'categorical' },
    { name: 'client__secteur', label: 'Secteur', kind: 'categorical' },
    { name: 'metric_time', label: 'Temps', kind: 'time' },
  ],
  layers: [{ id: 'zones', label: { fr: 'Zones', en: 'Zones' }, dimension: 'zone__nom' }],
  periods: [],
};
const KINDS: WidgetKind[] = [
  ...(['kpi', 'chart_line', 'chart_bar', 'chart_area', 'pie', 'gauge', 'radar', 'table', 'list', 'map'] as const),
  'text',
  'alert_list',
];

test('whatever kinds and metrics one goes through, the widget stays one that can be drawn', () => {
  const change = fc.record({
    type: fc.constantFrom(...KINDS),
    metrics: fc.option(fc.subarray(['ca', 'paye', 'reste', 'lots']), { nil: undefined }),
    dimensions: fc.option(fc.subarray(['metric_time__day', 'client__secteur', 'zone__nom']), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
      let one: Widget = { id: 'w', type: 'text', display: { text: '' } };
      for (const { type, metrics, dimensions } of changes) {
        one = adapted(one, type, catalogue, { ...(metrics && { metrics }), ...(dimensions && { dimensions }) });
        const checked = widgetSchema.safeParse(one);
        assert.ok(checked.success, `${JSON.stringify(one)} ${JSON.stringify(checked.error?.issues)}`);
      }
    }),
  );
});

test('a change of kind keeps what still fits', () => {
  const bars = adapted({ id: 'w', type: 'text', display: { text: '' } }, 'chart_bar', catalogue, {
    metrics: ['paye'],
    dimensions: ['client__secteur'],
  });
  const pie = adapted(bars, 'pie', catalogue);
  assert.ok('query' in pie);
  assert.deepEqual([pie.query.metrics, pie.query.dimensions], [['paye'], ['client__secteur']]);
  assert.equal(freeId(['kpi-1', 'kpi-3'], 'kpi'), 'kpi-2');
});
