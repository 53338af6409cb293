import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Config, errorMessage, type Logger } from '@griot/kernel';
import { runningPostgresUrl } from '@griot/store';
import { startTracing } from '@griot/telemetry';
import { warehouseSocketPath } from '@griot/warehouse';
import { compose } from './compose.ts';
import { startComposedWorker } from './composed-worker.ts';
import type { Connections } from './runtime.ts';
import { installationSecret } from './secret.ts';

/** How often it looks whether the keepers are still where they were. */
const LOOK_MS = 1000;

export interface WorkerHostOptions {
  config: Config;
  log: Logger;
  slots: number;
  labels: readonly string[];
  /** Tells a person what is going on. */
  say?(text: string): void;
  appsDir?: string | undefined;
}

export interface WorkerHost {
  stop(): Promise<void>;
}

/**
 * A worker beside the server, in a process of its own: it keeps nothing and starts nothing that keeps. While the server is
 * away it waits; when the database comes back elsewhere (an embedded one that got another port) it composes itself anew.
 */
export function startWorkerHost(o: WorkerHostOptions): WorkerHost {
  const ending = new AbortController();
  const life = live(o, ending.signal);
  return {
    stop: async () => {
      ending.abort();
      await life;
    },
  };
}

async function live(o: WorkerHostOptions, signal: AbortSignal): Promise<void> {
  const tracing = await startTracing(o.config.tracing, 'worker', o.log);
  await work(o, signal);
  await tracing.stop();
}

async function work(o: WorkerHostOptions, signal: AbortSignal): Promise<void> {
  const say = o.say ?? (() => {});
  let waiting = false;
  while (!signal.aborted) {
    const connections = connectionsOf(o);
    if (!connections) {
      if (!waiting) say('En attente du serveur…');
      waiting = true;
      await wait(LOOK_MS, undefined, { signal }).catch(() => {});
      continue;
    }
    waiting = false;
    try {
      await workAt(connections, o, signal, say);
    } catch (error) {
      o.log.error({ error: errorMessage(error) }, 'The worker starts again');
      await wait(LOOK_MS, undefined, { signal }).catch(() => {});
    }
  }
}

/** Works until told to stop, or until the database is somewhere else. */
async function workAt(
  connections: Connections,
  o: WorkerHostOptions,
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<void> {
  const composition = await compose({ config: o.config, connections, log: o.log });
  try {
    await composition.services.store.migrate(composition.migrations);
    const worker = await startComposedWorker(composition, connections, o.log, {
      slots: o.slots,
      labels: o.labels,
      kind: 'worker',
    });
    say(`Prêt : ${o.slots} place(s)${o.labels.length > 0 ? `, étiquettes ${o.labels.join(', ')}` : ''}.`);
    let there: string | undefined = connections.databaseUrl;
    while (!signal.aborted && (there === undefined || there === connections.databaseUrl)) {
      await wait(LOOK_MS, undefined, { signal }).catch(() => {});
      there = connectionsOf(o)?.databaseUrl;
    }
    await worker.stop(signal.aborted ? {} : { drainMs: 0 });
  } finally {
    await composition.close();
  }
}

function connectionsOf({ config, appsDir }: WorkerHostOptions): Connections | undefined {
  const dataDir = resolve(config.dataDir);
  // The secret of an installation is made by its first server: a worker must not make another one.
  if (config.secret === undefined && !existsSync(join(dataDir, 'secret'))) return undefined;
  const databaseUrl = config.databaseUrl ?? runningPostgresUrl(join(dataDir, 'postgres'));
  if (databaseUrl === undefined) return undefined;
  const secret = installationSecret(config.secret, dataDir);
  return { databaseUrl, warehouseSocket: warehouseSocketPath(dataDir), secret, dataDir, appsDir };
}
