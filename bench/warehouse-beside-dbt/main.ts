/**
 * Building Zones with our runner, with dbt-core and dbt-duckdb, and as one SQL script in one DuckDB process, over the same
 * clean files on the same machine in the same run; then reading a project of 1 000 models beside `dbt parse`.
 * `npm run bench -- warehouse-beside-dbt --python <python of an environment with dbt> [--scale 100] [--models 1000] [--sources <folder>]`
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs, promisify } from 'node:util';
import { DbtProject } from '../../golden/real-dbt/dbt-project.ts';
import type { ByHand } from '../pipeline/duckdb-by-hand.ts';
import { throughGriot } from '../pipeline/griot-pipeline.ts';
import type { Cost } from '../pipeline/meter.ts';
import { CHECKS, makePlan, rawName, sameText } from '../pipeline/plan.ts';
import { type DbtSide, dbtCommand, measureCommand, writeProfile } from './dbt-side.ts';
import { writeLargeProject } from './write-large-project.ts';

const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    scale: { type: 'string', default: '100' },
    models: { type: 'string', default: '1000' },
    sources: { type: 'string' },
    'without-zones': { type: 'boolean', default: false },
  },
});
const AS_OF = '2026-11-21';
const PROJECT_DIR = new URL('../../apps/zones/warehouse', import.meta.url).pathname;
const { python } = values;
if (python === undefined) throw new Error('give --python: the Python of an environment with dbt-core and dbt-duckdb');

const node = async (file: string, ...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [join(import.meta.dirname, file), ...args], { maxBuffer: 1e8 })).stdout;
const pick = (costs: readonly Cost[], phase: string, phases: readonly string[]): Cost => {
  const of = costs.filter((cost) => phases.includes(cost.phase));
  const sum = (what: 'wallS' | 'cpuS'): number => of.reduce((total, cost) => total + cost[what], 0);
  return { phase, wallS: sum('wallS'), cpuS: sum('cpuS'), peakMiB: Math.max(...of.map((c) => c.peakMiB)), each: [] };
};
const line = (who: string, { phase, wallS, cpuS, peakMiB }: Cost): void =>
  console.log(`| ${who} | ${phase} | ${wallS.toFixed(1)} | ${cpuS.toFixed(1)} | ${Math.round(peakMiB)} |`);
const load = (): string =>
  loadavg()
    .map((one) => one.toFixed(1))
    .join(' ');

const folder = await mkdtemp(join(tmpdir(), 'griot-bench-dbt-'));
try {
  console.log(`${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; load average ${load()}`);
  if (!values['without-zones']) await zones();
  await largeProject();
  console.log(`load average at the end ${load()}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function zones(): Promise<void> {
  const sources = values.sources ?? join(folder, 'sources');
  if (values.sources === undefined) await node('../pipeline/generate.ts', sources, values.scale, AS_OF);
  const griot = await throughGriot({
    ...{ sources, folder: join(folder, 'griot'), projectDir: PROJECT_DIR, asOf: AS_OF },
    onCost: ({ phase, wallS }) => console.error(`${phase}: ${wallS.toFixed(1)} s, load average ${load()}`),
  });
  const plan = await makePlan(PROJECT_DIR, AS_OF, griot.sources);
  const planFile = join(folder, 'plan.json');
  await writeFile(planFile, JSON.stringify(plan));
  const script = JSON.parse(
    await node('../pipeline/duckdb-by-hand.ts', planFile, join(folder, 'script.duckdb')),
  ) as ByHand;
  console.error(`script done, load average ${load()}`);

  const dbt = new DbtProject({ python: python ?? '', folder: join(folder, 'dbt'), projectDir: PROJECT_DIR });
  const clean = griot.sources.map(({ relation, file, columns }) => ({
    table: relation.slice(rawName('').length),
    file,
    columns,
  }));
  await dbt.load('zones', clean);
  const side: DbtSide = { python: python ?? '', projectDir: PROJECT_DIR, folder: join(folder, 'dbt') };
  const memory = `${Math.floor((totalmem() * 0.3) / 1_048_576)}MiB`;
  const settings = { threads: availableParallelism(), memory_limit: memory, preserve_insertion_order: 'false' };
  await writeProfile(side, { name: 'griot', database: dbt.database, settings });
  const vars = ['--vars', JSON.stringify({ as_of: AS_OF })];
  const run = async (phase: string, ...words: string[]): Promise<Cost> =>
    measureCommand(phase, { python: side.python, command: dbtCommand(side, ...words, ...vars), goodExits: [0] });
  const dbtModels = await run('models', 'build', '--exclude-resource-type', 'test', 'unit_test');
  const dbtTests = await run('tests', 'test');

  console.log(`\nZones at scale ${values.scale}; rows ${JSON.stringify(griot.rows)}; ${await dbt.version()}\n`);
  console.log('| who | what | wall s | CPU s | peak MiB |\n| --- | --- | --- | --- | --- |');
  line('Griot', pick(griot.costs, 'models, published', ['open', 'models', 'publish']));
  line('dbt', dbtModels);
  line('SQL script', pick(script.costs, 'models', ['models']));
  line('Griot', pick(griot.costs, 'tests', ['tests']));
  line('dbt', dbtTests);
  line('SQL script', pick(script.costs, 'tests', ['tests']));
  line(
    'Griot',
    pick(griot.costs, 'again, nothing new', ['open again', 'models again', 'tests again', 'publish again']),
  );

  await dbt.read(async (ask) => {
    for (const [name, sql] of Object.entries(CHECKS)) {
      const theirs = sameText((await ask(sql))[0] ?? []);
      const same = theirs === griot.checks[name] && theirs === script.checks[name];
      console.log(
        `${name}: ${same ? 'the three agree' : `DIFFERENT: ${griot.checks[name]} / dbt ${theirs} / script ${script.checks[name]}`}`,
      );
      if (!same) process.exitCode = 1;
    }
  });
}

async function largeProject(): Promise<void> {
  const project = join(folder, 'large');
  await writeLargeProject(project, Number(values.models));
  const side: DbtSide = { python: python ?? '', projectDir: project, folder: join(folder, 'large-dbt') };
  await writeProfile(side, { name: 'large', database: ':memory:', settings: {} });
  const command = (how: string[]): string[] => [
    process.execPath,
    join(import.meta.dirname, 'compile-project.ts'),
    project,
    ...how,
  ];
  console.log(`\na project of ${values.models} models and ${2 * Number(values.models)} tests, whole processes\n`);
  console.log('| who | what | wall s | CPU s | peak MiB |\n| --- | --- | --- | --- | --- |');
  line('Griot', await measureCommand('read', { python: side.python, command: command([]) }));
  line(
    'dbt',
    await measureCommand('parse', { python: side.python, command: dbtCommand(side, 'parse', '--no-partial-parse') }),
  );
  line('Griot', await measureCommand('read, compile all', { python: side.python, command: command(['--compile']) }));
  line(
    'dbt',
    await measureCommand('compile', {
      python: side.python,
      command: dbtCommand(side, 'compile', '--no-partial-parse'),
    }),
  );
}
