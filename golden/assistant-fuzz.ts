/**
 * `npm run golden -- assistant-fuzz [--count 100000] [--live 2000] [--data DIR]`: random and hostile inputs through the whole of
 * understanding, and a share of them over HTTP to a running platform with two tenants. `--live 0` leaves the platform out.
 */
import { parseArgs } from 'node:util';
import { buildLexicon, fuzzUnderstanding } from '@griot/assistant/testing';
import { silentLogger, systemClock } from '@griot/kernel';
import { createMetrics } from '@griot/metrics';
import { openShop } from '@griot/metrics/testing';
import { fuzzPlatform } from './assistant/fuzz-platform.ts';

export async function runAssistantFuzz(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      count: { type: 'string', default: '100000' },
      live: { type: 'string', default: '2000' },
      data: { type: 'string' },
    },
  });
  const shop = await openShop();
  try {
    const metrics = createMetrics({
      warehouse: shop.warehouse,
      manifest: () => shop.manifest,
      clock: systemClock,
      log: silentLogger,
    });
    const catalogue = await metrics.catalogue('shops', 'fr');
    const lexicon = buildLexicon({ catalogue, values: new Map([['shop__city', ['Abidjan', 'Bouaké', 'Korhogo']]]) });
    const report = fuzzUnderstanding(lexicon, Number(values.count), '2024-05-01');
    console.log(`${report.rounds} inputs, no crash; ${report.understood} understood as queries over declared names`);
    console.log(`slowest: ${report.slowestMs.toFixed(1)} ms for ${JSON.stringify(report.slowest.slice(0, 120))}`);
  } finally {
    shop.close();
  }
  const live = Number(values.live);
  if (live === 0) return 0;
  return (await fuzzPlatform(live, (text) => console.error(text), values.data)) ? 0 : 1;
}
