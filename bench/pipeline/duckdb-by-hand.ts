/**
 * The models' compiled SQL run one after the other in one DuckDB process, with the settings that the warehouse process
 * has, over the same clean files: what Griot's runner adds is what it takes beyond this. `duckdb-by-hand.ts <plan.json> <file>`
 */
import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Cost, measure } from './meter.ts';
import { CHECKS, type Plan, sameText, snapshotSql } from './plan.ts';

export interface ByHand {
  costs: Cost[];
  nodes: { name: string; ms: number }[];
  checks: Record<string, string>;
}

const [planFile = '', databaseFile = ''] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(planFile, 'utf8')) as Plan;
const instance = await DuckDBInstance.create(databaseFile, {
  memory_limit: `${Math.floor((totalmem() * 0.3) / 1_048_576)}MiB`,
  threads: String(availableParallelism()),
  preserve_insertion_order: 'false',
});
const connection = await instance.connect();
const run = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();
const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const types = (columns: [string, string][]) => columns.map(([name, type]) => `${text(name)}: ${text(type)}`).join(', ');

async function load(): Promise<void> {
  for (const { relation, file, columns } of plan.sources) {
    const columnTypes = types(columns.map(({ name, type }) => [name, type]));
    await run(
      `CREATE TABLE ${relation} AS SELECT * FROM read_csv(${text(file)}, columns = {${columnTypes}}, auto_detect = false, header = true,
        delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, strict_mode = true, new_line = '\\n')`,
    );
  }
}

const nodes: ByHand['nodes'] = [];
async function models(): Promise<void> {
  for (const { name, as, sql, seed } of plan.nodes) {
    const started = performance.now();
    const select =
      seed !== null
        ? `SELECT * FROM read_csv(${text(seed.path)}, header = true, types = {${types(Object.entries(seed.types))}})`
        : as === 'snapshot'
          ? snapshotSql(sql, 'id_entreprise')
          : sql;
    await run(`CREATE ${as === 'view' ? 'VIEW' : 'TABLE'} "${name}" AS (\n${select}\n)`);
    nodes.push({ name, ms: performance.now() - started });
  }
  await run('CHECKPOINT');
}

async function tests(): Promise<void> {
  for (const { name, sql } of plan.tests) {
    const [verdict] = await run(sql);
    if (verdict?.[2] === true) console.error(`${name}: ${verdict[0]} rows fail (by hand)`);
  }
}

const own = [process.pid];
const costs = [
  await measure('load', own, load),
  await measure('models', own, models),
  await measure('tests', own, tests),
];
const checks: ByHand['checks'] = {};
for (const [name, sql] of Object.entries(CHECKS)) checks[name] = sameText((await run(sql))[0] ?? []);
instance.closeSync();
console.log(JSON.stringify({ costs, nodes, checks } satisfies ByHand));
