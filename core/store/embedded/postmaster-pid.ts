import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What a running server writes of itself into its cluster (PostgreSQL: miscadmin.h, LOCK_FILE_LINE_*). */
export interface PostmasterPid {
  pid: number;
  port: number;
  ready: boolean;
}

export function readPostmasterPid(clusterDir: string): PostmasterPid | undefined {
  let lines: string[];
  try {
    lines = readFileSync(path.join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isInteger(pid) || pid === 0) return undefined;
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === 'ready' };
}
