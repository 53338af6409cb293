import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BuildResult, TenantWarehouse } from '@griot/warehouse';
import { generateSources } from '../apps/zones/demo/generate-sources.ts';
import { importFiles } from '../apps/zones/import/import-files.ts';
import { fileOnDisk } from '../apps/zones/import/source-file.ts';
import { sourceTable, warehouseColumns } from '../apps/zones/import/tables.ts';
import { besideDbt, wholeBuild } from './real-dbt/beside-dbt.ts';
import { changeCompanies } from './real-dbt/change-companies.ts';
import { compareModels } from './real-dbt/compare-models.ts';
import { compareTests } from './real-dbt/compare-tests.ts';
import type { CleanSource } from './real-dbt/dbt-project.ts';

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
  const { python, scale } = values;
  return besideDbt({ name: 'dbt-zones', python, projectDir: PROJECT_DIR }, async ({ tenant, dbt, folder }) => {
    const sources = await cleanSources(tenant, folder, Number(scale));
    let differing = 0;
    for (const round of ['first', 'second'] as const) {
      await changeCompanies(sources, round);
      const ours = await buildOurs(tenant, sources, round);
      await dbt.load('zones', sources);
      const theirs = await dbt.build({ as_of: AS_OF });
      console.log(`\n${round} build: ${ours.nodes.length} nodes, ${ours.tests.length} tests`);
      differing += (await compareModels(tenant, dbt)) + compareTests(ours, theirs);
    }
    return differing;
  });
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
  return wholeBuild(await tenant.build({ projectDir: PROJECT_DIR, vars: { as_of: AS_OF } }));
}
