import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import zones from '../app.ts';
import { clientTables } from '../tables/client-tables.ts';
import { financeTables } from '../tables/finance-tables.ts';
import { landTables } from '../tables/land-tables.ts';
import { operationsTables } from '../tables/operations-tables.ts';
import type { Table } from '../tables/table.ts';
import { zonesPlatform } from '../testing/zones-platform.ts';

interface Page {
  items: Record<string, string | number | boolean | null>[];
  totals: Record<string, string>;
  total: number;
  nextCursor: string | null;
}
const IDS: Record<string, string> = { id: 'ENT-00001', zone_id: 'ZI-YOP', zone: 'ZI-YOP', kpi: 'ca_total' };
const addressOf = (path: string): string => path.replace(/:(\w+)/g, (_all, name: string) => IDS[name] ?? name);
/** Money has two decimals, hectares four. */
const exact = (value: unknown): number => Math.round(Number(value ?? 0) * 10_000);

test('every list of the API sorts, searches, pages, adds up and is exported whole', async (t) => {
  const platform = await zonesPlatform(t);
  await platform.demonstrate({ seed: 8, scale: 0.05, asOf: '2026-11-21' });
  const { get, inject } = platform;
  const tables = [...financeTables, ...landTables, ...clientTables, ...operationsTables(platform.services)];
  assert.ok(tables.length >= 25);

  for (const table of tables) {
    const path = addressOf(table.path);
    await t.test(path, async () => {
      const all = await everyRow(path, table);
      assert.ok(all.rows.length > 0, 'there is something to list');
      const keys = all.rows.map((row) => table.key.map((name) => row[name]).join('\n'));
      assert.equal(new Set(keys).size, keys.length, 'no row twice');
      for (const name of table.totals ?? []) {
        const sum = all.rows.reduce((before, row) => before + exact(row[name]), 0);
        assert.equal(exact(all.totals[name]), sum, `total of ${name}`);
      }
      for (const [name, kind] of Object.entries(table.columns)) {
        if (kind === 'text' || kind === 'yes_no') continue;
        const { items } = await get<Page>(`${path}?sort=-${name}&limit=500`);
        const values = items.map((row) => row[name]).filter((value) => value !== null);
        const read = kind === 'day' ? (value: unknown) => Date.parse(String(value)) : Number;
        assert.deepEqual(
          values.map(read),
          values.map(read).sort((a, b) => b - a),
          `descending ${name}`,
        );
      }
      const nothing = await get<Page>(`${path}?q=${encodeURIComponent("' OR 1=1 --")}`);
      assert.deepEqual([nothing.total, nothing.items], [0, []]);
      for (const [query, code] of [
        ['sort=password', 'zones.sort_unknown'],
        ['cursor=x', 'http.bad_cursor'],
        ['date_debut=2026-02-30', 'http.validation'],
        ['limit=0', 'http.validation'],
        ['zone=Atlantide', 'zones.zone_unknown'],
      ]) {
        if (query === 'zone=Atlantide' && /:(id|zone_id)/.test(table.path)) continue;
        const answer = await inject({ method: 'GET', url: `${path}?${query}` });
        assert.equal(answer.json.details?.code, code, `${path}?${query}`);
      }
      await exported(path, table, all.rows);
    });
  }

  await t.test('every answer that is no file has a file', () => {
    const paths = new Set(zones.endpoints(platform.services).map((endpoint) => endpoint.path));
    const without = [...paths].filter(
      (path) =>
        /^\/api\/(financier|occupation|clients|operationnel)/.test(path) &&
        !path.endsWith('/export') &&
        !paths.has(`${path}/export`),
    );
    // The map is a file already (GeoJSON); details are read as their lists: lots, historique, transactions.
    assert.deepEqual(without.sort(), [
      '/api/clients/:id/details',
      '/api/occupation/:zone_id',
      '/api/occupation/zones_map',
    ]);
  });

  async function everyRow(path: string, table: Table): Promise<{ rows: Page['items']; totals: Page['totals'] }> {
    const rows: Page['items'] = [];
    let cursor: string | null = null;
    let last: Page;
    const limit = table.limit === 500 ? 500 : 37;
    do {
      const next: string = cursor === null ? '' : `&cursor=${cursor}`;
      last = await get<Page>(`${path}?limit=${limit}${next}`);
      rows.push(...last.items);
      cursor = last.nextCursor;
    } while (cursor !== null);
    assert.equal(rows.length, last.total);
    return { rows, totals: last.totals };
  }

  async function exported(path: string, table: Table, rows: Page['items']): Promise<void> {
    const csv = await inject({ method: 'GET', url: `${path}/export` });
    assert.equal(csv.status, 200, csv.text.slice(0, 300));
    const lines = csv.text.trimEnd().split('\r\n');
    assert.equal(lines[0], `\uFEFF${Object.keys(table.columns).join(';')}`);
    assert.equal(lines.length, rows.length + 1);
    const xlsx = await platform.server.app.inject({
      method: 'GET',
      url: `${path}/export?format=xlsx`,
      headers: { authorization: `Bearer ${platform.tenant.adminSession.accessToken}` },
    });
    assert.match(String(xlsx.headers['content-disposition']), new RegExp(`${table.name}\\.xlsx`));
    const sheet = (await readXlsx(new Uint8Array(xlsx.rawPayload))).sheets[0];
    assert.deepEqual(sheet?.rows[0], Object.keys(table.columns));
    assert.equal(sheet?.rows.length, rows.length + 1);
    const money = Object.keys(table.columns).findIndex((name) => table.columns[name] === 'money');
    if (money < 0) return;
    const name = Object.keys(table.columns)[money] ?? '';
    const sum = sheet?.rows.slice(1).reduce((before, row) => before + exact(row[money]), 0);
    assert.equal(
      sum,
      rows.reduce((before, row) => before + exact(row[name]), 0),
      `sum of ${name} in the workbook`,
    );
  }
});
