/**
 * The contract of the warehouse on DuckDB and on ClickHouse. The engine (npm `chdb`, 546 MB) is fetched here, outside the
 * project's own dependencies, and kept; where it cannot be had the suite says so and skips.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const CHDB = 'chdb@3.4.0';
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

if (!fetched()) {
  process.stdout.write(
    `${CHDB} could not be fetched: the contract on ClickHouse was not run\n0 passed, 0 failed, 1 skipped\n`,
  );
} else {
  const child = spawn(process.execPath, [join(root, 'core/warehouse/testing/engine-contract.clickhouse.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    output += part;
    process.stdout.write(part);
  });
  child.on('close', (code) => {
    const of = (word: string): number => Number(new RegExp(`^(?:#|ℹ) ${word} (\\d+)`, 'm').exec(output)?.[1] ?? 0);
    process.stdout.write(`${of('pass')} passed, ${of('fail')} failed, ${of('skipped')} skipped\n`);
    process.exitCode = code === 0 && of('fail') === 0 && of('pass') > 0 ? 0 : 1;
  });
}
