import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const CHDB = 'chdb@3.4.0';

/**
 * The folder in whose `node_modules` ClickHouse in process stands (npm `chdb`, 546 MB). It is fetched when first asked for, outside the
 * project's own dependencies, and kept; null where it cannot be had.
 */
export function fetchChdb(): string | null {
  const folder = join(tmpdir(), `griot-${CHDB.replace('@', '-')}`);
  if (existsSync(join(folder, 'node_modules/chdb/package.json'))) return folder;
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
  if (status !== 0) return null;
  process.stdout.write(`${CHDB} fetched in ${Math.round((performance.now() - begun) / 1000)} s\n`);
  return folder;
}
