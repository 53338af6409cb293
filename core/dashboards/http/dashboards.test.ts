import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dashboardConsumers } from '../queries/metric-consumers.ts';
import { type ShopDashboards, shopDashboards } from '../testing/shop-dashboards.ts';

const SHIPPED = `title: Ventes
application: shops
filters:
  period: { from: 2024-01-01, to: 2024-03-31 }
  dimensions: [shop__city]
items:
  - place: { x: 0, y: 0, w: 3, h: 2 }
    widget: { id: total, type: kpi, query: { metrics: [revenue], compare: previous_period } }
  - place: { x: 3, y: 0, w: 6, h: 4 }
    widget: { id: villes, type: chart_bar, query: { metrics: [revenue], dimensions: [shop__city] } }
`;

const spec = (title: string) => ({
  title,
  application: 'shops',
  items: [
    { place: { x: 0, y: 0, w: 4, h: 3 }, widget: { id: 'a', type: 'kpi', query: { metrics: ['revenue'] } } },
    { place: { x: 4, y: 0, w: 8, h: 3 }, widget: { id: 'note', type: 'text', display: { text: 'Lire **ceci**' } } },
  ],
});

type Answers = { generation: number; answers: { id: string; data?: Data; error?: { code: string } }[] };
type Data = {
  rows: unknown[][];
  ignoredFilters: string[];
  trend?: { value: unknown }[];
  passport: { generation: number };
};

async function create(platform: ShopDashboards, title: string, as?: { accessToken: string }): Promise<string> {
  const request = { method: 'POST' as const, url: '/api/dashboards', payload: spec(title) };
  const answer = await platform.inject<{ id: string }>(as ? { ...request, as: as as never } : request);
  assert.equal(answer.status, 201, answer.text);
  return answer.json.data.id;
}

