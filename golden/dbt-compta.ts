import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT_DIR } from '../apps/compta/flows/publish.ts';
import { loadBookSources, writeBookSources } from '../apps/compta/testing/books-as-sources.ts';
import { severalBooks } from '../apps/compta/testing/several-books.ts';
import { besideDbt, wholeBuild } from './real-dbt/beside-dbt.ts';
import { compareModels } from './real-dbt/compare-models.ts';
import { compareTests } from './real-dbt/compare-tests.ts';

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
  const { python, lines } = values;
  return besideDbt({ name: 'dbt-compta', python, projectDir: PROJECT_DIR }, async ({ tenant, dbt }) => {
    const folder = join(await tenant.staging(), 'livres');
    const { sources } = await writeBookSources(folder, severalBooks(Number(lines)));
    await loadBookSources(tenant, sources);
    const ours = wholeBuild(await tenant.build({ projectDir: PROJECT_DIR }));
    await dbt.load('compta', sources);
    const theirs = await dbt.build({});
    console.log(`${ours.nodes.length} nodes, ${ours.tests.length} tests`);
    return (await compareModels(tenant, dbt)) + compareTests(ours, theirs);
  });
}
