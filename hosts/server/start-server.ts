import { resolve } from 'node:path';
import process from 'node:process';
import { startConsumers } from '@griot/events';
import { startWorker, type WorkerOptions } from '@griot/flows';
import { createHttpServer } from '@griot/http';
import type { Config, Logger } from '@griot/kernel';
import { startTracing } from '@griot/telemetry';
import { capabilities } from './capabilities.ts';
import { type Composition, compose } from './compose.ts';
import { recordCoreEvents } from './core-events.ts';
import { type DemonstrationReport, loadDemonstrations } from './demonstration.ts';
import { administrationEndpoints } from './endpoints/administration-endpoints.ts';
import { eventEndpoints } from './endpoints/events/event-endpoints.ts';
import { flowEndpoints } from './endpoints/flows/flow-endpoints.ts';
import { metricEndpoints } from './endpoints/metric-endpoints.ts';
import { explorerEndpoints } from './endpoints/warehouse/explorer/explorer-endpoints.ts';
import { generationEndpoints } from './endpoints/warehouse/generation-endpoints.ts';
import { sqlEndpoints } from './endpoints/warehouse/sql-endpoints.ts';
import { ensureSchedules } from './ensure-schedules.ts';
import { pushEventTail } from './event-tail.ts';
import { createLog } from './log.ts';
import { startMaintenance } from './maintenance.ts';
import { passwordMail } from './password-mail.ts';
import { pushFlowChanges } from './push-flow-changes.ts';
import { type Connections, type Runtime, startRuntime } from './runtime.ts';
import { slotEnvironment } from './slot-environment.ts';
import { ensureWebBuild, WEB_DIST } from './web-build.ts';

const VERSION = '0.1.0';

export interface RunningServer {
  /** `http://127.0.0.1:8000` */
  address: string;
  composition: Composition;
  runtime: Runtime;
  demonstrations: DemonstrationReport[];
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
    const pages = options.apiOnly ? Promise.resolve('current' as const) : ensureWebBuild();
    pages.catch(() => {}); // awaited below; a failure must not be "unhandled" meanwhile
    const ifRunning = options.beside ? ('follow' as const) : ('refuse' as const);
    const tracing = await startTracing(config.tracing, 'server', log);
    undo.push(() => tracing.stop());
    const runtime = await startRuntime(config, log, { appsDir: options.appsDir, ifRunning });
    undo.push(() => runtime.stop());
    const composition = await compose({ config, connections: runtime, log });
    undo.push(() => composition.close());
    await composition.services.store.migrate(composition.migrations);

    if ((await Promise.race([pages, tick()])) === 'pending')
      say('Construction des pages (première fois ou sources modifiées)…');
    await pages;

    const server = await createHttpServer({
      // A proxy on this machine says whose request it is; from anywhere else nobody may.
      trustProxy: 'loopback',
      identity: composition.services.identity,
      store: composition.services.store,
      live: composition.services.live,
      mail: passwordMail(composition.services),
      log,
      figures: composition.figures,
      ...(config.metricsToken === undefined ? {} : { metricsToken: config.metricsToken }),
      version: VERSION,
      endpoints: [
        ...flowEndpoints(composition.services),
        ...eventEndpoints(composition.services),
        ...metricEndpoints(composition.services),
        ...sqlEndpoints(composition.services, composition.projects),
        ...administrationEndpoints(composition.services, runtime, VERSION),
        ...generationEndpoints(composition.services, composition.projects),
        ...explorerEndpoints(composition.platform, composition.projects, capabilities),
        ...capabilities.flatMap((capability) => capability.endpoints(composition.platform)),
        ...composition.applications.flatMap((application) => application.endpoints(composition.services)),
      ],
      messages: [...capabilities, ...composition.applications].flatMap(({ messages }) => messages ?? []),
      readiness: readinessChecks(composition),
      ...(options.rateLimits === false ? { rateLimits: false } : {}),
      ...(options.apiOnly ? {} : { publicDir: WEB_DIST }),
    });
    undo.push(() => server.close());
    const { port } = await server.listen({ port: config.port, host: config.host });
    const endPush = await pushFlowChanges(composition, log);
    undo.push(endPush);
    const endTail = await pushEventTail(composition.services, log);
    undo.push(endTail);
    const endRecording = await recordCoreEvents(composition.services, log);
    undo.push(endRecording);
    const { store, events } = composition.services;
    const consumers = await startConsumers({ store, log, consumers: events.consumers() });
    undo.push(() => consumers.stop());
    await composition.kafka?.start();
    const worker = await startComposedWorker(composition, runtime, log, { slots: options.slots ?? 2 });
    undo.push(() => worker.stop());
    undo.push(startMaintenance(composition, log));
    undo.push(composition.services.mail.start());
    const demonstrations = config.demo
      ? await loadDemonstrations(composition, { scale: options.demoScale ?? 1, say })
      : [];
    await ensureSchedules(composition);
    for (const capability of capabilities) {
      const stopCapability = await capability.start?.(composition.platform);
      if (stopCapability) undo.push(stopCapability);
    }
    const host = config.host.includes(':') ? `[${config.host}]` : config.host;
    return { address: `http://${host}:${port}`, composition, runtime, demonstrations, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The worker of this process: its slots compose the same services from the same connections. */
export function startComposedWorker(
  composition: Composition,
  connections: Connections,
  log: Logger,
  o: Pick<WorkerOptions, 'slots' | 'labels' | 'kind'> = {},
) {
  // Slots are forked with this process's environment.
  Object.assign(process.env, slotEnvironment(connections));
  return startWorker({
    store: composition.services.store,
    flows: composition.flowDefinitions,
    log,
    ...o,
    runnerModule: new URL('./task-runner.ts', import.meta.url),
  });
}

function readinessChecks({ services }: Composition): Record<string, () => Promise<boolean>> {
  return {
    store: async () => (await services.store.health()).ok,
    warehouse: async () => (await services.warehouse.health()).ok,
  };
}

const tick = () => new Promise<'pending'>((done) => setTimeout(() => done('pending'), 50));
