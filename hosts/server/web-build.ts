import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
export const WEB_DIST = join(ROOT, 'hosts/web/dist');
const STAMP = join(WEB_DIST, '.built-from');
const SOURCES = [
  'core/ui/**',
  'core/kernel/*.ts',
  'core/*/web/**',
  'hosts/web/**',
  'apps/*/web/**',
  'apps/*/http/*contract.ts',
  'apps/*/domain/metrics.ts',
  'package-lock.json',
];

/** A hash of every file that the pages are built from. */
function sourceHash(): string {
  const hash = createHash('sha256');
  const files = globSync(SOURCES, {
    cwd: ROOT,
    withFileTypes: true,
    exclude: (entry) => entry.name === 'dist' || entry.name === 'node_modules',
  })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/**
 * Builds the pages when their sources changed since the last build; otherwise returns at once.
 * Returns what was done. Throws with the bundler's output when the build fails.
 */
export async function ensureWebBuild(): Promise<'built' | 'current'> {
  const wanted = sourceHash();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return 'current';
  const output: string[] = [];
  const vite = spawn(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build'], {
    cwd: join(ROOT, 'hosts/web'),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  vite.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  vite.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const code = await new Promise<number | null>((done, failed) => vite.on('exit', done).on('error', failed));
  if (code !== 0) throw new Error(`The pages could not be built:\n${output.join('')}`);
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, wanted);
  return 'built';
}
