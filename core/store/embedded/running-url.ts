import path from 'node:path';
import { DATABASE, databaseUrl, readCredentials } from './credentials.ts';
import { clusterOf } from './postmaster.ts';
import { readPostmasterPid } from './postmaster-pid.ts';

/**
 * Where the embedded server of a folder answers at this moment, for a process that only uses it; undefined while none is
 * ready. Another start of the platform may give it another port.
 */
export function runningPostgresUrl(dataDir: string): string | undefined {
  const cluster = clusterOf(path.resolve(dataDir));
  const server = readPostmasterPid(cluster);
  return server?.ready ? databaseUrl(readCredentials(cluster), server.port, DATABASE) : undefined;
}
