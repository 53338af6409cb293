/**
 * What the metric layer adds to a query: compile time, and a whole answer beside its own SQL sent to the warehouse by
 * hand, through the same process and socket; then a kept answer and its ETag. The overhead is what an answer takes outside of
 * its own question to the warehouse: on a machine with other work, the difference of two measured times would be noise.
 * `npm run bench -- metrics [--rows 1000000]`
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { silentLogger, systemClock } from '@griot/kernel';
import {
  compileMetricQuery,
  createMetrics,
  loadSemanticModels,
  type MetricQuery,
  type MetricsWarehouse,
} from '@griot/metrics';
import { connectWarehouse, startWarehouseProcess } from '@griot/warehouse';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } });
const rows = Number(values.rows);
const TENANT = '018f0000-0000-7000-8000-00000000be0c';
const ROUNDS = 60;

const MODELS: Record<string, string> = {
  'sales.sql': `{{ config(materialized='table') }}
    SELECT i AS sale_id, i % 997 AS client_id, i % 41 AS shop_id, DATE '2023-01-01' + CAST(i % 1095 AS INTEGER) AS sold_on,
      CAST((i * 7919) % 100000 AS DECIMAL(12,2)) / 100 AS amount, i % 3 = 0 AS express FROM range(${rows}) t(i)`,
  'shops.sql': `{{ config(materialized='table') }} SELECT i AS shop_id, 'city ' || i % 17 AS city, 'region ' || i % 5 AS region FROM range(41) t(i)`,
  'days.sql': `{{ config(materialized='table') }} SELECT CAST(d AS DATE) AS day FROM generate_series(TIMESTAMP '2022-01-01', TIMESTAMP '2026-12-31', INTERVAL 1 day) t(d)`,
};

const SEMANTIC = {
  models: [
    {
      name: 'days',
      time_spine: { standard_granularity_column: 'day' },
      columns: [{ name: 'day', granularity: 'day' }],
    },
  ],
  semantic_models: [
    {
      name: 'sales',
      model: "ref('sales')",
      defaults: { agg_time_dimension: 'sold_on' },
      entities: [
        { name: 'sale', type: 'primary', expr: 'sale_id' },
        { name: 'shop', type: 'foreign', expr: 'shop_id' },
      ],
      dimensions: [
        { name: 'sold_on', type: 'time', type_params: { time_granularity: 'day' } },
        { name: 'express', type: 'categorical' },
      ],
      measures: [
        { name: 'amount', agg: 'sum' },
        { name: 'sales_count', agg: 'count', expr: 'sale_id', create_metric: true },
        { name: 'buyers', agg: 'count_distinct', expr: 'client_id', create_metric: true },
      ],
    },
    {
      name: 'shops',
      model: "ref('shops')",
      entities: [{ name: 'shop', type: 'primary', expr: 'shop_id' }],
      dimensions: [
        { name: 'city', type: 'categorical' },
        { name: 'region', type: 'categorical' },
      ],
    },
  ],
  metrics: [
    { name: 'revenue', type: 'simple', type_params: { measure: 'amount' } },
    { name: 'basket', type: 'ratio', type_params: { numerator: 'revenue', denominator: 'sales_count' } },
    { name: 'revenue_90_days', type: 'cumulative', type_params: { measure: 'amount', window: '90 days' } },
    {
      name: 'growth',
      type: 'derived',
      type_params: {
        expr: 'revenue - before',
        metrics: ['revenue', { name: 'revenue', alias: 'before', offset_window: '1 year' }],
      },
    },
  ],
};

const year = { from: '2025-01-01', to: '2025-12-31' };
const CASES: Record<string, MetricQuery> = {
  'one figure': { metrics: ['revenue'], timeRange: year },
  'by month and region': {
    metrics: ['revenue', 'basket'],
    dimensions: ['metric_time__month', 'shop__region'],
    timeRange: year,
  },
  'compared, shares': {
    metrics: ['revenue'],
    dimensions: ['shop__city'],
    timeRange: year,
    compare: 'previous_year',
    shares: true,
  },
  'filtered, top 10': {
    metrics: ['revenue', 'buyers'],
    dimensions: ['shop'],
    filters: [{ dimension: 'shop__region', operator: 'in', value: ['region 1', 'region 2'] }],
    order: ['-revenue'],
    limit: 10,
  },
  'running 90 days': { metrics: ['revenue_90_days'], dimensions: ['metric_time__day'], timeRange: year },
  'year before by month': { metrics: ['growth'], dimensions: ['metric_time__month'], timeRange: year },
};

const median = (list: number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
const ms = (value: number): string => `${value.toFixed(3)} ms`.padStart(12);
async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const folder = await mkdtemp(join(tmpdir(), 'griot-bench-metrics-'));
const project = join(folder, 'project');
await mkdir(join(project, 'models'), { recursive: true });
await writeFile(
  join(project, 'dbt_project.yml'),
  'name: bench\nversion: "1.0"\nconfig-version: 2\nmodel-paths: [models]\n',
);
for (const [file, text] of Object.entries(MODELS)) await writeFile(join(project, 'models', file), text);
const process_ = await startWarehouseProcess({ dataDir: folder, log: silentLogger, threads: 2 });
const warehouse = connectWarehouse({ socketPath: process_.socketPath, log: silentLogger });
try {
  const tenant = warehouse.tenant(TENANT);
  const built = await timed(() => tenant.build({ projectDir: project }));
  const manifest = loadSemanticModels([{ file: 'bench.yml', doc: SEMANTIC }]);
  console.log(
    `${rows.toLocaleString('en')} rows, built in ${(built / 1000).toFixed(1)} s; medians of ${ROUNDS} rounds`,
  );
  console.log(
    'case                      compile      own SQL    the layer     overhead   kept answer  asking first        ETag',
  );
  for (const [name, query] of Object.entries(CASES)) {
    const context = { tenantId: TENANT, application: 'bench' };
    let inside = 0;
    const watched: MetricsWarehouse = {
      tenant(id) {
        const one = warehouse.tenant(id);
        return {
          current: () => one.current(),
          generations: () => one.generations(),
          async query(...asked) {
            const start = performance.now();
            const answer = await one.query(...asked);
            inside += performance.now() - start;
            return answer;
          },
        };
      },
    };
    const fresh = () =>
      createMetrics({ warehouse: watched, manifest: () => manifest, clock: systemClock, log: silentLogger });
    const kept = fresh();
    const asking = createMetrics({
      warehouse,
      manifest: () => manifest,
      clock: systemClock,
      log: silentLogger,
      generationTtlMs: 0,
    });
    await asking.query(context, query);
    const { sql, params } = await kept.query(context, query);
    const { metrics, dimensions, filters, timeRange } = query;
    const compile: number[] = [];
    const direct: number[] = [];
    const layered: number[] = [];
    const added: number[] = [];
    const cached: number[] = [];
    const asked: number[] = [];
    const etag: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      compile.push(
        await timed(() => compileMetricQuery(manifest, { metrics, groupBy: dimensions, filters, timeRange })),
      );
      direct.push(await timed(() => tenant.query(sql, [...params])));
      // The published generation is known, as in a server that answers more than one question.
      const service = fresh();
      await service.etag(context, query);
      inside = 0;
      const whole = await timed(() => service.query(context, query));
      layered.push(whole);
      added.push(whole - inside);
      cached.push(await timed(() => kept.query(context, query)));
      asked.push(await timed(() => asking.query(context, query)));
      etag.push(await timed(() => kept.etag(context, query)));
    }
    const figures = [
      median(compile),
      median(direct),
      median(layered),
      median(added),
      median(cached),
      median(asked),
      median(etag),
    ];
    console.log(`${name.padEnd(21)} ${figures.map(ms).join(' ')}`);
  }
} finally {
  warehouse.close();
  await process_.stop();
  await rm(folder, { recursive: true, force: true });
}
