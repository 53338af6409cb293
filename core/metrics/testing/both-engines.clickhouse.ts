/**
 * Every metric of the shops, of every kind, asked of DuckDB and of ClickHouse in several groupings: the same rows.
 * Run by `npm run test:clickhouse`, which fetches `chdb` and gives its folder as the argument.
 */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { newId } from '@griot/kernel';
import { chdbWarehouse, loadRows } from '@griot/warehouse/testing';
import { compileMetricQuery } from '../compile.ts';
import type { QueryRequest } from '../query/request.ts';
import { clickhouse } from '../sql/clickhouse.ts';
import { openShop } from './shop.ts';

const shop = await openShop();
after(() => shop.close());
const { warehouse } = await chdbWarehouse({ after }, { packageFolder: process.argv[2] ?? '' });
const tenant = warehouse.tenant(newId());
await moveTables();

/** The shops' tables, row by row, as models of a project on the other engine. */
async function moveTables(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'griot-shop-'));
  after(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'models'));
  await writeFile(join(folder, 'dbt_project.yml'), "name: shops\nversion: '1'\nmodel-paths: [models]\n");
  const tables = (
    await shop.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'")
  ).flat();
  const listed = tables.map((table) => `      - name: ${table}\n`).join('');
  await writeFile(join(folder, 'models/sources.yml'), `version: 2\nsources:\n  - name: raw\n    tables:\n${listed}`);
  for (const table of tables.map(String)) {
    const described = await shop.sql(`SELECT column_name, column_type FROM (DESCRIBE ${table})`);
    const columns = Object.fromEntries(described.map(([name, type]) => [String(name), String(type)]));
    const list = Object.keys(columns).map((name) => `CAST("${name}" AS VARCHAR)`);
    const rows = (await shop.sql(`SELECT ${list.join(', ')} FROM ${table}`)) as (string | null)[][];
    await loadRows(tenant, { source: `raw.${table}`, columns, rows, loadId: '1' });
    await writeFile(
      join(folder, `models/${table}.sql`),
      `{{ config(materialized='table') }} select * from {{ source('raw', '${table}') }}`,
    );
  }
  const built = await tenant.build({ projectDir: folder });
  assert.ok(built.ok, JSON.stringify(built.nodes.filter(({ error }) => error)));
}

/** Numbers to nine digits, a day equal to its midnight, truth however it travels. */
function plain(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  const text = typeof value === 'string' ? value.replace('T', ' ').replace(/ 00:00:00(\.0+)?$/, '') : value;
  const number = typeof text === 'string' && !/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number.NaN : Number(text);
  return value === null || Number.isNaN(number) ? text : Number(number.toPrecision(9));
}
const bag = (rows: readonly (readonly unknown[])[]): string[] =>
  rows.map((row) => JSON.stringify(row.map(plain))).sort();

const spring = { from: '2024-01-01', to: '2024-05-31' };
const GROUPINGS: QueryRequest['groupBy'][] = [
  [],
  ['metric_time__day'],
  ['metric_time__week'],
  ['metric_time__month'],
  ['metric_time__market_week'],
  ["TimeDimension('metric_time', 'hour')"],
  ["TimeDimension('metric_time', date_part_name='dow')"],
  ["TimeDimension('metric_time', date_part_name='quarter')"],
  ['shop__region'],
  ['shop__city', 'metric_time__month'],
  ['client__tier'],
  ['sale__express'],
];

test('every metric gives the same rows on both engines', async () => {
  const asked = new Map<string, number>();
  for (const metric of shop.manifest.metrics.keys()) {
    for (const groupBy of GROUPINGS) {
      for (const timeRange of groupBy?.length === 0 ? [null, spring] : [spring]) {
        const request: QueryRequest = { metrics: [metric], groupBy, timeRange };
        try {
          compileMetricQuery(shop.manifest, request);
        } catch {
          continue; // That metric has no such dimension.
        }
        const ours = await shop.ask(request);
        const { sql, params } = compileMetricQuery(shop.manifest, request, clickhouse);
        const theirs = await tenant.query(sql, params).catch((error: Error) => {
          throw new Error(`${metric} by ${groupBy}: ${error.message}\n${sql}`);
        });
        // How an approximation errs is each engine's own.
        const exact = metric !== 'p75_approx';
        assert.deepEqual(
          exact ? bag(theirs.rows) : theirs.rows.length,
          exact ? bag(ours) : ours.length,
          `${metric} by ${groupBy} ${timeRange?.from ?? ''}\n${sql}`,
        );
        asked.set(metric, (asked.get(metric) ?? 0) + 1);
      }
    }
  }
  assert.deepEqual(
    [...shop.manifest.metrics.keys()].filter((metric) => !asked.has(metric)),
    [],
  );
});

test('filters, order, pages, distinct values and bounds', async () => {
  const requests: QueryRequest[] = [
    {
      metrics: ['revenue'],
      groupBy: ['shop'],
      filters: [{ dimension: 'shop__region', operator: 'in', value: ['Lagunes', 'Gbêkê'] }],
    },
    {
      metrics: ['revenue'],
      groupBy: ['shop'],
      filters: [{ dimension: 'shop__city', operator: 'contains', value: 'bOUAK' }],
    },
    {
      metrics: ['revenue'],
      groupBy: ['shop'],
      filters: [{ dimension: 'shop__region', operator: 'ne', value: 'Lagunes' }],
    },
    {
      metrics: ['revenue'],
      groupBy: ['shop'],
      filters: [{ dimension: 'shop__region', operator: 'not_in', value: ['Lagunes'] }],
    },
    { metrics: ['revenue'], groupBy: ['shop'], filters: [{ dimension: 'shop', operator: 'is_null' }] },
    {
      metrics: ['revenue'],
      groupBy: ['metric_time__day'],
      filters: [{ dimension: 'metric_time', operator: 'gte', value: '2024-02-15' }],
    },
    {
      metrics: ['revenue'],
      groupBy: ['metric_time__day'],
      filters: [{ dimension: 'metric_time', operator: 'between', value: ['2024-01-31', '2024-02-29'] }],
    },
    {
      metrics: ['revenue', 'basket'],
      groupBy: ['shop'],
      filters: [{ dimension: 'revenue', operator: 'gt', value: 100.5 }],
    },
    { metrics: ['revenue'], groupBy: ['shop'], orderBy: ['-revenue'], limit: 2, offset: 1 },
    { metrics: [], groupBy: ['shop__region'] },
    { metrics: ['revenue', 'planned'], groupBy: ['shop', 'metric_time__month'] },
  ];
  for (const request of requests) {
    const ours = await shop.ask(request);
    const { sql, params } = compileMetricQuery(shop.manifest, request, clickhouse);
    const theirs = (await tenant.query(sql, params)).rows;
    assert.deepEqual(bag(theirs), bag(ours), `${JSON.stringify(request)}\n${sql}`);
    assert.ok(ours.length > 0, JSON.stringify(request));
  }
});
