import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** True while a process has this id and is not merely waiting to be buried by its parent. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const fields = statFields(pid);
  return fields === undefined || (fields[0] !== 'Z' && fields[0] !== 'X');
}

/** When the process began, in the system's own words: a recycled id has another beginning. */
export function processBeginning(pid: number): string {
  const fields = statFields(pid);
  if (fields !== undefined) return fields[19] ?? '';
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** Fields of /proc/<pid>/stat from `state` (the third) on; the name before them may hold spaces and brackets. */
function statFields(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** Whether the process has this folder as its working folder; undefined when the system does not tell. */
export function worksIn(pid: number, folder: string): boolean | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return undefined;
  }
}

/** Every process whose working folder is this one: a postmaster and its backends, for they all enter their cluster. */
export function processesIn(folder: string): number[] {
  let ids: string[];
  try {
    ids = readdirSync('/proc');
  } catch {
    return [];
  }
  return ids.map(Number).filter((pid) => Number.isInteger(pid) && pid !== process.pid && worksIn(pid, folder) === true);
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // already gone
  }
}

/** True once none of them is alive; false when `timeoutMs` has passed. */
export async function ended(pids: number[], timeoutMs: number): Promise<boolean> {
  const until = performance.now() + timeoutMs;
  while (pids.some(isAlive)) {
    if (performance.now() > until) return false;
    await pause(10);
  }
  return true;
}
