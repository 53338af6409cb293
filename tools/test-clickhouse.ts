/**
 * What holds on DuckDB and on ClickHouse: the warehouse's contract, strategies and grants, the projects of Compta and Zones and their metrics.
 * Where the engine cannot be had (`fetch-chdb.ts`) the suite says so and skips.
 */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { CHDB, fetchChdb } from './fetch-chdb.ts';

const SUITES = [
  'core/warehouse/testing/engine-contract.clickhouse.ts',
  'core/warehouse/testing/engine-strategies.clickhouse.ts',
  'core/warehouse/testing/tenant-grants.clickhouse.ts',
  'core/metrics/testing/both-engines.clickhouse.ts',
  'apps/compta/testing/both-engines.clickhouse.ts',
  'apps/zones/testing/both-engines.clickhouse.ts',
  'apps/zones/testing/pages-on-both.clickhouse.ts',
];
const root = resolve(import.meta.dirname, '..');
const folder = fetchChdb();

interface Counts {
  pass: number;
  fail: number;
  skipped: number;
}

function run(suite: string, packageFolder: string): Promise<Counts> {
  const child = spawn(process.execPath, [join(root, suite), packageFolder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    output += part;
    process.stdout.write(part);
  });
  return new Promise((done) => {
    child.on('close', (code) => {
      const of = (word: string): number => Number(new RegExp(`^(?:#|ℹ) ${word} (\\d+)`, 'm').exec(output)?.[1] ?? 0);
      const counts = { pass: of('pass'), fail: of('fail'), skipped: of('skipped') };
      // A suite that ended badly, or never came to its tests, has failed, whatever it counted.
      const broken = counts.fail === 0 && (code !== 0 || counts.pass === 0);
      done(broken ? { ...counts, fail: 1 } : counts);
    });
  });
}

if (folder === null) {
  process.stdout.write(
    `${CHDB} could not be fetched: nothing was run on ClickHouse\n0 passed, 0 failed, ${SUITES.length} skipped\n`,
  );
} else {
  const total: Counts = { pass: 0, fail: 0, skipped: 0 };
  for (const suite of SUITES) {
    const counts = await run(suite, folder);
    for (const word of ['pass', 'fail', 'skipped'] as const) total[word] += counts[word];
  }
  process.stdout.write(`${total.pass} passed, ${total.fail} failed, ${total.skipped} skipped\n`);
  process.exitCode = total.fail === 0 ? 0 : 1;
}
