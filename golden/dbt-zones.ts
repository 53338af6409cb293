import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { newId, silentLogger } from '@griot/kernel';
import { type BuildResult, connectWarehouse, startWarehouseProcess, type TenantWarehouse } from '@griot/warehouse';
import { generateSources } from '../apps/zones/demo/generate-sources.ts';
import { importFiles } from '../apps/zones/import/import-files.ts';
import { fileOnDisk } from '../apps/zones/import/source-file.ts';
import { sourceTable, warehouseColumns } from '../apps/zones/import/tables.ts';
import { changeCompanies } from './dbt-zones/change-companies.ts';
import { compareModels } from './dbt-zones/compare-models.ts';
import { compareTests } from './dbt-zones/compare-tests.ts';
import { type CleanSource, DbtProject } from './dbt-zones/dbt-project.ts';

const PROJECT_DIR = new URL('../apps/zones/warehouse', import.meta.url).pathname;
const AS_OF = '2026-11-21';

/**
 * `npm run golden -- dbt-zones --python PYTHON [--scale 0.2]`: real dbt-core with dbt-duckdb, in the environment of that
 * Python, builds the folder of the Zones project from the sources that our import cleaned; every model is compared with our
 * build row by row, and every test by its verdict. Twice: then with companies that changed, came and went.
 */
export async function runDbtZones(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { python: { type: 'string' }, scale: { type: 'string', default: '0.2' } },
  });
  const { python } = values;
  if (python === undefined || !existsSync(python)) {
    console.log(
      'golden dbt-zones: give --python, the Python of an environment with dbt-core and dbt-duckdb (tried: 1.10.23, 1.9.6); nothing to judge by',
    );
    return python === undefined ? 0 : 1;
  }
  const folder = await mkdtemp(join(tmpdir(), 'griot-dbt-zones-'));
  const keeper = await startWarehouseProcess({ dataDir: join(folder, 'griot'), log: silentLogger });
  const warehouse = connectWarehouse({ socketPath: keeper.socketPath, log: silentLogger });
  try {
    const tenant = warehouse.tenant(newId());
    const dbt = new DbtProject({ python, folder: join(folder, 'dbt'), projectDir: PROJECT_DIR });
    console.log(await dbt.version());
    const sources = await cleanSources(tenant, folder, Number(values.scale));
    let differing = 0;
    for (const round of ['first', 'second'] as const) {
      await changeCompanies(sources, round);
      const ours = await buildOurs(tenant, sources, round);
      await dbt.load('zones', sources);
      const theirs = await dbt.build({ as_of: AS_OF });
      console.log(`\n${round} build: ${ours.nodes.length} nodes, ${ours.tests.length} tests`);
      differing += await compareModels(tenant, dbt);
      differing += compareTests(ours, theirs);
    }
    console.log(differing === 0 ? '\nthe same' : `\n${differing} differ`);
    return differing === 0 ? 0 : 1;
  } finally {
    warehouse.close();
    await keeper.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The demonstration's source files through the application's own import. */
async function cleanSources(tenant: TenantWarehouse, folder: string, scale: number): Promise<CleanSource[]> {
  const raw = join(folder, 'sources');
  await generateSources({ folder: raw, seed: 7, scale, today: AS_OF });
  const files = await Promise.all((await readdir(raw)).map((name) => fileOnDisk(join(raw, name))));
  const outputDir = join(await tenant.staging(), 'clean');
  const { tables } = await importFiles({ files, mode: 'replace', outputDir, today: AS_OF });
  return tables.map(({ table, cleanFile }) => ({
    table,
    file: cleanFile,
    columns: warehouseColumns(sourceTable(table)),
  }));
}

async function buildOurs(tenant: TenantWarehouse, sources: CleanSource[], loadId: string): Promise<BuildResult> {
  for (const { table, file, columns } of sources) {
    const key = [columns[0]?.name ?? ''];
    await tenant.loadSource({ source: `zones.${table}`, columns, files: [file], loadId, mode: 'replace', key });
  }
  const built = await tenant.build({ projectDir: PROJECT_DIR, vars: { as_of: AS_OF } });
  const failed = [...built.nodes, ...built.tests].filter(({ status }) => status === 'error');
  if (failed.length > 0) throw new Error(`our build failed: ${JSON.stringify(failed)}`);
  return built;
}
