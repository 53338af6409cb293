import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFigures } from './figures.ts';

test('what is counted and what is read comes out in Prometheus’ text form', async () => {
  const figures = createFigures();
  const asked = figures.counter('griot_things_total', 'Things.', ['kind']);
  asked({ kind: 'a "quoted"\nthing' });
  asked({ kind: 'b' });
  asked({ kind: 'b' });
  figures.durations('griot_thing_seconds', 'Time.', ['kind'])({ kind: 'b' }, 0.07);
  figures.read('shop', async () => [
    { name: 'griot_shop_open', help: 'Open.', type: 'gauge', samples: [{ labels: { city: 'Bouaké' }, value: 3 }] },
  ]);
  const text = await figures.text();
  assert.match(text, /^griot_things_total\{kind="a \\"quoted\\"\\nthing"\} 1$/m);
  assert.match(text, /^griot_things_total\{kind="b"\} 2$/m);
  assert.match(text, /^griot_thing_seconds_bucket\{le="0.05",kind="b"\} 0$/m);
  assert.match(text, /^griot_thing_seconds_bucket\{le="0.1",kind="b"\} 1$/m);
  assert.match(text, /^griot_shop_open\{city="Bouaké"\} 3$/m);
  assert.match(text, /^process_resident_memory_bytes \d+$/m);
  asked({ kind: 'b' });
  assert.match(
    await figures.text(),
    /^griot_things_total\{kind="b"\} 3$/m,
    'what this process counts is never kept back',
  );
});

test('a source that fails is told and hides nothing else; a label that is gone does not stay', async () => {
  let time = 0;
  let round = 0;
  const figures = createFigures({ now: () => time });
  figures.read('broken', async () => {
    throw new Error('no');
  });
  figures.read('shop', async () => {
    round += 1;
    const labels = { city: round === 1 ? 'Oran' : 'Alger' };
    return [{ name: 'griot_shop_sales_total', help: 'Sales.', type: 'counter', samples: [{ labels, value: round }] }];
  });
  const [first, same] = await Promise.all([figures.text(), figures.text()]);
  assert.equal(round, 1, 'two who scrape at once ask once');
  for (const text of [first, same]) {
    assert.match(text, /^griot_figures_failed\{source="broken"\} 1$/m);
    assert.match(text, /^griot_figures_failed\{source="shop"\} 0$/m);
    assert.match(text, /^griot_shop_sales_total\{city="Oran"\} 1$/m);
  }
  time = 10_000;
  const later = await figures.text();
  assert.match(later, /^griot_shop_sales_total\{city="Alger"\} 2$/m);
  assert.doesNotMatch(later, /Oran/);
});
