import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zonesPlatform } from '../testing/zones-platform.ts';

interface List {
  items: { id_entreprise: string; zone_location: string; montant_impaye: string }[];
  total: number;
  nextCursor: string | null;
  passport: { generation: number; state: string; sources: { name: string; rows: number }[] };
}

test('the endpoints of Zones', async (t) => {
  const platform = await zonesPlatform(t);
  const { inject, get } = platform;

  await t.test('before the first publication every page says so', async () => {
    const answer = await inject({ method: 'GET', url: '/api/financier/summary' });
    assert.deepEqual([answer.status, answer.json.details.code], [404, 'zones.not_published']);
    assert.match(answer.json.error, /importez vos fichiers/);
  });

  await platform.demonstrate({ seed: 3, scale: 0.05, asOf: '2026-11-21' });

  await t.test('an answer says from which build it comes and is asked for once', async () => {
    const first = await inject<List>({ method: 'GET', url: '/api/clients' });
    assert.equal(first.json.data.passport.state, 'sound');
    assert.deepEqual(first.json.data.passport.sources.map((source) => source.name).sort(), [
      'attributions',
      'entreprises',
      'factures',
      'lots',
      'paiements',
      'zones',
    ]);
    // What an answer was not read from says nothing about it.
    const land = await get<List>('/api/occupation/summary');
    const behind = land.passport.sources.map((source) => source.name);
    assert.ok(behind.includes('lots') && !behind.includes('entreprises'), behind.join());
    const etag = String(first.headers.etag);
    const again = await inject({ method: 'GET', url: '/api/clients', headers: { 'if-none-match': etag } });
    assert.equal(again.status, 304);
    const other = await inject({ method: 'GET', url: '/api/clients?limit=1', headers: { 'if-none-match': etag } });
    assert.equal(other.status, 200);
  });

  await t.test('lists sort, search and page, and refuse what they do not know', async () => {
    const names = await get<List>('/api/clients?sort=id_entreprise&limit=3');
    assert.deepEqual(
      names.items.map((item) => item.id_entreprise),
      ['ENT-00001', 'ENT-00002', 'ENT-00003'],
    );
    const next = await get<List>(`/api/clients?sort=id_entreprise&limit=3&cursor=${names.nextCursor}`);
    assert.equal(next.items[0]?.id_entreprise, 'ENT-00004');
    assert.equal((await get<List>('/api/clients?q=ent-00002')).total, 1);
    const cases: [string, number, string][] = [
      ['/api/clients?sort=password', 400, 'zones.sort_unknown'],
      ['/api/clients?sort=id_entreprise;DROP TABLE x', 400, 'zones.sort_unknown'],
      [`/api/clients?sort=-risk_score&cursor=${names.nextCursor}`, 400, 'http.bad_cursor'],
      ['/api/clients?zone=Atlantide', 404, 'zones.zone_unknown'],
      ['/api/clients/ENT-99999/details', 404, 'zones.client_unknown'],
      ['/api/occupation/nowhere', 404, 'zones.zone_unknown'],
      ['/api/financier/summary?date_debut=2026-02-30', 400, 'http.validation'],
      ['/api/clients/export?sort=nope', 400, 'zones.sort_unknown'],
    ];
    for (const [url, status, code] of cases) {
      const answer = await inject({ method: 'GET', url });
      assert.deepEqual([answer.status, answer.json.details?.code], [status, code], url);
    }
    assert.equal((await get<List>(`/api/clients?q=${encodeURIComponent("' OR 1=1 --")}`)).total, 0);
  });

  await t.test('a list is exported whole, with decimal commas and without formulas', async () => {
    const { total } = await get<List>('/api/clients');
    const csv = await inject({ method: 'GET', url: '/api/clients/export?sort=id_entreprise' });
    const lines = csv.text.trimEnd().split('\r\n');
    assert.equal(lines.length, total + 1);
    assert.match(lines[0] ?? '', /^\uFEFFid_entreprise;raison_sociale;/);
    assert.match(String(csv.headers['content-disposition']), /clients\.csv/);
    const invoices = await inject({ method: 'GET', url: '/api/financier/factures/export?impayees=true' });
    const rows = invoices.text.trimEnd().split('\r\n').slice(1);
    const overdue = rows.map((row) => row.split(';').at(-2)?.replace(',', '.') ?? '0');
    const cards = await get<{ kpis: { metric: string; value: string }[] }>('/api/financier/summary');
    const shown = cards.kpis.find((kpi) => kpi.metric === 'montant_impaye')?.value;
    assert.equal(
      overdue.reduce((sum, value) => sum + Math.round(Number(value) * 100), 0),
      Math.round(Number(shown) * 100),
    );
  });

  await t.test('a member sees their own zones and nothing else, in every path', async () => {
    const scoped = await platform.tenant.member({ roles: ['lecteur'], scopes: [{ kind: 'zones.zone', id: 'ZI-KOU' }] });
    const read = async <T>(url: string): Promise<T> => (await inject<T>({ method: 'GET', url, as: scoped })).json.data;
    const clients = await read<List>('/api/clients?limit=500');
    assert.ok(clients.total > 0);
    assert.ok(clients.items.every((item) => item.zone_location === 'Koumassi'));
    const zones = await read<{ items: { zone: string; ca_total: string }[] }>('/api/financier/top_zones_performance');
    assert.deepEqual(
      zones.items.map((item) => item.zone),
      ['Koumassi'],
    );
    const all = await get<{ items: { zone: string; ca_total: string }[] }>('/api/financier/top_zones_performance');
    assert.equal(zones.items[0]?.ca_total, all.items.find((item) => item.zone === 'Koumassi')?.ca_total);
    assert.equal((await read<{ features: unknown[] }>('/api/occupation/zones_map')).features.length, 1);
    assert.equal((await read<{ zones: unknown[] }>('/api/zones/filters')).zones.length, 1);
    const elsewhere = (await get<List>('/api/clients?limit=500')).items.find(
      (item) => item.zone_location !== 'Koumassi',
    );
    for (const url of ['/api/occupation/ZI-YOP', `/api/clients/${elsewhere?.id_entreprise}/details`]) {
      assert.equal((await inject({ method: 'GET', url, as: scoped })).status, 404, url);
    }
    const csv = await inject({ method: 'GET', url: '/api/clients/export', as: scoped });
    assert.equal(csv.text.trimEnd().split('\r\n').length, clients.total + 1);
    const foreign = await platform.tenant.member({ roles: ['lecteur'], scopes: [{ kind: 'compta.client', id: 'x' }] });
    assert.equal((await inject({ method: 'GET', url: '/api/clients', as: foreign })).status, 403);
  });

  await t.test('a reader may not import; nobody without a role may read', async () => {
    const reader = await platform.tenant.member({ roles: ['lecteur'] });
    assert.equal((await inject({ method: 'GET', url: '/api/zones/imports', as: reader })).status, 403);
    const nobody = await platform.tenant.member({ roles: [] });
    for (const url of [
      '/api/financier/summary',
      '/api/occupation',
      '/api/clients',
      '/api/operationnel/summary',
      '/api/zones/filters',
    ]) {
      assert.equal((await inject({ method: 'GET', url, as: nobody })).status, 403, url);
    }
  });
});
