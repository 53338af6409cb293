import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/zones-coverage.md'), 'utf8');

/** What the application promises: the areas with their endpoints, and the pages. */
const ENDPOINTS = {
  financier: [
    ...['', '/summary', '/by_zone/:zone', '/by_secteur', '/top_zones_performance', '/top_clients'],
    ...['/tendances_mensuelles', '/impayes', '/recouvrement', '/comparaison', '/factures'],
  ],
  occupation: [
    ...['', '/summary', '/zones_map', '/by_region', '/viabilisation', '/disponibilites', '/top_zones'],
    ...['/:zone_id', '/:zone_id/lots', '/:zone_id/historique'],
  ],
  clients: [
    ...['', '/summary', '/by_segment', '/by_secteur', '/by_zone', '/top_clients', '/actifs', '/inactifs', '/a_risque'],
    ...['/:id/details', '/:id/transactions', '/:id/lots'],
  ],
  operationnel: [
    ...['', '/summary', '/kpi_details', '/tendances', '/performance_zones', '/comparatif_zones', '/by_kpi/:kpi'],
    '/periodes',
  ],
};
/** Read as text: Node does not run TSX. */
const ROUTES = [
  ...readFileSync(join(ROOT, 'apps/zones/web/index.tsx'), 'utf8').matchAll(/^ {6}path: '([^']+)',$/gm),
].map(([, path = '']) => path.replaceAll('$', ':'));
const CORE_PAGES = ['/login', '/profil', '/utilisateurs', '/audit'];

const promised = Object.entries(ENDPOINTS).flatMap(([area, paths]) => paths.map((path) => `/api/${area}${path}`));
const rows = PAGE.split('\n').flatMap((line) => {
  const [, name] = /^\| `([^`]+)` \|/.exec(line) ?? [];
  return name === undefined ? [] : [{ name, line }];
});

test('every endpoint and page is on the page of what proves it', () => {
  const named = new Set(rows.map((row) => row.name));
  assert.deepEqual(
    promised.filter((path) => !named.has(path)),
    [],
  );
  assert.ok(ROUTES.length >= 7, `${ROUTES.length} pages`);
  const pages = [...ROUTES, ...CORE_PAGES];
  assert.deepEqual(
    pages.filter((path) => !named.has(path)),
    [],
  );
});

test('every test named there exists, under its title', () => {
  const mentions = [...PAGE.matchAll(/`([\w/.-]+\.test\.ts)` ([^|;.\n]+?)(?= \||;|\.?$|\.\n)/gm)];
  assert.ok(mentions.length > promised.length, `${mentions.length} tests named`);
  for (const [, file = '', title = ''] of mentions) {
    assert.ok(existsSync(join(ROOT, file)), file);
    assert.ok(readFileSync(join(ROOT, file), 'utf8').includes(`'${title.trim()}'`), `${file}: ${title}`);
  }
});
