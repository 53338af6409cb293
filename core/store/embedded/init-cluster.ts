import { spawn } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DomainError } from '@griot/kernel';
import { openClusterPath } from './cluster-folder.ts';
import { newCredentials, writeCredentials } from './credentials.ts';
import type { Binaries } from './locate-binaries.ts';
import type { RunAs } from './run-as.ts';
import type { Durability } from './settings.ts';

const HALF = 'half-cluster';

/**
 * Creates `<dataDir>/cluster`: UTF-8, byte-order collation with full Unicode case mapping (the same on every system;
 * queries that sort for people say COLLATE "fr-x-icu"), page checksums, passwords asked from everybody.
 * Made aside and renamed when whole, so a start that is killed leaves nothing that looks like a cluster.
 */
export async function initCluster(o: {
  dataDir: string;
  binaries: Binaries;
  runAs: RunAs | undefined;
  durability: Durability;
}): Promise<void> {
  for (const name of readdirSync(o.dataDir)) {
    if (name.startsWith(HALF)) rmSync(path.join(o.dataDir, name), { recursive: true, force: true });
  }
  const half = path.join(o.dataDir, HALF);
  const passwordFile = path.join(o.dataDir, `${HALF}-password`);
  const credentials = newCredentials();
  writeFileSync(passwordFile, credentials.password, { mode: 0o600 });
  if (o.runAs !== undefined) chownSync(passwordFile, o.runAs.uid, o.runAs.gid);
  const place = openClusterPath(o.dataDir, HALF, o.runAs);
  try {
    mkdirSync(half, { mode: 0o700 });
    if (o.runAs !== undefined) chownSync(half, o.runAs.uid, o.runAs.gid);
    await run(o, place.argument, place.inherit, credentials.user);
    writeCredentials(half, credentials, o.runAs);
    renameSync(half, path.join(o.dataDir, 'cluster'));
  } finally {
    place.close();
    rmSync(passwordFile, { force: true });
  }
}

function run(
  o: { binaries: Binaries; runAs: RunAs | undefined; durability: Durability },
  argument: string,
  inherit: number[],
  user: string,
): Promise<void> {
  const options = ['-D', argument, '-U', user, '--pwfile', `${argument}-password`, '--auth=scram-sha-256'];
  options.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  options.push('--no-instructions');
  if (o.durability === 'throwaway') options.push('--no-sync');
  return new Promise((resolve, reject) => {
    const child = spawn(o.binaries.initdb, options, {
      cwd: '/',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe', ...inherit],
      ...o.runAs,
    });
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      const message = `initdb ended with ${code}: ${said.trim().split('\n').slice(-6).join(' | ')}`;
      reject(new DomainError({ code: 'store.init_failed', kind: 'unavailable', details: { said }, message }));
    });
  });
}