test('dashboards', async (t) => {
  const platform = await shopDashboards(t, SHIPPED);
  const { inject, tenant } = platform;
  const reader = await tenant.member({ roles: ['lecteur'] });

  await t.test('what the application ships is seen by all of its readers, and copied to be changed', async () => {
    const list = await inject<{ shipped: { id: string; widgets: number }[] }>({ url: '/api/dashboards', as: reader });
    assert.deepEqual(
      list.json.data.shipped.map(({ id, widgets }) => [id, widgets]),
      [['shops:ventes', 2]],
    );
    const copied = await inject<{ id: string }>({
      method: 'POST',
      url: '/api/dashboards/shops:ventes/copy',
      payload: { title: 'Mes ventes' },
      as: reader,
    });
    assert.equal(copied.status, 201, copied.text);
    const copy = await inject<{ access: string; spec: { title: string; items: unknown[] } }>({
      url: `/api/dashboards/${copied.json.data.id}`,
      as: reader,
    });
    assert.deepEqual(
      [copy.json.data.access, copy.json.data.spec.title, copy.json.data.spec.items.length],
      ['own', 'Mes ventes', 2],
    );
  });

  await t.test('nobody else sees an own dashboard until it is shared, and then as far as it is shared', async () => {
    const id = await create(platform, 'Direction');
    const seen = (as = reader) => inject({ url: `/api/dashboards/${id}`, as });
    const save = () =>
      inject({ method: 'PUT', url: `/api/dashboards/${id}`, payload: { version: 1, spec: spec('X') }, as: reader });
    const share = (shares: unknown[]) =>
      inject({ method: 'PUT', url: `/api/dashboards/${id}/shares`, payload: { shares } });
    assert.equal((await seen()).json.details.code, 'dashboards.unknown');
    assert.equal((await save()).status, 404);

    assert.equal((await share([{ kind: 'tenant', grantee: '', access: 'view' }])).status, 200);
    assert.equal((await seen()).status, 200);
    assert.equal((await save()).json.details.code, 'dashboards.not_yours');

    await share([
      { kind: 'tenant', grantee: '', access: 'view' },
      { kind: 'role', grantee: 'lecteur', access: 'edit' },
    ]);
    assert.equal((await save()).status, 200);
    const removal = await inject({ method: 'DELETE', url: `/api/dashboards/${id}`, as: reader });
    assert.equal(removal.status, 403);
    const stranger = await share([{ kind: 'user', grantee: 'nobody', access: 'view' }]);
    assert.equal(stranger.json.details.code, 'dashboards.unknown_grantee');
  });

  await t.test('who reads a metric: only the dashboards that a person may see', async () => {
    const id = await create(platform, 'À moi seul');
    const titles = async (actor: typeof tenant.admin) => {
      const found = await dashboardConsumers({ store: platform.store }, async () => new Map(), actor);
      return found.filter((one) => one.id === id).map(({ title, metrics, href }) => [title, metrics, href]);
    };
    assert.deepEqual(await titles(tenant.admin), [['À moi seul', ['revenue'], `/dashboards/${id}`]]);
    assert.deepEqual(await titles(reader.actor), []);
  });

  await t.test('of two who save the same version the second is told, and nothing is overwritten', async () => {
    const id = await create(platform, 'Partagé');
    const save = (title: string, version: number) =>
      inject<{ version: number }>({
        method: 'PUT',
        url: `/api/dashboards/${id}`,
        payload: { version, spec: spec(title) },
      });
    const [one, two] = await Promise.all([save('un', 1), save('deux', 1)]);
    assert.deepEqual([one.status, two.status].sort(), [200, 409]);
    const kept = await inject<{ title: string; version: number }>({ url: `/api/dashboards/${id}` });
    assert.deepEqual([kept.json.data.title, kept.json.data.version], [one.status === 200 ? 'un' : 'deux', 2]);
  });

  await t.test('YAML out and in again is the same, byte for byte', async () => {
    const id = await create(platform, 'En dépôt');
    const first = (await inject({ url: `/api/dashboards/${id}/yaml` })).text;
    const imported = await inject<{ id: string }>({
      method: 'POST',
      url: '/api/dashboards/import',
      payload: { yaml: first },
    });
    assert.equal(imported.status, 201, imported.text);
    assert.equal((await inject({ url: `/api/dashboards/${imported.json.data.id}/yaml` })).text, first);
  });

  await t.test('bad YAML gets all of its faults with their lines, and nothing is kept', async () => {
    const before = (await inject<{ items: unknown[] }>({ url: '/api/dashboards' })).json.data.items.length;
    const yaml = [
      'title: Faux',
      'application: shops',
      'colour: red',
      'items:',
      '  - place: { x: 10, y: 0, w: 4, h: 2 }',
      '    widget: { id: a, type: gauge, query: { metrics: [revenue, buyers] } }',
      '  - place: { x: 0, y: 0, w: 4, h: 2 }',
      '    widget:',
      '      id: B!',
      '      type: tarte',
    ].join('\n');
    const answer = await inject({ method: 'POST', url: '/api/dashboards/import', payload: { yaml } });
    assert.equal(answer.json.details.code, 'widgets.yaml_invalid');
    const faults = answer.json.details.faults as { line: number; path: string }[];
    assert.deepEqual(
      faults.map(({ line, path }) => [line, path]),
      [
        [3, 'colour'],
        [5, 'items.0.place'],
        [6, 'items.0.widget.query.metrics'],
        [10, 'items.1.widget.type'],
      ],
    );
    const after = (await inject<{ items: unknown[] }>({ url: '/api/dashboards' })).json.data.items.length;
    assert.equal(after, before);
    const broken = await inject({ method: 'POST', url: '/api/dashboards/import', payload: { yaml: 'a: [1\nb: }' } });
    assert.equal(broken.json.details.code, 'widgets.yaml_invalid');
  });

  const data = async (widgets: unknown[], more: object = {}, as: unknown = undefined) => {
    const request = {
      method: 'POST' as const,
      url: '/api/dashboards/data',
      payload: { application: 'shops', widgets, ...more },
    };
    return inject<Answers>(as ? { ...request, as: as as never } : request);
  };
  const cities = { id: 'c', type: 'chart_bar', query: { metrics: ['revenue'], dimensions: ['shop__city'] } };
  const total = { id: 't', type: 'kpi', query: { metrics: ['revenue'] } };

  await t.test('figures narrow to the period and to the filters that apply; the others are named', async () => {
    const period = { from: '2024-01-01', to: '2024-01-31' };
    const visits = { id: 'v', type: 'kpi', query: { metrics: ['visits'], period: 'all' }, display: { trend: 'none' } };
    const filters = [{ dimension: 'shop__city', operator: 'eq', value: 'Abidjan' }];
    const { json } = await data([total, visits], { period, filters });
    const [sales, seen] = json.data.answers;
    assert.deepEqual([Number(sales?.data?.rows[0]?.[0]), sales?.data?.ignoredFilters], [150, []]);
    assert.deepEqual(
      sales?.data?.trend?.map(({ value }) => Number(value)),
      [150],
    );
    assert.deepEqual([Number(seen?.data?.rows[0]?.[0]), seen?.data?.ignoredFilters], [4, ['shop__city']]);
  });

  await t.test('a reader limited to a shop sees that shop in a dashboard shared by somebody who sees all', async () => {
    const scoped = await tenant.member({ roles: ['lecteur'], scopes: [{ kind: 'shops.shop', id: 's2' }] });
    const own = await data([total, cities], {}, scoped);
    const [figure, bars] = own.json.data.answers;
    assert.equal(Number(figure?.data?.rows[0]?.[0]), 219.5);
    assert.deepEqual(
      bars?.data?.rows.map(([city]) => city),
      ['Bouaké'],
    );
    const values = await inject<{ items: string[] }>({
      url: '/api/dashboards/values/shops?dimension=shop__city',
      as: scoped,
    });
    assert.deepEqual(values.json.data.items, ['Bouaké']);
    // A figure that cannot be narrowed is refused in its place; the rest of the page stays.
    const visits = { id: 'v', type: 'kpi', query: { metrics: ['visits'] } };
    const mixed = await data([visits, total], {}, scoped);
    assert.deepEqual(
      mixed.json.data.answers.map((one) => one.error?.code ?? 'ok'),
      ['metrics.outside_scope', 'ok'],
    );
  });

  await t.test('one page is one generation, though another is published with each question', async () => {
    const { warehouse } = platform.shop;
    const original = warehouse.tenant;
    const published = [warehouse.generation];
    warehouse.tenant = () => ({
      ...original(''),
      async query(...input: Parameters<ReturnType<typeof original>['query']>) {
        const answer = await original('').query(...input);
        warehouse.generation = { ...warehouse.generation, id: warehouse.generation.id + 1 };
        published.push(warehouse.generation);
        return answer;
      },
      generations: async () => published,
    });
    const { json } = await data([cities, { ...cities, id: 'd' }, total], { period: 'this_year' });
    warehouse.tenant = original;
    assert.ok(published.length > 3);
    const read = json.data.answers.map((one) => one.data?.passport.generation);
    assert.deepEqual(read, [json.data.generation, json.data.generation, json.data.generation]);
  });

  await t.test('what a widget cannot draw is refused with its place', async () => {
    const answer = await data([{ id: 'p', type: 'pie', query: { metrics: ['revenue', 'buyers'], dimensions: [] } }]);
    assert.equal(answer.status, 400);
    assert.deepEqual(
      answer.json.details.issues.map((issue) => issue.path),
      ['body.widgets.0.query.metrics', 'body.widgets.0.query.dimensions'],
    );
    assert.equal((await data([total], { application: 'compta' })).status, 404);
  });

  await t.test('a dashboard is taken away as its reader sees it', async () => {
    const scoped = await tenant.member({ roles: ['lecteur'], scopes: [{ kind: 'shops.shop', id: 's2' }] });
    const items = [total, cities, { id: 'n', type: 'text', display: { text: '# Note\n\n=1+1' } }].map((one, at) => ({
      place: { x: 0, y: at, w: 6, h: 1 },
      widget: one,
    }));
    const take = (format: string) =>
      inject({
        method: 'POST',
        url: '/api/dashboards/export',
        payload: { format, spec: { title: 'Été', application: 'shops', items }, period: 'this_year' },
        as: scoped,
      });
    const csv = await take('csv');
    assert.equal(csv.status, 200, csv.text);
    assert.match(csv.text, /Bouaké;219,5/, 'amounts have the decimal mark of the language');
    assert.doesNotMatch(csv.text, /Abidjan/);
    assert.match(String(csv.headers['content-disposition']), /%C3%89t%C3%A9-2024-05-02\.csv/);
    assert.equal((await take('pdf')).text.slice(0, 5), '%PDF-');
    assert.match((await take('svg')).text, /^<svg/);
    assert.equal((await take('xlsx')).text.slice(0, 2), 'PK');
  });

  await t.test('the map’s outlines come from the application', async () => {
    const layer = await inject<{ items: { key: string }[] }>({ url: '/api/dashboards/areas/shops/villes' });
    assert.deepEqual(
      layer.json.data.items.map(({ key }) => key),
      ['Abidjan'],
    );
    assert.equal((await inject({ url: '/api/dashboards/areas/shops/lune' })).status, 404);
  });
});
