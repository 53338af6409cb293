/**
 * `npm run bench -- compta-small-load [periods=50] [lines=50000] [times=5]`: where the CPU goes when a ledger of 2 000 lines is loaded and
 * published in a firm that holds so many periods of so many lines, each of a client of its own: loads by table, models, tests, publication.
 * Steps one after the other, so that each has its own CPU; medians. Then the same with as many lines as the others have, and what reading costs. No server.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { newId } from '@griot/kernel';
import { testWarehouse } from '@griot/warehouse/testing';
import { makeBooks } from '../apps/compta/demo/books/make-books.ts';
import { CLEAN_TABLES } from '../apps/compta/flows/clean-tables.ts';
import { PROJECT_DIR } from '../apps/compta/flows/publish.ts';
import { writeBookSources } from '../apps/compta/testing/books-as-sources.ts';

const [periods = 50, lines = 50_000, times = 5] = process.argv.slice(2).map(Number);
/** Periods that are loaded at once. */
const TOGETHER = 10;
const TICK_MS = 10;
const SHOWN_MS = 20;
const LARGE_TIMES = 3;
const READS = 30;

interface Cost {
  group: string;
  name: string;
  ms: number;
}

const ends: (() => Promise<void> | void)[] = [];
const { warehouse } = await testWarehouse({ after: (end) => void ends.push(end) }, { memoryLimit: '4GB' });
const tenant = warehouse.tenant(newId(0));
const staging = await tenant.staging();
const large = makeBooks({ seed: 'slices', company: 'Grand', start: '2025-01-01', end: '2025-12-31', lines });
const small = makeBooks({ seed: 'small', company: 'Petit', start: '2025-01-01', end: '2025-03-31', lines: 2000 });

report('beside nothing', [await loadAndPublish('premier')]);
for (let at = 0; at < periods; at += TOGETHER) {
  const together = Array.from({ length: Math.min(TOGETHER, periods - at) }, (_, one) => ({
    ...{ client: `client ${at + one}`, books: large },
  }));
  await load(`autres-${at}`, together, []);
}
report(`all models of ${periods} periods of ${lines}, for the first time`, [await loadAndPublish('deuxième')]);
const runs: Cost[][] = [];
for (let time = 0; time < times; time += 1) runs.push(await loadAndPublish(`petit-${time}`));
report(`beside ${periods} periods of ${lines}, median of ${times}`, runs);
const others: Cost[][] = [];
for (let time = 0; time < LARGE_TIMES; time += 1) others.push(await loadAndPublish(`grand-${time}`, large));
report(`${lines} lines beside them, median of ${LARGE_TIMES}`, others);
await reading();
for (const end of ends.reverse()) await end();

/** What it costs to read tables that were continued, and the same tables after they were built whole. */
async function reading(): Promise<void> {
  const { rows } = await tenant.query('SELECT batch_id FROM dim_situations ORDER BY random() LIMIT 1');
  const asked: [string, string, unknown[]][] = [
    ['sum of all entries', 'SELECT sum(debit), count(*) FROM fact_ecritures', []],
    [
      'one period by account',
      'SELECT compte, sum(debit) FROM fact_ecritures WHERE batch_id = $1 GROUP BY 1',
      rows[0] ?? [],
    ],
    ['values that questions may name', 'SELECT DISTINCT journal, classe, compte FROM fact_ecritures', []],
    [
      'all periods by class and month',
      "SELECT classe, date_trunc('month', date_ecriture), sum(debit) FROM fact_ecritures GROUP BY 1, 2",
      [],
    ],
  ];
  const took = async (sql: string, params: unknown[]): Promise<number> => {
    const before = cpuOfChildren();
    for (let time = 0; time < READS; time += 1) await tenant.query(sql, params);
    return (cpuOfChildren() - before) / READS;
  };
  const continued: number[] = [];
  for (const [, sql, params] of asked) continued.push(await took(sql, params));
  await tenant.build({ projectDir: PROJECT_DIR, fullRefresh: true });
  console.log('\n| read | continued, CPU ms | whole, CPU ms |\n| --- | --- | --- |');
  for (const [at, [what, sql, params]] of asked.entries())
    console.log(`| ${what} | ${continued[at]?.toFixed(1)} | ${(await took(sql, params)).toFixed(1)} |`);
}

async function loadAndPublish(name: string, books = small): Promise<Cost[]> {
  const costs: Cost[] = [];
  await load(name, [{ client: name, books }], costs);
  const own = process.cpuUsage();
  let before = cpuOfChildren();
  const note = (group: string, what: string): void => {
    const now = cpuOfChildren();
    costs.push({ group, name: what, ms: now - before });
    before = now;
  };
  const { generation } = await tenant.build({
    ...{ projectDir: PROJECT_DIR, concurrency: 1 },
    onEvent: (event) => {
      if (event.type === 'build_opened') note('other', 'opening');
      if (event.type === 'node_finished') note('models', event.name);
      if (event.type === 'test_finished') note('tests', event.name);
    },
  });
  if (generation === null) throw new Error('nothing was published');
  note('other', 'publication');
  const { user, system } = process.cpuUsage(own);
  costs.push({ group: 'other', name: 'compiling, in the asking process', ms: (user + system) / 1000 });
  return costs;
}

async function load(name: string, books: Parameters<typeof writeBookSources>[1], costs: Cost[]): Promise<void> {
  const { sources, loaded } = await writeBookSources(join(staging, name), books);
  const without = { column: 'batch_id', values: loaded.map(({ batchId }) => batchId) };
  for (const { table, file, ...source } of sources) {
    const before = cpuOfChildren();
    await tenant.loadSource({
      ...{ source: `compta.${table}`, ...source, files: [file], loadId: name, mode: 'upsert' },
      ...(table in CLEAN_TABLES && { without }),
    });
    costs.push({ group: 'load', name: table, ms: cpuOfChildren() - before });
  }
}

function report(what: string, all: readonly Cost[][]): void {
  const median = (list: number[]): number => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
  const groups = ['load', 'models', 'tests', 'other'];
  const sum = (costs: readonly Cost[]): number => costs.reduce((total, { ms }) => total + ms, 0);
  const row = (name: string, ms: number): void => console.log(`| ${name} | ${Math.round(ms)} |`);
  console.log(`\n| ${what} | CPU ms |\n| --- | --- |`);
  row('**everything**', median(all.map(sum)));
  for (const group of groups) {
    row(`**${group}**`, median(all.map((costs) => sum(costs.filter((cost) => cost.group === group)))));
    const names = new Set(all.flat().flatMap((cost) => (cost.group === group ? [cost.name] : [])));
    for (const name of names) {
      const ms = median(all.map((costs) => sum(costs.filter((one) => one.group === group && one.name === name))));
      if (ms >= SHOWN_MS) row(name, ms);
    }
  }
}

/** CPU milliseconds of the warehouse's process: the one that this one has started. */
function cpuOfChildren(): number {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return children.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return sum + (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }, 0);
}
