/**
 * The Zones pipeline from source files to a published generation, beside the same compiled SQL run by hand in one DuckDB
 * process and beside PostgreSQL doing the same models over the same clean files.
 * `npm run bench -- pipeline [--scale 10] [--sources <folder of generated files>] [--without-postgres]`
 */
import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { parseArgs, promisify } from 'node:util';
import type { ByHand } from './duckdb-by-hand.ts';
import { throughGriot } from './griot-pipeline.ts';
import type { Cost } from './meter.ts';
import { makePlan } from './plan.ts';
import { postgresByHand } from './postgres-by-hand.ts';

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '10' },
    sources: { type: 'string' },
    'without-postgres': { type: 'boolean', default: false },
  },
});
const AS_OF = '2026-11-21';
const PROJECT_DIR = new URL('../../apps/zones/warehouse', import.meta.url).pathname;

const script = async (file: string, ...args: string[]): Promise<unknown> => {
  const path = join(import.meta.dirname, file);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [path, ...args], { maxBuffer: 1e8 });
  if (stderr !== '') console.error(stderr);
  return JSON.parse(stdout);
};

const folder = await mkdtemp(join(tmpdir(), 'griot-bench-pipeline-'));
try {
  const sources = values.sources ?? join(folder, 'sources');
  if (values.sources === undefined) {
    const started = performance.now();
    await script('generate.ts', sources, values.scale, AS_OF);
    console.log(`generated in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
  const griot = await throughGriot({
    sources,
    folder: join(folder, 'griot'),
    projectDir: PROJECT_DIR,
    asOf: AS_OF,
    onCost: ({ phase, wallS }) => console.error(`${phase}: ${wallS.toFixed(1)} s`),
  });
  const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  console.log(`\nscale ${values.scale}, ${machine}; rows ${JSON.stringify(griot.rows)}, ${griot.setAside} set aside`);
  show('Griot (memory: this process + the warehouse process)', griot.costs);

  const plan = await makePlan(PROJECT_DIR, AS_OF, griot.sources);
  await openToServer(plan);
  const planFile = join(folder, 'plan.json');
  await writeFile(planFile, JSON.stringify(plan));
  const duckdb = (await script('duckdb-by-hand.ts', planFile, join(folder, 'by-hand.duckdb'))) as ByHand;
  show('DuckDB by hand, same SQL', duckdb.costs);
  const postgres = values['without-postgres'] ? null : await postgresByHand(plan, join(folder, 'postgres'));
  if (postgres !== null) show('PostgreSQL 18, same models (no tests)', postgres.costs);

  console.log('\nseconds per model             Griot   by hand  PostgreSQL');
  for (const { name, ms } of duckdb.nodes.filter((node) => node.ms > 20)) {
    const of = (nodes: ByHand['nodes'] | undefined) =>
      seconds((nodes?.find((n) => n.name === name)?.ms ?? Number.NaN) / 1000);
    console.log(name.padEnd(28), of(griot.nodes), of([{ name, ms }]), '  ', of(postgres?.nodes));
  }
  compare('DuckDB by hand', griot.costs, duckdb.costs);
  if (postgres !== null) compare('PostgreSQL', griot.costs, postgres.costs);
  for (const refusal of postgres?.refused ?? []) console.log(`PostgreSQL did not take ${refusal}`);
  for (const [name, sums] of Object.entries(griot.checks)) {
    const same = (other: ByHand | null) => (other === null ? '-' : other.checks[name] === sums ? 'same' : 'DIFFERENT');
    console.log(`${name}: ${sums} (by hand: ${same(duckdb)}; PostgreSQL: ${same(postgres)})`);
    if (same(postgres) === 'DIFFERENT') console.log(`  PostgreSQL: ${postgres?.checks[name]}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** PostgreSQL reads the files itself, as another account when this one is root. */
async function openToServer(plan: Awaited<ReturnType<typeof makePlan>>): Promise<void> {
  const clean = join(folder, 'griot', 'clean');
  for (const node of plan.nodes) {
    if (node.seed === null) continue;
    const copy = join(clean, basename(node.seed.path));
    await copyFile(node.seed.path, copy);
    node.seed.path = copy;
  }
  for (const path of [folder, join(folder, 'griot')]) await chmod(path, 0o711);
  await chmod(clean, 0o755);
  for (const name of await readdir(clean)) await chmod(join(clean, name), 0o644);
}

function seconds(value: number): string {
  return (Number.isNaN(value) ? '-' : value.toFixed(2)).padStart(9);
}

function show(title: string, costs: readonly Cost[]): void {
  console.log(`\n${title.padEnd(22)}    wall s     CPU s  peak MiB`);
  for (const { phase, wallS, cpuS, peakMiB, each } of [...costs, total('all', costs)]) {
    const parts = each.length < 2 ? '' : `  = ${each.map(Math.round).join(' + ')}`;
    console.log(
      `  ${phase.padEnd(20)} ${seconds(wallS)} ${seconds(cpuS)} ${String(Math.round(peakMiB)).padStart(9)}${parts}`,
    );
  }
}

function total(phase: string, costs: readonly Cost[]): Cost {
  return {
    phase,
    wallS: costs.reduce((sum, cost) => sum + cost.wallS, 0),
    cpuS: costs.reduce((sum, cost) => sum + cost.cpuS, 0),
    peakMiB: Math.max(...costs.map((cost) => cost.peakMiB)),
    each: [],
  };
}

/** Ratios over the phases that both did. Opening and publishing are Griot's own: they count against it with the models. */
function compare(name: string, griot: readonly Cost[], other: readonly Cost[]): void {
  for (const [title, own, theirs] of [
    ['load', ['load'], ['load']],
    ['models', ['open', 'models', 'publish'], ['models']],
    ['tests', ['tests'], ['tests']],
  ] as const) {
    const pick = (costs: readonly Cost[], phases: readonly string[]) =>
      total(
        '',
        costs.filter((cost) => phases.includes(cost.phase)),
      );
    const [a, b] = [pick(griot, own), pick(other, theirs)];
    if (b.wallS === 0) continue;
    console.log(
      `Griot / ${name}, ${title}: wall ${(a.wallS / b.wallS).toFixed(2)}, CPU ${(a.cpuS / b.cpuS).toFixed(2)}, memory ${(a.peakMiB / b.peakMiB).toFixed(2)}`,
    );
  }
}
