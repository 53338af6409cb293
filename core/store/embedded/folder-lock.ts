import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive, processBeginning } from './processes.ts';

export interface FolderLock {
  release(): void;
}

interface Holder {
  pid: number;
  beginning: string;
  /** The folder itself, so that the file means nothing in a copy of it. */
  place: string;
}

/**
 * One supervisor per data folder. The lock is a file that names a process and when it began, so the lock of a process
 * that was killed, or whose id was given to another, does not hold. Returns the holder's id when somebody lives there.
 */
export function lockFolder(dataDir: string): FolderLock | { heldBy: number } {
  const file = path.join(dataDir, 'supervisor.lock');
  const own = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  const { dev, ino } = statSync(dataDir);
  const me: Holder = { pid: process.pid, beginning: processBeginning(process.pid), place: `${dev}:${ino}` };
  const text = JSON.stringify(me);
  writeFileSync(own, text, { mode: 0o600 });
  try {
    for (;;) {
      try {
        linkSync(own, file); // atomic, and fails when it exists
        return {
          release: () => {
            if (read(file) === text) rmSync(file, { force: true });
          },
        };
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      }
      const found = read(file);
      if (found === undefined) continue;
      const holder = parse(found);
      if (holder?.place === me.place && isAlive(holder.pid) && processBeginning(holder.pid) === holder.beginning) {
        return { heldBy: holder.pid };
      }
      takeAway(file, found);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Removes a dead holder's file; when another process has just put its own there, that one is put back. */
function takeAway(file: string, expected: string): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (read(aside) !== expected) {
    try {
      linkSync(aside, file);
    } catch {
      // a third one is already there
    }
  }
  rmSync(aside, { force: true });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text: string): Holder | undefined {
  try {
    const value: Partial<Holder> | null = JSON.parse(text);
    return { pid: Number(value?.pid), beginning: String(value?.beginning), place: String(value?.place) };
  } catch {
    return undefined;
  }
}
