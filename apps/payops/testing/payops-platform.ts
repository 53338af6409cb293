import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Capability, Platform, Services } from '@griot/application';
import { createEvents, eventsMigrations, startConsumers } from '@griot/events';
import { createFiles, filesMigrations } from '@griot/files';
import { createFlows, type FlowDefinition, flowsMigrations, type RunView } from '@griot/flows';
import { runFlowHere } from '@griot/flows/testing';
import { createLiveHub, type Endpoint } from '@griot/http';
import { type TestServer, testServer } from '@griot/http/testing';
import { type Clock, readConfig, silentLogger, systemClock } from '@griot/kernel';
import { createMail, mailMigrations } from '@griot/mail';
import { createMetrics, loadSemanticModels } from '@griot/metrics';
import { loadProject } from '@griot/warehouse';
import { testWarehouse } from '@griot/warehouse/testing';
import payops from '../app.ts';
import { AGGREGATE_GROUP } from '../chain/aggregate-events.ts';
import type { IncomingEvent } from '../chain/take-in.ts';
import { PROJECT_DIR } from '../flows/warehouse-flow.ts';
import { beginSettings, putRates } from '../store/settings.ts';

export interface PayopsPlatform extends TestServer {
  services: Services;
  /** The services as capabilities see them. */
  platform: Platform;
  tenantId: string;
  run(flow: string, parameters?: Record<string, unknown>): Promise<RunView>;
  /** Sends events through the API and waits until they are in the figures. */
  send(events: readonly IncomingEvent[]): Promise<void>;
  drained(): Promise<void>;
}

/** PayOps on a real store, warehouse process and HTTP server; its consumer runs, its flows run in the test itself. */
export async function payopsPlatform(
  t: Pick<TestContext, 'after'>,
  o: {
    clock?: Clock;
    capabilities?: readonly Capability[];
    /** What a host has beside the application. */
    endpoints?: (platform: Platform) => Endpoint[];
  } = {},
): Promise<PayopsPlatform> {
  const clock = o.clock ?? systemClock;
  const all = [payops, ...(o.capabilities ?? [])];
  const { warehouse, dataDir } = await testWarehouse(t, { memoryLimit: '2GB' });
  const project = await loadProject(PROJECT_DIR);
  const manifest = loadSemanticModels(project.documents);
  let composed: { services: Services; platform: Platform; definitions: FlowDefinition[] } | undefined;
  const server = await testServer(t, {
    clock,
    applications: all,
    messages: all.flatMap(({ messages }) => messages ?? []),
    migrations: [
      ...[filesMigrations, flowsMigrations, eventsMigrations, mailMigrations],
      ...all.flatMap(({ migrations }) => migrations ?? []),
    ],
    endpoints: ({ store, identity }) => {
      const log = silentLogger;
      const files = createFiles({ store, dataDir: join(dataDir, 'files'), log, clock });
      const scopes = payops.scopeDimensions ? { scopeDimensions: payops.scopeDimensions } : {};
      const services: Services = {
        ...{ config: readConfig({}), clock, log, store, identity, warehouse, dataDir, files },
        mail: createMail({ store, files, log, clock, smtpUrl: undefined }),
        events: createEvents({ store, clock, log }),
        metrics: createMetrics({ warehouse, manifest: () => manifest, clock, log, generationTtlMs: 0, ...scopes }),
        flows: createFlows({ store, log, clock }),
        live: createLiveHub({ store, log }),
      };
      const platform: Platform = { ...services, applications: [payops] };
      const capabilities = o.capabilities ?? [];
      const definitions = [...payops.flows(services), ...capabilities.flatMap((one) => one.flows?.(platform) ?? [])];
      services.flows.register(definitions);
      services.events.declare(payops.events?.(services) ?? {});
      composed = { services, platform, definitions };
      return [
        ...payops.endpoints(services),
        ...capabilities.flatMap((one) => one.endpoints(platform)),
        ...(o.endpoints?.(platform) ?? []),
      ];
    },
  });
  if (!composed) throw new Error('the server asked for no endpoints');
  const { services, platform, definitions } = composed;
  t.after(() => services.live.close());
  const tenantId = server.tenant.tenant.id;
  await server.store.withTenant(tenantId, async (tx) => {
    const settings = { timeZone: 'Africa/Abidjan', reportingCurrency: 'XOF', liveSince: new Date(0) };
    await beginSettings(tx, tenantId, settings);
    await putRates(tx, tenantId, [
      { currency: 'XAF', fromDay: '2020-01-01', rate: '1' },
      { currency: 'MAD', fromDay: '2020-01-01', rate: '0.6' },
    ]);
  });
  const consumers = await startConsumers({
    store: server.store,
    log: silentLogger,
    consumers: services.events.consumers(),
  });
  t.after(() => consumers.stop());
  const drained = async () => {
    const until = performance.now() + 30_000;
    for (;;) {
      const view = (await services.events.groups(tenantId)).find(({ group }) => group === AGGREGATE_GROUP);
      if (view?.lag === 0) return;
      if (performance.now() > until) throw new Error('figures lag behind');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return {
    ...server,
    ...{ services, platform, tenantId, drained },
    run: async (name, parameters = {}) => {
      const flow = definitions.find((one) => one.name === name);
      if (!flow) throw new Error(`no flow ${name}`);
      return runFlowHere({ store: server.store, tenantId, flow, parameters, clock });
    },
    send: async (events) => {
      const answer = await server.inject({ method: 'POST', url: '/api/dashboard/events', payload: { events } });
      if (answer.status !== 200) throw new Error(answer.text);
      await drained();
    },
  };
}
