import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLogger } from '@griot/kernel';
import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.ts';

export interface TestCluster {
  /** Superuser, for GRIOT_TEST_DATABASE_URL. */
  url: string;
  stop(): Promise<void>;
}

/**
 * A server that forgets: nothing is flushed, and its folder goes with it. A small shell holds the other end of a pipe
 * of ours, and when this process ends in whatever way, it ends the server and removes the folder.
 */
export async function startTestCluster(): Promise<TestCluster> {
  const folder = mkdtempSync(path.join(tmpdir(), 'griot-test-'));
  const server = await startEmbeddedPostgres({ dataDir: folder, log: silentLogger, durability: 'throwaway' }).catch(
    (error) => {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    },
  );
  const script = 'read -r _; kill -QUIT "$(head -n 1 "$1/cluster/postmaster.pid")" 2>/dev/null; sleep 1; rm -rf "$1"';
  const guard = spawn('/bin/sh', ['-c', script, 'griot-test-guard', folder], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.unref();
  // An open pipe would keep a process waiting that has nothing else to do.
  if (guard.stdin !== null && 'unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();
  return {
    url: server.url,
    stop: async () => {
      guard.kill('SIGKILL');
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
