import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '../..');
export const WEB_DIST = join(ROOT, 'hosts/web/dist');
const STAMP = join(WEB_DIST, '.built-from');
/** The process that builds now, by its id: two bundlers at once would write over each other's files. */
const BUILDING = join(ROOT, 'node_modules/.cache/griot-pages-building');
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

/** Whether it is our turn to build; a mark that a process which is gone has left is taken away for the next try. */
function takeTurn(): boolean {
  mkdirSync(dirname(BUILDING), { recursive: true });
  try {
    writeFileSync(BUILDING, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  try {
    const holder = readFileSync(BUILDING, 'utf8');
    // Without its end of line it is being written.
    if (holder.endsWith('\n')) process.kill(Number(holder), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') rmSync(BUILDING, { force: true });
  }
  return false;
}

const isCurrent = (wanted: string): boolean => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted;

/**
 * Builds the pages when their sources changed since the last build; otherwise returns at once. While another process builds
 * them, waits for it. Returns what was done. Throws with the bundler's output when the build fails.
 */
export async function ensureWebBuild(): Promise<'built' | 'current'> {
  const wanted = sourceHash();
  if (isCurrent(wanted)) return 'current';
  while (!takeTurn()) {
    await pause(100);
    if (isCurrent(wanted)) return 'current';
  }
  try {
    if (isCurrent(wanted)) return 'current';
    await buildPages();
    mkdirSync(WEB_DIST, { recursive: true });
    writeFileSync(STAMP, wanted);
    return 'built';
  } finally {
    rmSync(BUILDING, { force: true });
  }
}

async function buildPages(): Promise<void> {
  const output: string[] = [];
  const vite = spawn(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build'], {
    cwd: join(ROOT, 'hosts/web'),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  vite.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  vite.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const code = await new Promise<number | null>((done, failed) => vite.on('exit', done).on('error', failed));
  if (code !== 0) throw new Error(`The pages could not be built:\n${output.join('')}`);
}
