import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import zones from '../apps/zones/app.ts';
import { capabilities } from '../hosts/server/capabilities.ts';

const ROOT = join(import.meta.dirname, '..');
const PAGE = readFileSync(join(ROOT, 'docs/zones-coverage.md'), 'utf8');

/** What was promised, whatever is declared. */
const PROMISED: Record<string, string> = {
  financier:
    ' summary by_zone/:zone by_secteur top_zones_performance top_clients tendances_mensuelles impayes recouvrement comparaison factures',
  occupation:
    ' summary zones_map by_region viabilisation disponibilites top_zones :zone_id :zone_id/lots :zone_id/historique',
  clients:
    ' summary by_segment by_secteur by_zone top_clients actifs inactifs a_risque :id/details :id/transactions :id/lots',
  operationnel: ' summary kpi_details tendances performance_zones comparatif_zones by_kpi/:kpi periodes',
  alerts: ' :id active by_type :id/acknowledge :id/resolve',
  ai: 'chat history query',
  reports: 'templates preview send schedules history',
};
const promised = Object.entries(PROMISED).flatMap(([area, names]) =>
  names.split(' ').map((name) => (name === '' ? `/api/${area}` : `/api/${area}/${name}`)),
);

/** Nothing is run: endpoints are declared before a service is asked for anything. */
const services = { applications: [zones], config: {}, dataDir: '/nowhere' } as never;
const declared = [...zones.endpoints(services), ...capabilities.flatMap((one) => one.endpoints(services))];

/** Only there once something went wrong, or somebody asked for it: their lists are gone through. */
const NOT_YET_SEEN = ['/events/rejected/:id', '/runs/backfills/:id'];
/** Read as text: Node does not run TSX. */
const indexes = ['apps/zones/web/index.tsx', ...globSync('core/*/web/index.tsx', { cwd: ROOT })];
const routes = ['hosts/web/shell/create-app-router.tsx', ...indexes]
  .flatMap((file) => [...readFileSync(join(ROOT, file), 'utf8').matchAll(/(?:path: |page\(\s*)'(\/[^']*)'/g)])
  .map(([, path = '']) => path.replaceAll('$', ':'))
  .filter((path) => path !== '/' && !NOT_YET_SEEN.includes(path));

const rows = new Set([...PAGE.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name));

test('every endpoint that is declared or was promised, and every page, is on the page of what proves it', () => {
  assert.ok(declared.length > 150 && routes.length > 40, `${declared.length} endpoints, ${routes.length} pages`);
  // A list's file is proved with the list.
  const paths = [...promised, ...declared.map(({ path }) => path.replace(/\/export$/, '')), ...routes];
  assert.deepEqual(
    [...new Set(paths)].filter((path) => !rows.has(path) && !rows.has(`${path}/export`)),
    [],
  );
});

test('every test named there exists, under its title', () => {
  const mentions = [...PAGE.matchAll(/`([\w/.-]+\.test\.ts)` ([^|\n]+?)(?= \||; `|\.?$)/gm)];
  assert.ok(mentions.length > promised.length, `${mentions.length} tests named`);
  for (const [, file = '', title = ''] of mentions) {
    assert.ok(existsSync(join(ROOT, file)), file);
    assert.ok(readFileSync(join(ROOT, file), 'utf8').includes(`'${title.trim()}'`), `${file}: ${title}`);
  }
});
