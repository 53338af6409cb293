import { startConsumers } from '@griot/events';
import { createHttpServer } from '@griot/http';
import type { Config, Logger } from '@griot/kernel';
import { capabilities } from './capabilities.ts';
import { type Composition, compose } from './compose.ts';
import { startComposedWorker } from './composed-worker.ts';
import { recordCoreEvents } from './core-events.ts';
import { type DemonstrationReport, loadDemonstrations } from './demonstration.ts';
import { administrationEndpoints } from './endpoints/administration-endpoints.ts';
import { eventEndpoints } from './endpoints/events/event-endpoints.ts';
import { flowEndpoints } from './endpoints/flows/flow-endpoints.ts';
import { metricEndpoints } from './endpoints/metric-endpoints.ts';
import { explorerEndpoints } from './endpoints/warehouse/explorer/explorer-endpoints.ts';
import { generationEndpoints } from './endpoints/warehouse/generation-endpoints.ts';
import { mendMoves } from './endpoints/warehouse/mend-moves.ts';
import { sqlEndpoints } from './endpoints/warehouse/sql-endpoints.ts';
import { ensureSchedules } from './ensure-schedules.ts';
import { pushEventTail } from './event-tail.ts';
import { startMaintenance } from './maintenance.ts';
import { passwordMail } from './password-mail.ts';
import { pushFlowChanges } from './push-flow-changes.ts';
import type { Runtime } from './runtime.ts';
import { ensureWebBuild, WEB_DIST } from './web-build.ts';

const VERSION = '0.1.0';

export interface Served {
  address: string;
  composition: Composition;
  demonstrations: DemonstrationReport[];
}

/**
 * Everything above the keepers: services, migrations, pages, HTTP, worker, demonstrations. What it starts it adds to `undo`, in
 * order; the caller undoes it, whether this ends well or not.
 */
export async function serve(o: {
  config: Config;
  log: Logger;
  runtime: Runtime;
  undo: (() => Promise<void>)[];
  say(text: string): void;
  demoScale?: number | undefined;
  demoOf?: string | undefined;
  apiOnly?: boolean | undefined;
  slots?: number | undefined;
  rateLimits?: false | undefined;
}): Promise<Served> {
  const { config, log, runtime, undo, say } = o;
  const pages = o.apiOnly ? Promise.resolve('current' as const) : ensureWebBuild();
  pages.catch(() => {}); // awaited below; a failure must not be "unhandled" meanwhile
  const composition = await compose({ config, connections: runtime, log });
  undo.push(() => composition.close());
  await composition.services.store.migrate(composition.migrations);
  const mended = await mendMoves(composition.services, null);
  if (mended > 0) log.warn({ mended }, 'Generations were moved without a record: readers got back what they had');

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
    ...(o.rateLimits === false ? { rateLimits: false } : {}),
    ...(o.apiOnly ? {} : { publicDir: WEB_DIST }),
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
  let working = false;
  const startWorking = async () => {
    if (working) return;
    working = true;
    const worker = await startComposedWorker(composition, runtime, log, { slots: o.slots ?? 2 });
    undo.push(() => worker.stop());
  };
  undo.push(startMaintenance(composition, log));
  undo.push(composition.services.mail.start());
  const demonstrations = config.demo
    ? await loadDemonstrations(composition, {
        ...{ scale: o.demoScale ?? 1, say, beforeLoading: startWorking },
        ...(o.demoOf !== undefined && { only: o.demoOf }),
      })
    : [];
  await ensureSchedules(composition);
  for (const capability of capabilities) {
    const stopCapability = await capability.start?.(composition.platform);
    if (stopCapability) undo.push(stopCapability);
  }
  for (const application of composition.applications) {
    const stopApplication = await application.start?.(composition.services);
    if (stopApplication) undo.push(stopApplication);
  }
  // Last: task slots read modules of their own, which would take a start's second from the start.
  await startWorking();
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return { address: `http://${host}:${port}`, composition, demonstrations };
}

function readinessChecks({ services }: Composition): Record<string, () => Promise<boolean>> {
  return {
    store: async () => (await services.store.health()).ok,
    warehouse: async () => (await services.warehouse.health()).ok,
  };
}

const tick = () => new Promise<'pending'>((done) => setTimeout(() => done('pending'), 50));
