import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DomainError } from '@griot/kernel';

/** `sun_path` holds 108 bytes on Linux and 104 on macOS, its final zero included. */
const LONGEST_SOCKET_PATH = 100;

function privateFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || (process.getuid !== undefined && found.uid !== process.getuid())) {
    throw new DomainError({ code: 'warehouse.folder_unsafe', kind: 'unavailable', details: { folder } });
  }
  chmodSync(folder, 0o700);
  return folder;
}

/**
 * Where the warehouse process of a data folder listens: `run/warehouse.sock` in it, or, when that path is too long for a
 * unix socket, a short private folder under the system's temporary one, told by `run/warehouse.sock.path`.
 */
export function prepareSocketPath(dataDir: string): string {
  const run = privateFolder(resolve(dataDir, 'run'));
  const wanted = join(run, 'warehouse.sock');
  if (Buffer.byteLength(wanted) <= LONGEST_SOCKET_PATH) return wanted;
  const digest = createHash('sha256').update(run).digest('hex').slice(0, 16);
  const short = join(privateFolder(join(tmpdir(), `griot-${digest}`)), 'w.sock');
  writeFileSync(`${wanted}.path`, short, { mode: 0o600 });
  return short;
}

/** The same path for another process that knows only the data folder. */
export function warehouseSocketPath(dataDir: string): string {
  const wanted = resolve(dataDir, 'run', 'warehouse.sock');
  const pointer = `${wanted}.path`;
  return existsSync(pointer) && Buffer.byteLength(wanted) > LONGEST_SOCKET_PATH
    ? readFileSync(pointer, 'utf8').trim()
    : wanted;
}
