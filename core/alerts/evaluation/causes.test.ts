import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testAlerts } from '../testing/test-alerts.ts';
import type { Cause } from './causes.ts';
import { evaluateDue } from './evaluate.ts';

type Details = {
  message: string;
  zone: string;
  context: Cause & { cause: string };
};

test('an alert says why: what moved the figure, by the dimension that explains most, and the step that failed upstream', async (t) => {
  const bed = await testAlerts(t, { at: '2024-03-31T08:00:00Z' });
  const { inject, platform, shop } = bed;
  // 100 in each city the month before; this month Bouaké has lost 80 and Abidjan gained 5.
  const rows = [
    ...[
      `(1, 'c1', 's1', DATE '2024-02-20', NULL, 100, false, NULL)`,
      `(2, 'c1', 's2', DATE '2024-02-20', NULL, 100, false, NULL)`,
    ],
    ...[
      `(3, 'c1', 's1', DATE '2024-03-20', NULL, 105, false, NULL)`,
      `(4, 'c1', 's2', DATE '2024-03-20', NULL, 20, false, NULL)`,
    ],
  ];
  await shop.sql('DELETE FROM sales');
  await shop.sql(`INSERT INTO sales VALUES ${rows.join(', ')}`);
  bed.publish({ publishedAt: '2024-03-31T02:00:00Z' });
  const base = { application: 'shops', metric: 'revenue', windowDays: 30, everyMinutes: 5 };
  const watch = (o: object) => inject({ method: 'POST', url: '/api/alert-thresholds', payload: { ...base, ...o } });
  await watch({ name: 'Baisse', kind: 'change_pct', operator: '<', limit: -10 });
  await watch({ name: 'Par ville', operator: '<', limit: 50, dimension: 'shop__city' });
  bed.failedRuns.push({
    ...{ id: 'r1', flow: 'shops.load', createdAt: '2024-03-31T03:00:00Z', task: 'charger', message: 'fichier absent' },
  });
  await evaluateDue(platform);
  const read = async (title: string): Promise<Details> => {
    const { items } = (await inject<{ items: (Details & { title: string })[] }>({ url: '/api/alerts' })).json.data;
    const found = items.find((one) => one.title === title);
    assert.ok(found, items.map((one) => one.title).join());
    return found;
  };
  const { context, message } = await read('Baisse');
  assert.match(message, /-37,5|−37,5/);
  assert.equal(context.contribution?.dimension, 'shop__city');
  assert.deepEqual(
    context.contribution?.parts.map(({ value, effect, share }) => [value, effect, Math.round((share ?? 0) * 100)]),
    [
      ['Bouaké', -80, 107],
      ['Abidjan', 5, -7],
    ],
  );
  assert.deepEqual(context.upstream, { flow: 'shops.load', runId: 'r1', task: 'charger', message: 'fichier absent' });
  assert.match(context.cause, /shops\.load a échoué à l’étape charger : fichier absent/);
  const city = await read('Par ville : Bouaké');
  assert.notEqual(city.context.contribution?.dimension, 'shop__city', 'what it is split by already explains nothing');
});
