import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { newId, silentLogger } from '@griot/kernel';
import { connectWarehouse, startWarehouseProcess } from '@griot/warehouse';
import { PROJECT_DIR } from '../apps/compta/flows/publish.ts';
import { loadBookSources, writeBookSources } from '../apps/compta/testing/books-as-sources.ts';
import { severalBooks } from '../apps/compta/testing/several-books.ts';
import { compareModels } from './dbt-zones/compare-models.ts';
import { compareTests } from './dbt-zones/compare-tests.ts';
import { DbtProject } from './dbt-zones/dbt-project.ts';

/**
 * `npm run golden -- dbt-compta --python PYTHON [--lines 600]`: real dbt-core with dbt-duckdb, in the environment of that Python,
 * builds the folder of Compta's project from books of both charts and currencies; every model is compared with our build row by
 * row, and every test by its verdict.
 */
export async function runDbtCompta(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { python: { type: 'string' }, lines: { type: 'string', default: '600' } },
  });
  const { python } = values;
  if (python === undefined || !existsSync(python)) {
    console.log(
      'golden dbt-compta: give --python, the Python of an environment with dbt-core and dbt-duckdb; nothing to judge by',
    );
    return python === undefined ? 0 : 1;
  }
  const folder = await mkdtemp(join(tmpdir(), 'griot-dbt-compta-'));
  const keeper = await startWarehouseProcess({ dataDir: join(folder, 'griot'), log: silentLogger });
  const warehouse = connectWarehouse({ socketPath: keeper.socketPath, log: silentLogger });
  try {
    const tenant = warehouse.tenant(newId());
    const dbt = new DbtProject({ python, folder: join(folder, 'dbt'), projectDir: PROJECT_DIR });
    console.log(await dbt.version());
    const { sources } = await writeBookSources(
      join(await tenant.staging(), 'livres'),
      severalBooks(Number(values.lines)),
    );
    await loadBookSources(tenant, sources);
    const ours = await tenant.build({ projectDir: PROJECT_DIR });
    const failed = [...ours.nodes, ...ours.tests].filter(({ status }) => status === 'error');
    if (failed.length > 0) throw new Error(`our build failed: ${JSON.stringify(failed)}`);
    await dbt.load('compta', sources);
    const theirs = await dbt.build({});
    console.log(`${ours.nodes.length} nodes, ${ours.tests.length} tests`);
    const differing = (await compareModels(tenant, dbt)) + compareTests(ours, theirs);
    console.log(differing === 0 ? 'the same' : `${differing} differ`);
    return differing === 0 ? 0 : 1;
  } finally {
    warehouse.close();
    await keeper.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
