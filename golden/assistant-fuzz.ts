/** `npm run golden -- assistant-fuzz [--count 100000]`: random and hostile inputs through the whole of understanding. */
import { parseArgs } from 'node:util';
import { buildLexicon, fuzzUnderstanding } from '@griot/assistant/testing';
import { silentLogger, systemClock } from '@griot/kernel';
import { createMetrics } from '@griot/metrics';
import { openShop } from '@griot/metrics/testing';

export async function runAssistantFuzz(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { count: { type: 'string', default: '100000' } } });
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
    return 0;
  } finally {
    shop.close();
  }
}
