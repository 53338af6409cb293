import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLogger, systemClock } from '@griot/kernel';
import { createMetrics } from '@griot/metrics';
import { openShop } from '@griot/metrics/testing';
import { buildLexicon } from '../lexicon/build-lexicon.ts';
import { fuzzUnderstanding } from './fuzz.ts';

test('random and hostile inputs: no crash, and only declared names in what is understood', async (t) => {
  const shop = await openShop();
  t.after(() => shop.close());
  const metrics = createMetrics({
    warehouse: shop.warehouse,
    manifest: () => shop.manifest,
    clock: systemClock,
    log: silentLogger,
  });
  const catalogue = await metrics.catalogue('shops', 'fr');
  const lexicon = buildLexicon({ catalogue, values: new Map([['shop__city', ['Abidjan', 'Bouaké', 'Korhogo']]]) });
  const report = fuzzUnderstanding(lexicon, 1500, '2024-05-01');
  assert.equal(report.rounds, 1500);
  assert.ok(report.understood > 0, 'some inputs must be questions, or nothing is tested');
});
