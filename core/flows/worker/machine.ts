import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Names the place where a process id means something: two containers of one host are two machines. */
export function machineName(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** False only when the process is surely not there. */
export function processIsThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
