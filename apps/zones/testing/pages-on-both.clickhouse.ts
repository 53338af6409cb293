/**
 * The pages of Zones on both engines, from the same source files: every endpoint answers the same rows, also filtered, dated,
 * searched, sorted and written out. Run by `npm run test:clickhouse`, which gives the folder of `chdb` as the argument.
 */
import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import { manualClock } from '@griot/kernel';
import { chdbWarehouse } from '@griot/warehouse/testing';
import zones from '../app.ts';
import { clientTables } from '../tables/client-tables.ts';
import { financeTables } from '../tables/finance-tables.ts';
import { landTables } from '../tables/land-tables.ts';
import { operationsTables } from '../tables/operations-tables.ts';
import { type ZonesPlatform, zonesPlatform } from './zones-platform.ts';

const AS_OF = '2026-11-21';
const IDS: Record<string, string> = { id: 'ENT-00001', zone_id: 'ZI-YOP', zone: 'ZI-YOP', kpi: 'ca_total' };
const addressOf = (path: string, ids = IDS): string =>
  path.replace(/:(\w+)/g, (_all, name: string) => ids[name] ?? name);

const clock = () => manualClock(`${AS_OF}T10:00:00Z`);
/** The file's own end, as a test's. */
const end = { after } as unknown as Pick<TestContext, 'after'>;
const ours = await zonesPlatform(end, { clock: clock() });
const engine = await chdbWarehouse({ after }, { packageFolder: process.argv[2] ?? '' });
const theirs = await zonesPlatform(end, { clock: clock(), engine });
for (const platform of [ours, theirs]) await platform.demonstrate({ seed: 8, scale: 0.05, asOf: AS_OF });

/** What says when and where something was built is not compared; times and generations are each platform's own. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  const own = new Set(['builtAt', 'loadedAt', 'generation', 'nextCursor', 'requestId']);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, own.has(name) ? inner !== null : comparable(inner)]),
  );
}

async function answer(platform: ZonesPlatform, url: string): Promise<unknown> {
  const { status, text, json } = await platform.inject({ method: 'GET', url });
  if (/\/export/.test(url)) return [status, text.split('\r\n')];
  return comparable({ status, ...json });
}

let compared = 0;
async function same(url: string): Promise<void> {
  const [a, b] = [await answer(ours, url), await answer(theirs, url)];
  assert.deepEqual(b, a, url);
  assert.equal((a as { status?: number }).status ?? 200, 200, `${url} ${JSON.stringify(a).slice(0, 300)}`);
  compared += 1;
}

const QUERIES = [
  '',
  'date_debut=2025-03-10&date_fin=2026-02-20',
  'date_debut=1965-01-01',
  'zone=ZI-YOP',
  'zone=Sans%20zone',
  'region=Abidjan&segment=A',
  'secteur=Agroalimentaire&comparaison=annee',
];

test('every endpoint that is read answers the same', async (t) => {
  const paths = [
    ...new Set(
      zones
        .endpoints(ours.services)
        .filter(({ method }) => method === 'GET')
        .map(({ path }) => path),
    ),
  ];
  const read = paths.filter((path) => !/import|export|lignes/.test(path));
  assert.ok(read.length > 35, `${read.length} endpoints`);
  for (const path of read)
    await t.test(path, async () => {
      for (const query of /options|fichiers|modeles/.test(path) ? [''] : QUERIES) {
        // What is said of one zone or client is not narrowed to another.
        if (/zone=|region=|secteur=/.test(query) && /:(id|zone|zone_id)\b/.test(path)) continue;
        await same(`${addressOf(path)}?${query}`);
      }
    });
  const others = [
    '/api/occupation/:zone_id/historique?date_debut=2020-01-01',
    '/api/clients/:id/transactions?date_debut=2026-01-01',
  ];
  for (const path of others) await same(addressOf(path, { ...IDS, id: 'ENT-00007', zone_id: 'ZI-YOP' }));
});

test('every list is searched, sorted, added up and written out the same', async (t) => {
  const tables = [...financeTables, ...landTables, ...clientTables, ...operationsTables(ours.services)];
  for (const table of tables)
    await t.test(table.path, async () => {
      const path = addressOf(table.path);
      for (const name of Object.keys(table.columns)) await same(`${path}?sort=-${name}&limit=500`);
      for (const q of ['é', 'SARL', 'yop', '%', "' OR 1=1"]) await same(`${path}?q=${encodeURIComponent(q)}`);
      await same(`${path}/export`);
    });
  await same('/api/clients?q=cote&statut=actif&risque_min=20.5');
  await same('/api/financier/factures?q=e&statut_paiement=impayee&sort=-montant_impaye');
  await same('/api/financier/recouvrement?par=segment');
});

test('the rows behind every figure are the same', async () => {
  const { metrics } = await ours.services.metrics.catalogue('zones');
  const path =
    zones.endpoints(ours.services).find((one) => /lignes/.test(one.path) && !/export/.test(one.path))?.path ?? '';
  let opened = 0;
  for (const { name } of metrics) {
    const url = `${path.replace(/:metric/, name)}?limit=200&metric=${name}`;
    const [a, b] = [await answer(ours, url), await answer(theirs, url)];
    assert.deepEqual(b, a, url);
    if ((a as { status: number }).status === 200) opened += 1;
  }
  assert.ok(opened > 20, `${opened} figures were opened`);
  assert.ok(compared > 400, `${compared} answers were compared`);
});
