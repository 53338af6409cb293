/**
 * What holds on DuckDB and on ClickHouse: the warehouse's contract, strategies and grants, the projects of Compta and Zones and their metrics.
 * The engine (npm `chdb`, 546 MB) is fetched here, outside the project's own dependencies, and kept; where it cannot be had the
 * suite says so and skips.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const CHDB = 'chdb@3.4.0';
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
const folder = join(tmpdir(), `griot-${CHDB.replace('@', '-')}`);

function fetched(): boolean {
  if (existsSync(join(folder, 'node_modules/chdb/package.json'))) return true;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const begun = performance.now();
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent', '--workspaces=false'];
  const { status } = spawnSync(npm, ['install', CHDB, '--prefix', folder, ...flags], {
    cwd: folder,
    stdio: 'inherit',
    timeout: 300_000,
  });
  if (status !== 0) return false;
  process.stdout.write(`${CHDB} fetched in ${Math.round((performance.now() - begun) / 1000)} s\n`);
  return true;
}

interface Counts {
  pass: number;
  fail: number;
  skipped: number;
}

function run(suite: string): Promise<Counts> {
  const child = spawn(process.execPath, [join(root, suite), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
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

if (!fetched()) {
  process.stdout.write(
    `${CHDB} could not be fetched: nothing was run on ClickHouse\n0 passed, 0 failed, ${SUITES.length} skipped\n`,
  );
} else {
  const total: Counts = { pass: 0, fail: 0, skipped: 0 };
  for (const suite of SUITES) {
    const counts = await run(suite);
    for (const word of ['pass', 'fail', 'skipped'] as const) total[word] += counts[word];
  }
  process.stdout.write(`${total.pass} passed, ${total.fail} failed, ${total.skipped} skipped\n`);
  process.exitCode = total.fail === 0 ? 0 : 1;
}
