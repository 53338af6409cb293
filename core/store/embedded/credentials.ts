import { randomBytes } from 'node:crypto';
import { chownSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DomainError } from '@griot/kernel';
import type { RunAs } from './run-as.ts';

/** The password of the cluster's one superuser. It lives in the cluster (0700), so it is moved and copied with it. */
export interface Credentials {
  user: string;
  password: string;
}

export const DATABASE = 'griot';
const FILE = 'griot-owner.json';

export function newCredentials(): Credentials {
  return { user: 'griot_owner', password: randomBytes(24).toString('base64url') };
}

export function writeCredentials(clusterDir: string, credentials: Credentials, runAs: RunAs | undefined): void {
  const file = path.join(clusterDir, FILE);
  writeFileSync(file, JSON.stringify(credentials), { mode: 0o600 });
  if (runAs !== undefined) chownSync(file, runAs.uid, runAs.gid);
}

export function readCredentials(clusterDir: string): Credentials {
  try {
    const value: unknown = JSON.parse(readFileSync(path.join(clusterDir, FILE), 'utf8'));
    if (typeof value === 'object' && value !== null && 'user' in value && 'password' in value) {
      return { user: String(value.user), password: String(value.password) };
    }
  } catch (cause) {
    throw unreadable(clusterDir, cause);
  }
  throw unreadable(clusterDir, undefined);
}

function unreadable(clusterDir: string, cause: unknown): DomainError {
  return new DomainError({
    code: 'store.credentials_unreadable',
    kind: 'unavailable',
    details: { file: path.join(clusterDir, FILE) },
    message: `Cannot read ${path.join(clusterDir, FILE)}, which holds the password of this cluster`,
    cause,
  });
}

export function databaseUrl(credentials: Credentials, port: number, database: string): string {
  const { user, password } = credentials;
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
}
