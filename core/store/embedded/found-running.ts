import { randomUUID } from 'node:crypto';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { errorMessage, type Logger } from '@griot/kernel';
import pg from 'pg';
import { databaseFault } from '../errors.ts';
import { type Credentials, databaseUrl, readCredentials } from './credentials.ts';
import { isEnding } from './ending-mark.ts';
import { clusterOf, endPostmaster, endStrays, followPostmaster, type Postmaster } from './postmaster.ts';
import { type PostmasterPid, readPostmasterPid } from './postmaster-pid.ts';
import { ended, isAlive, worksIn } from './processes.ts';

/** SQLSTATE while a server starts, recovers or stops. */
const CANNOT_CONNECT_NOW = '57P03';
const BETWEEN = 'it is starting or stopping';
const LONGEST_WAIT_MS = 60_000;

/**
 * Looks at what an earlier supervisor left in the folder. A server that is ours and answers is adopted (its clients
 * keep their connections); one that is ours and does not answer is ended; the file of a dead one is removed.
 * Only called by who holds the folder's lock.
 */
export async function adoptOrClear(dataDir: string, log: Logger): Promise<Postmaster | undefined> {
  const cluster = clusterOf(dataDir);
  const left = readPostmasterPid(cluster);
  if (left !== undefined && isAlive(left.pid) && worksIn(left.pid, cluster) !== false) {
    if (isEnding(cluster, left.pid)) await ended([left.pid], LONGEST_WAIT_MS);
    const problem = isAlive(left.pid) ? await settledAnswer(cluster, left) : 'it has ended';
    if (problem === undefined) {
      log.info({ pid: left.pid, port: left.port }, 'PostgreSQL left running by an earlier process: adopted');
      return followPostmaster(left.pid, left.port);
    }
    if (isAlive(left.pid) && worksIn(left.pid, cluster) === true) {
      log.warn({ pid: left.pid, problem }, 'PostgreSQL left running by an earlier process does not answer: ended');
      await endPostmaster(left.pid, dataDir, 'immediate');
    }
  }
  await endStrays(dataDir);
  const pid = readPostmasterPid(cluster)?.pid;
  // A recycled process id would make PostgreSQL refuse to start. Where the system does not tell working folders,
  // the file of a live process is left for PostgreSQL itself to judge.
  if (pid !== undefined && (!isAlive(pid) || worksIn(pid, cluster) === false)) {
    rmSync(path.join(cluster, 'postmaster.pid'), { force: true });
  }
  return undefined;
}

/** A server that is starting (it may be recovering) or stopping is given time to be one or the other. */
async function settledAnswer(cluster: string, left: PostmasterPid): Promise<string | undefined> {
  const until = performance.now() + LONGEST_WAIT_MS;
  for (;;) {
    const answer = await askWhetherOurs(cluster, left.port);
    if (answer !== BETWEEN || !isAlive(left.pid) || performance.now() > until) return answer;
    await pause(50);
  }
}

/**
 * Undefined when the server on that port answers to our password and reads in its data folder the word we have just
 * written in ours; else what is wrong. (A copied folder has the same password, and the same postmaster.pid.)
 */
async function askWhetherOurs(cluster: string, port: number): Promise<string | undefined> {
  const word = randomUUID();
  const file = path.join(cluster, `griot-${word}`);
  let credentials: Credentials;
  try {
    credentials = readCredentials(cluster);
  } catch (error) {
    return errorMessage(error);
  }
  const client = new pg.Client({
    connectionString: databaseUrl(credentials, port, 'postgres'),
    connectionTimeoutMillis: 3_000,
    query_timeout: 3_000,
  });
  client.on('error', () => {});
  try {
    writeFileSync(file, word);
    chmodSync(file, 0o644); // whatever the umask: the server may be another account, and the folder is closed to others
    await client.connect();
    const answer = await client.query('SELECT pg_read_file($1, 0, 36, true) AS word', [path.basename(file)]);
    return answer.rows[0]?.word === word ? undefined : 'it serves another folder';
  } catch (error) {
    return databaseFault(error)?.code === CANNOT_CONNECT_NOW ? BETWEEN : errorMessage(error);
  } finally {
    rmSync(file, { force: true });
    await client.end().catch(() => {});
  }
}
