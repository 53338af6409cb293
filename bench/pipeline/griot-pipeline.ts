import { link, mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import process from 'node:process';
import { newId, silentLogger } from '@griot/kernel';
import { connectWarehouse, startWarehouseProcess } from '@griot/warehouse';
import { importFiles } from '../../apps/zones/import/import-files.ts';
import { fileOnDisk } from '../../apps/zones/import/source-file.ts';
import { sourceTable, warehouseColumns } from '../../apps/zones/import/tables.ts';
import { type Cost, measure } from './meter.ts';
import { CHECKS, type Plan, rawName, sameText } from './plan.ts';

export interface Through {
  costs: Cost[];
  rows: Record<string, number>;
  setAside: number;
  checks: Record<string, string>;
  nodes: { name: string; ms: number }[];
  /** The clean files, linked into a folder that the yardsticks may read. */
  sources: Plan['sources'];
}

/** The application's own way: import, load, the steps of a build; then once more with nothing new. */
export async function throughGriot(o: {
  sources: string;
  folder: string;
  projectDir: string;
  asOf: string;
  onCost(cost: Cost): void;
}): Promise<Through> {
  const keeper = await startWarehouseProcess({ dataDir: o.folder, log: silentLogger });
  const warehouse = connectWarehouse({ socketPath: keeper.socketPath, log: silentLogger });
  try {
    const tenant = warehouse.tenant(newId());
    const outputDir = join(await tenant.staging(), 'import');
    const both = [process.pid, keeper.pid];
    const costs: Cost[] = [];
    const timed = async <T>(phase: string, work: () => Promise<T>): Promise<T> => {
      let result: T | undefined;
      const cost = await measure(phase, both, async () => {
        result = await work();
      });
      costs.push(cost);
      o.onCost(cost);
      return result as T;
    };

    const names = await readdir(o.sources);
    const files = await Promise.all(names.map((name) => fileOnDisk(join(o.sources, name))));
    const read = await timed('import', () => importFiles({ files, mode: 'replace', outputDir, today: o.asOf }));
    const clean = join(o.folder, 'clean');
    await mkdir(clean);
    const sources: Plan['sources'] = [];
    for (const { table, cleanFile } of read.tables) {
      const file = join(clean, basename(cleanFile));
      await link(cleanFile, file);
      sources.push({ relation: rawName(table), file, columns: warehouseColumns(sourceTable(table)) });
    }

    await timed('load', async () => {
      for (const { table, cleanFile } of read.tables) {
        const columns = warehouseColumns(sourceTable(table));
        const key = [columns[0]?.name ?? ''];
        const load = {
          source: `zones.${table}`,
          columns,
          files: [cleanFile],
          loadId: '1',
          mode: 'replace',
          key,
        } as const;
        await tenant.loadSource({ ...load, timeoutMs: 3_600_000 });
      }
    });

    const nodes: Through['nodes'] = [];
    const build = async (key: string, again: string): Promise<void> => {
      const vars = { as_of: o.asOf };
      const open = () => tenant.openBuild({ projectDir: o.projectDir, vars, key });
      const buildId = await timed(`open${again}`, open);
      const run = await timed(`models${again}`, () => tenant.runBuild(buildId));
      if (!run.ok) throw new Error(JSON.stringify(run.nodes.filter((node) => node.status === 'error')));
      if (again === '') nodes.push(...run.nodes.map(({ name, ms }) => ({ name, ms })));
      const tested = await timed(`tests${again}`, () => tenant.testBuild(buildId));
      if (!tested.ok) throw new Error(JSON.stringify(tested.tests.filter((test) => test.status !== 'pass')));
      await timed(`publish${again}`, () => tenant.publishBuild(buildId));
    };
    await build('first', '');
    await build('second', ' again');

    const checks: Through['checks'] = {};
    for (const [name, sql] of Object.entries(CHECKS)) checks[name] = sameText((await tenant.query(sql)).rows[0] ?? []);
    return {
      costs,
      rows: Object.fromEntries(read.tables.map(({ table, accepted }) => [table, accepted])),
      setAside: read.tables.reduce((sum, { setAside }) => sum + setAside, 0),
      checks,
      nodes,
      sources,
    };
  } finally {
    warehouse.close();
    await keeper.stop();
  }
}
