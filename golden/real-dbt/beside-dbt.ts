import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, silentLogger } from '@griot/kernel';
import { type BuildResult, connectWarehouse, startWarehouseProcess, type TenantWarehouse } from '@griot/warehouse';
import { DbtProject } from './dbt-project.ts';

/** One project beside real dbt: a warehouse of ours, a folder of dbt's, and where files may lie. */
export interface BesideDbt {
  tenant: TenantWarehouse;
  dbt: DbtProject;
  folder: string;
}

/**
 * Judges a project by real dbt-core with dbt-duckdb, in the environment of that Python: `judge` answers how many things differ. Answers
 * the exit code; without a Python there is nothing to judge by, and that is said.
 */
export async function besideDbt(
  o: { name: string; python: string | undefined; projectDir: string },
  judge: (beside: BesideDbt) => Promise<number>,
): Promise<number> {
  const { name, python, projectDir } = o;
  if (python === undefined || !existsSync(python)) {
    console.log(
      `golden ${name}: give --python, the Python of an environment with dbt-core and dbt-duckdb (tried: 1.10.23, 1.9.6); nothing to judge by`,
    );
    return python === undefined ? 0 : 1;
  }
  const folder = await mkdtemp(join(tmpdir(), `griot-${name}-`));
  const keeper = await startWarehouseProcess({ dataDir: join(folder, 'griot'), log: silentLogger });
  const warehouse = connectWarehouse({ socketPath: keeper.socketPath, log: silentLogger });
  try {
    const dbt = new DbtProject({ python, folder: join(folder, 'dbt'), projectDir });
    console.log(await dbt.version());
    const differing = await judge({ tenant: warehouse.tenant(newId()), dbt, folder });
    console.log(differing === 0 ? '\nthe same' : `\n${differing} differ`);
    return differing === 0 ? 0 : 1;
  } finally {
    warehouse.close();
    await keeper.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Our own build is whole before it is held to anything. */
export function wholeBuild(built: BuildResult): BuildResult {
  const failed = [...built.nodes, ...built.tests].filter(({ status }) => status === 'error');
  if (failed.length > 0) throw new Error(`our build failed: ${JSON.stringify(failed)}`);
  return built;
}
