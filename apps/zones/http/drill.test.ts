import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zonesPlatform } from '../testing/zones-platform.ts';

interface Drill {
  items: (string | number | boolean | null)[][];
  columns: { name: string; label: string }[];
  total: number;
  figure: string | null;
  adds: boolean;
  inputs: { name: string }[];
  nextCursor: string | null;
}
interface Cards {
  period: { from: string; to: string };
  kpis: { metric: string; value: string | null; unit: string }[];
}
const AREAS = ['financier', 'occupation', 'clients', 'operationnel'] as const;
/** Ten-thousandths, exactly enough for money and hectares. */
const exact = (value: unknown): number => Math.round(Number(value ?? 0) * 10_000);

test('any figure of the pages opens the rows that make it, and they add up to it', async (t) => {
  const platform = await zonesPlatform(t);
  await platform.demonstrate({ seed: 4, scale: 0.05, asOf: '2026-11-21' });
  const { get, inject } = platform;

  async function open(metric: string, query: Record<string, string>): Promise<Drill> {
    let all: Drill | undefined;
    let cursor: string | null = null;
    do {
      const address = new URLSearchParams({ ...query, limit: '500', ...(cursor === null ? {} : { cursor }) });
      const page: Drill = await get<Drill>(`/api/zones/lignes/${metric}?${address}`);
      all = all ? { ...page, items: [...all.items, ...page.items] } : page;
      cursor = page.nextCursor;
    } while (cursor !== null);
    assert.ok(all);
    assert.equal(all.items.length, all.total, metric);
    const sum = all.items.reduce((before, row) => before + exact(row.at(-1)), 0);
    if (all.adds) assert.ok(Math.abs(sum - exact(all.figure)) <= 100, `${metric}: rows ${sum}, figure ${all.figure}`);
    return all;
  }

  const choices: Record<string, string>[] = [
    {},
    { zone: 'ZI-KOU' },
    { secteur: 'Agro-industrie', date_debut: '2026-01-15', date_fin: '2026-05-20' },
  ];
  for (const choice of choices) {
    await t.test(JSON.stringify(choice), async () => {
      for (const area of AREAS) {
        const cards = await get<Cards>(`/api/${area}/summary?${new URLSearchParams(choice)}`);
        const query = { ...choice, date_debut: cards.period.from, date_fin: cards.period.to };
        for (const { metric, value, unit } of cards.kpis) {
          const opened = await open(metric, query);
          if (opened.inputs.length === 1) {
            assert.equal(exact(opened.figure), exact(value), `${area} ${metric}`);
            continue;
          }
          // A ratio opens as its two sides, each with its rows.
          const sides = await Promise.all(opened.inputs.map(({ name }) => open(metric, { ...query, input: name })));
          const [part, whole] = sides.map((side) => Number(side.figure ?? 0));
          const times = unit === 'percent' ? 100 : 1;
          const again = whole === 0 || whole === undefined ? null : (times * (part ?? 0)) / whole;
          if (value === null) assert.ok(again === null || whole === 0, `${area} ${metric}`);
          else
            assert.ok(
              Math.abs((again ?? 0) - Number(value)) < 0.01,
              `${area} ${metric}: ${part}/${whole} is not ${value}`,
            );
        }
      }
    });
  }

  await t.test('a month, an age of debt and a client of a chart', async () => {
    const trends = await get<{ items: { mois: string; ca_total: string }[] }>('/api/financier/tendances_mensuelles');
    for (const { mois, ca_total } of trends.items.slice(0, 3)) {
      assert.equal(exact((await open('ca_total', { mois })).figure), exact(ca_total), mois);
    }
    const ageing = await get<{ buckets: { bucket: string; montant: string; factures: number }[] }>(
      '/api/financier/impayes',
    );
    for (const { bucket, montant, factures } of ageing.buckets) {
      const opened = await open('montant_impaye', { tranche: bucket });
      assert.equal(exact(opened.figure), exact(montant), bucket);
      assert.equal(opened.items.filter((row) => exact(row.at(-1)) > 0).length, factures);
    }
    const clients = await get<{ items: { id_entreprise: string; ca_total: string }[] }>('/api/financier/top_clients');
    const [first] = clients.items;
    assert.equal(
      exact((await open('ca_total', { client: first?.id_entreprise ?? '' })).figure),
      exact(first?.ca_total),
    );
  });

  await t.test('as a file, whole', async () => {
    const opened = await open('montant_impaye', {});
    const csv = await inject({ method: 'GET', url: '/api/zones/lignes/montant_impaye/export' });
    assert.equal(csv.text.trimEnd().split('\r\n').length, opened.total + 1);
    const book = await inject({ method: 'GET', url: '/api/zones/lignes/montant_impaye/export?format=xlsx' });
    assert.match(String(book.headers['content-disposition']), /montant_impaye\.xlsx/);
  });

  await t.test('what cannot be opened says why', async () => {
    for (const [path, code] of [
      ['inconnu', 'zones.metric_unknown'],
      ['ca_total?sort=password', 'metrics.query_invalid'],
      ['ca_total?cursor=x', 'http.bad_cursor'],
      ['ca_total?input=nope', 'metrics.query_invalid'],
      ['ca_total?mois=2026-13-01', 'http.validation'],
    ] as const) {
      const answer = await inject({ method: 'GET', url: `/api/zones/lignes/${path}` });
      assert.equal(answer.json.details.code, code, path);
      assert.ok(answer.json.error.length > 10);
    }
  });

  await t.test('a member sees their own zones’ rows only', async () => {
    const scoped = await platform.tenant.member({ roles: ['lecteur'], scopes: [{ kind: 'zones.zone', id: 'ZI-KOU' }] });
    const url = '/api/zones/lignes/ca_total?limit=500';
    const own = (await inject<Drill>({ method: 'GET', url, as: scoped })).json.data;
    const zone = own.columns.findIndex((column) => column.name === 'zone');
    assert.ok(own.total > 0);
    assert.deepEqual([...new Set(own.items.map((row) => row[zone]))], ['ZI-KOU']);
  });
});
