import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@griot/kernel';
import { openClusterPath } from './cluster-folder.ts';
import type { Binaries } from './locate-binaries.ts';
import { readPostmasterPid } from './postmaster-pid.ts';
import { ended, isAlive, processesIn, signal } from './processes.ts';
import type { RunAs } from './run-as.ts';
import { type Durability, serverArguments } from './settings.ts';

/** One running server, started by us or found running. */
export interface Postmaster {
  pid: number;
  port: number;
  /** Resolves, with words for the log, when it is no longer there. */
  exited: Promise<string>;
}

export interface LaunchOptions {
  dataDir: string;
  binaries: Binaries;
  runAs: RunAs | undefined;
  durability: Durability;
  port: number;
}

export const clusterOf = (dataDir: string): string => path.join(dataDir, 'cluster');
const logOf = (dataDir: string): string => path.join(dataDir, 'postgres.log');

/**
 * Starts the server and waits until it takes connections; recovery after a crash may take its time, so the wait ends
 * only with the process. In a session of its own: Ctrl-C in a terminal reaches us, and we stop it in order.
 */
export async function launchPostmaster(o: LaunchOptions): Promise<Postmaster> {
  const log = openSync(logOf(o.dataDir), 'a', 0o600);
  const place = openClusterPath(o.dataDir, 'cluster', o.runAs);
  const logStart = readFileSync(logOf(o.dataDir)).length;
  const child = spawn(o.binaries.postgres, ['-D', place.argument, ...serverArguments(o.port, o.durability)], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', log, log, ...place.inherit],
    detached: true,
    ...o.runAs,
  });
  closeSync(log);
  place.close();
  child.unref();
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, name) => resolve(name === null ? `exit code ${code}` : `signal ${name}`));
  });
  let end: string | undefined;
  exited.then((reason) => {
    end = reason;
  });
  while (end === undefined) {
    const file = readPostmasterPid(clusterOf(o.dataDir));
    if (child.pid !== undefined && file?.pid === child.pid && file.ready)
      return { pid: child.pid, port: o.port, exited };
    await pause(10);
  }
  const said = readFileSync(logOf(o.dataDir)).subarray(logStart).toString('utf8');
  throw new DomainError({
    code: /could not bind|Address already in use/.test(said) ? 'store.port_taken' : 'store.start_failed',
    kind: 'unavailable',
    details: { log: logOf(o.dataDir) },
    message: `PostgreSQL did not start (${end}): ${said.trim().split('\n').slice(-4).join(' | ')}`,
  });
}

/** A server that is not our child: its end is noticed within half a second. */
export function followPostmaster(pid: number, port: number): Postmaster {
  const exited = new Promise<string>((resolve) => {
    const timer = setInterval(() => {
      if (isAlive(pid)) return;
      clearInterval(timer);
      resolve('gone');
    }, 500);
    timer.unref();
  });
  return { pid, port, exited };
}

/**
 * Fast shutdown: sessions are cut, everything is written, the next start needs no recovery. A server that does not
 * answer is ended at once (`immediate`): the next start recovers what was committed.
 */
export async function endPostmaster(pid: number, dataDir: string, mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
  if (mode === 'fast') signal(pid, 'SIGINT');
  if (mode === 'immediate' || !(await ended([pid], 20_000))) {
    signal(pid, 'SIGQUIT');
    if (!(await ended([pid], 3_000))) {
      signal(pid, 'SIGKILL');
      // Dying takes a moment in which the process has no working folder any more, so it would not count as a stray,
      // and yet its id is taken: a start just then would be refused.
      await ended([pid], 10_000);
    }
  }
  await endStrays(dataDir);
}

/**
 * Backends whose postmaster was killed notice it only when they next wait, and until then hold the shared memory that
 * forbids a new start. Found by their working folder (Linux); elsewhere the start is retried until they are gone.
 */
export async function endStrays(dataDir: string): Promise<void> {
  const strays = processesIn(clusterOf(dataDir));
  for (const pid of strays) signal(pid, 'SIGQUIT');
  if (await ended(strays, 2_000)) return;
  for (const pid of strays) signal(pid, 'SIGKILL');
  await ended(strays, 2_000);
}
