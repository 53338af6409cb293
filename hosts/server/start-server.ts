import { resolve } from 'node:path';
import type { Config } from '@griot/kernel';
import { startTracing } from '@griot/telemetry';
import { createLog } from './log.ts';
import { type Runtime, startRuntime } from './runtime.ts';
import type { Served } from './serve.ts';

/** `address` is like `http://127.0.0.1:8000`. */
export interface RunningServer extends Served {
  runtime: Runtime;
  stop(): Promise<void>;
}

/**
 * Starts the whole platform: keepers, migrations, pages, HTTP, worker, demonstrations. `say` tells a person what is
 * going on. Stops what it started when a step fails.
 */
export async function startServer(options: {
  config: Config;
  say?(text: string): void;
  /** Size of the demonstration data; 1 is about 600 companies. */
  demoScale?: number;
  /** The application whose demonstration is made, when not all are. */
  demoOf?: string;
  /** Serve the API alone, without building the pages (tests). */
  apiOnly?: boolean;
  /** Start beside a server on the same data folder and database, and go on when that one stops: an upgrade without a gap. */
  beside?: boolean;
  /** Task attempts at a time in this process; 0 leaves them to `griot worker` processes. Default 2. */
  slots?: number;
  /** `false` switches the limits of requests off (benchmarks). */
  rateLimits?: false;
  /** Folder of the applications; default: `apps/` of the repository. */
  appsDir?: string;
}): Promise<RunningServer> {
  const { config } = options;
  const say = options.say ?? (() => {});
  const log = createLog({ level: config.logLevel, folder: resolve(config.dataDir, 'logs'), name: 'server' });
  const undo: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) {
      await step().catch((error: unknown) => log.error({ error: String(error) }, 'stopping'));
    }
  };
  try {
    say(config.databaseUrl ? 'Connexion à PostgreSQL…' : 'Démarrage de PostgreSQL et de l’entrepôt…');
    const ifRunning = options.beside ? ('follow' as const) : ('refuse' as const);
    const tracing = await startTracing(config.tracing, 'server', log);
    undo.push(() => tracing.stop());
    const starting = startRuntime(config, log, { appsDir: options.appsDir, ifRunning });
    // A second of reading, in which the database and the warehouse start beside us.
    const [keepers, rooms] = await Promise.allSettled([starting, import('./serve.ts')]);
    if (keepers.status === 'rejected') throw keepers.reason;
    const runtime = keepers.value;
    undo.push(() => runtime.stop());
    if (rooms.status === 'rejected') throw rooms.reason;
    const { apiOnly, demoScale, demoOf, slots, rateLimits } = options;
    const served = await rooms.value.serve({
      ...{ config, log, runtime, undo, say },
      ...{ apiOnly, demoScale, demoOf, slots, rateLimits },
    });
    return { ...served, runtime, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
