import { setTimeout } from 'node:timers/promises';
import { errorMessage, type Logger } from '@griot/kernel';
import { markEnding } from './ending-mark.ts';
import { adoptOrClear } from './found-running.ts';
import { clusterOf, endPostmaster, type LaunchOptions, launchPostmaster, type Postmaster } from './postmaster.ts';
import { signal } from './processes.ts';

const FIRST_DELAY_MS = 50;
const LONGEST_DELAY_MS = 10_000;
/** A server that lived this long did not fail because of how it was started. */
const SETTLED_MS = 60_000;

export interface Supervisor {
  pid(): number;
  stop(): Promise<void>;
}

/** Starts the server again, on the same port, each time it ends without being asked. */
export function supervise(first: Postmaster, launch: LaunchOptions, log: Logger): Supervisor {
  let server = first;
  let running = true;
  const stopping = new AbortController();
  // process.exit() without stop(): still a fast shutdown, which the server completes without us.
  const atExit = (): void => {
    if (!running) return;
    markEnding(clusterOf(launch.dataDir), server.pid);
    signal(server.pid, 'SIGINT');
  };
  process.once('exit', atExit);

  const keep = async (): Promise<void> => {
    let delay = FIRST_DELAY_MS;
    for (;;) {
      const since = performance.now();
      const reason = await server.exited;
      running = false;
      if (stopping.signal.aborted) return;
      if (performance.now() - since > SETTLED_MS) delay = FIRST_DELAY_MS;
      log.error({ pid: server.pid, reason }, 'PostgreSQL ended unexpectedly: starting it again');
      while (!running) {
        // Not held open by this wait: a process that has nothing else to do may end.
        await setTimeout(delay, undefined, { ref: false, signal: stopping.signal }).catch(() => {});
        if (stopping.signal.aborted) return;
        delay = Math.min(delay * 2, LONGEST_DELAY_MS);
        try {
          server = (await adoptOrClear(launch.dataDir, log)) ?? (await launchPostmaster(launch));
          running = true;
          log.info({ pid: server.pid }, 'PostgreSQL runs again');
        } catch (error) {
          log.error({ error: errorMessage(error), nextTryMs: delay }, 'PostgreSQL could not be started');
        }
      }
    }
  };
  const kept = keep();
  return {
    pid: () => server.pid,
    stop: async () => {
      stopping.abort();
      process.off('exit', atExit);
      if (running) await endPostmaster(server.pid, launch.dataDir);
      else {
        await kept; // a start may be under way
        if (running) await endPostmaster(server.pid, launch.dataDir);
      }
    },
  };
}
