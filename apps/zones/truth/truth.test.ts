import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { generateSources } from '../demo/generate-sources.ts';
import { type ZonesPlatform, zonesPlatform } from '../testing/zones-platform.ts';
import { readBooks } from './books.ts';
import { compareClients } from './compare-clients.ts';
import { compareFinance } from './compare-finance.ts';
import { compareLand } from './compare-land.ts';
import { compareTables } from './compare-tables.ts';
import { disturbSources } from './disturb-sources.ts';
import { type Choice, Expected } from './expected.ts';
import { months, plus } from './read-rows.ts';

/** A seed and a business day; the sources reach back five years from it. */
const worlds = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  asOf: fc.integer({ min: 0, max: 1200 }).map((days) => plus('2023-08-01', days)),
});

/** What a reader may choose in a world: nothing, or one zone, region, sector, segment, or span of days or months. */
function choicesOf(asOf: string, seed: number): Choice[] {
  const from = months(asOf, -(3 + (seed % 20)));
  const month = `${months(asOf, -(4 + (seed % 9))).slice(0, 7)}-01`;
  return [
    {},
    { zone: 'ZI-BON' },
    { zone: 'Sans zone' },
    { region: "District d'Abidjan", secteur: 'Agro-industrie' },
    { segment: ['A', 'B', 'C'][seed % 3] ?? 'A' },
    { date_debut: from, date_fin: plus(from, 20 + (seed % 300)) },
    { date_debut: month, date_fin: plus(months(month, 3), -1), zone: 'Yopougon' },
  ];
}

async function build(platform: ZonesPlatform, world: { seed: number; asOf: string }): Promise<Expected> {
  rmSync(platform.sources, { recursive: true, force: true });
  await generateSources({ folder: platform.sources, seed: world.seed, scale: 0.05, today: world.asOf });
  disturbSources(platform.sources, world.asOf);
  await platform.demonstrate({ ...world, scale: 0.05 });
  const books = await readBooks(platform.sources, '2026-11-21');
  const { items } = await platform.get<{ items: { tables: { table: string; accepted: number }[] }[] }>(
    '/api/zones/imports',
  );
  const accepted = Object.fromEntries((items[0]?.tables ?? []).map(({ table, accepted: rows }) => [table, rows]));
  assert.deepEqual(accepted, books.used, 'both readings accept the same number of rows');
  return new Expected(books, world.asOf);
}

test('every figure of the pages is the one that plain loops over the source rows give', async (t) => {
  const platform = await zonesPlatform(t);
  const tried: string[] = [];
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      tried.push(`${world.seed}/${world.asOf}`);
      const expected = await build(platform, world);
      for (const [index, choice] of choicesOf(world.asOf, world.seed).entries()) {
        await compareFinance(platform, expected, choice);
        await compareLand(platform, expected, choice);
        await compareClients(platform, expected, choice);
        // Many answers each: every other choice, of every world.
        if ((index + world.seed) % 2 === 0) await compareTables(platform, expected, choice);
      }
    }),
    { numRuns: Number(process.env.GRIOT_TRUTH_RUNS ?? 3), endOnFailure: true },
  );
  t.diagnostic(`seeds and days tried: ${tried.join(', ')}`);
});
