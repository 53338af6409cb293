/**
 * `npm run bench -- compta-slices [periods=50] [lines=50000]`: what a load of 2 000 lines and its publication cost the warehouse when a firm
 * holds nothing yet, and when it holds so many periods of so many lines. No server: the statements of loads and builds alone.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { newId } from '@griot/kernel';
import { testWarehouse } from '@griot/warehouse/testing';
import { makeBooks } from '../apps/compta/demo/books/make-books.ts';
import { PROJECT_DIR } from '../apps/compta/flows/publish.ts';
import { writeBookSources } from '../apps/compta/testing/books-as-sources.ts';

const [periods = 50, lines = 50_000] = process.argv.slice(2).map(Number);
/** Periods that are loaded at once. */
const TOGETHER = 10;
const TICKS_A_SECOND = 100;

const ends: (() => Promise<void> | void)[] = [];
const { warehouse } = await testWarehouse({ after: (end) => void ends.push(end) }, { memoryLimit: '4GB' });
const tenant = warehouse.tenant(newId(0));
const staging = await tenant.staging();
const large = makeBooks({ seed: 'slices', company: 'Grand', start: '2025-01-01', end: '2025-12-31', lines });
const small = makeBooks({ seed: 'small', company: 'Petit', start: '2025-01-01', end: '2025-03-31', lines: 2000 });

console.log('| what | wall s | CPU s |\n| --- | --- | --- |');
await loadAndPublish('nothing yet', 'premier');
for (let at = 0; at < periods; at += TOGETHER) {
  const together = Array.from({ length: Math.min(TOGETHER, periods - at) }, (_, one) => ({
    ...{ client: `client ${at + one}`, books: large },
  }));
  await load(`autres-${at}`, together);
}
await loadAndPublish(`${periods} periods of ${lines}, built for the first time`, 'deuxième');
await loadAndPublish(`${periods} periods of ${lines}`, 'troisième');
for (const end of ends.reverse()) await end();

async function loadAndPublish(what: string, name: string): Promise<void> {
  await measured(`2 000 lines loaded beside ${what}`, () => load(name, [{ client: name, books: small }]));
  await measured('published', async () => {
    const { generation } = await tenant.build({ projectDir: PROJECT_DIR });
    if (generation === null) throw new Error('nothing was published');
  });
}

async function load(name: string, books: Parameters<typeof writeBookSources>[1]): Promise<void> {
  const { sources, loaded } = await writeBookSources(join(staging, name), books);
  const without = { column: 'batch_id', values: loaded.map(({ batchId }) => batchId) };
  for (const { table, file, columns, key } of sources)
    await tenant.loadSource({
      ...{ source: `compta.${table}`, columns, key, files: [file], loadId: name, mode: 'upsert' },
      ...(table !== 'etl_metadata' && { without }),
    });
}

async function measured(what: string, work: () => Promise<void>): Promise<void> {
  const [began, used] = [performance.now(), cpuOfChildren()];
  await work();
  const wall = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`| ${what} | ${wall} | ${(cpuOfChildren() - used).toFixed(2)} |`);
}

/** CPU seconds of the warehouse's process: the one that this one has started. */
function cpuOfChildren(): number {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return children.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return sum + (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
  }, 0);
}
