/**
 * The Zones project on both engines, from the same source files: the same rows of every model, the same figures of every
 * metric. Run by `npm run test:clickhouse`, which fetches `chdb` and gives its folder as the argument.
 */
import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { newId } from '@griot/kernel';
import { clickhouse, compileMetricQuery, type Dialect, duckdb, loadSemanticModels } from '@griot/metrics';
import { bothEngines, ENGINES, type EngineName, sameMetrics, sameModels } from '@griot/metrics/testing';
import { loadProject, traceProject, type Warehouse } from '@griot/warehouse';
import { generateSources } from '../demo/generate-sources.ts';
import { PROJECT_DIR } from '../flows/pipeline-flow.ts';
import { importFiles } from '../import/import-files.ts';
import { fileOnDisk } from '../import/source-file.ts';
import { sourceTable, warehouseColumns } from '../import/tables.ts';
import { disturbSources } from '../truth/disturb-sources.ts';

const AS_OF = '2026-11-21';
const folder = await mkdtemp(join(tmpdir(), 'griot-engines-'));
after(() => rm(folder, { recursive: true, force: true }));

await generateSources({ folder: join(folder, 'raw'), seed: 5, scale: 0.05, today: AS_OF });
disturbSources(join(folder, 'raw'), AS_OF);
const files = await Promise.all(
  (await readdir(join(folder, 'raw'))).map((name) => fileOnDisk(join(folder, 'raw', name))),
);
const clean = await importFiles({ files, mode: 'replace', outputDir: join(folder, 'clean'), today: AS_OF });

const engines = await bothEngines({ after }, process.argv[2] ?? '');
const tenantId = newId();
const project = await loadProject(PROJECT_DIR);
const manifest = loadSemanticModels(project.documents);

async function build(warehouse: Warehouse): Promise<void> {
  const tenant = warehouse.tenant(tenantId);
  for (const { table, cleanFile } of clean.tables) {
    const columns = warehouseColumns(sourceTable(table));
    const file = join(await tenant.staging(), basename(cleanFile));
    await mkdir(await tenant.staging(), { recursive: true });
    await copyFile(cleanFile, file);
    const key = [columns[0]?.name ?? ''];
    await tenant.loadSource({ source: `zones.${table}`, columns, files: [file], loadId: '1', mode: 'replace', key });
  }
  const built = await tenant.build({ projectDir: PROJECT_DIR, vars: { as_of: AS_OF } });
  const bad = [...built.nodes, ...built.tests].filter((one) => one.error || one.status === 'fail');
  assert.ok(built.ok, JSON.stringify(bad, null, 1).slice(0, 6000));
}

test('the project builds on both, and every model has the same rows', async () => {
  for (const name of ENGINES) await build(engines[name]);
  // What the moment of the run decides is not compared: digests and times of the snapshot's records.
  const counts = await sameModels(engines, tenantId, (column) => !/^dbt_|^entreprise_version$/.test(column));
  for (const [name, rows] of counts) assert.ok(rows > 0, name);
  assert.ok(counts.size > 15, `${counts.size} models`);
});

test('every column comes from the same columns, and is shown in the words of the engine that runs it', async () => {
  const shown = await loadProject(PROJECT_DIR, { target: { type: 'clickhouse' } });
  const metric = (dialect: Dialect) => compileMetricQuery(manifest, { metrics: ['taux_recouvrement'] }, dialect).sql;
  const select = { id: 'metric', sql: metric(duckdb), shown: metric(clickhouse) };
  const traced = (engine: EngineName, elsewhere: { shown: typeof shown } | null) =>
    traceProject(engines[engine].tenant(tenantId), project, [select], elsewhere);
  const [ours, theirs] = [await traced('duckdb', null), await traced('clickhouse', { shown })];
  const places = (nodes: typeof ours) =>
    nodes.map(({ id, problem, columns }) => [id, problem, columns.map(({ name, origins }) => [name, origins])]);
  assert.deepEqual(places(theirs), places(ours));
  assert.ok(theirs.every(({ problem }) => problem === null) && theirs.length > 20);
  assert.match(theirs.find(({ id }) => id.endsWith('.dim_dates'))?.sql ?? '', /toDate32/);
  assert.match(theirs.at(-1)?.sql ?? '', /\* 1\.0 \//);
});

test('every metric is the same in all, by zone and by month', async () => {
  const groupings = [['zone__nom_zone'], ['metric_time__month'], ['zone__region', 'metric_time__year']];
  const compared = await sameMetrics(engines, manifest, { tenantId, application: 'zones' }, groupings);
  assert.ok(compared > 500, `only ${compared} rows were compared`);
});
