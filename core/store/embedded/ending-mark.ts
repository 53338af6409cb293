import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FILE = 'griot-ending';

/** Says that this server was told to stop by a process that could not wait for it: it must not be adopted. */
export function markEnding(clusterDir: string, pid: number): void {
  try {
    writeFileSync(path.join(clusterDir, FILE), String(pid));
  } catch {
    // the folder may be gone with the test that made it
  }
}

export function isEnding(clusterDir: string, pid: number): boolean {
  try {
    return readFileSync(path.join(clusterDir, FILE), 'utf8') === String(pid);
  } catch {
    return false;
  }
}
