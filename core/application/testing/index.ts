import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createEvents, eventsMigrations } from '@griot/events';
import { createFiles, filesMigrations } from '@griot/files';
import { createFlows, type FlowDefinition, flowsMigrations, type RunView } from '@griot/flows';
import { runFlowHere } from '@griot/flows/testing';
import { createLiveHub, type Endpoint } from '@griot/http';
import { type TestServer, testServer } from '@griot/http/testing';
import { type Clock, readConfig, silentLogger } from '@griot/kernel';
import { createMail, mailMigrations } from '@griot/mail';
import { clickhouse, createMetrics, duckdb, loadSemanticModels } from '@griot/metrics';
import { loadProject } from '@griot/warehouse';
import { type TestWarehouse, testWarehouse } from '@griot/warehouse/testing';
import type { Application, Capability, Platform, Services } from '../index.ts';

export interface TestPlatformOptions {
  application: Application;
  clock: Clock;
  capabilities?: readonly Capability[];
  /** What a host has beside the application and the capabilities. */
  endpoints?: (platform: Platform) => Endpoint[];
  /** The warehouse to build in; one of its own unless given. */
  engine?: Pick<TestWarehouse, 'warehouse' | 'dataDir'>;
}

export interface TestPlatform extends TestServer {
  services: Services;
  /** The services as capabilities see them. */
  platform: Platform;
  tenantId: string;
  dataDir: string;
  /** Runs a flow of the application or of a capability to its end, in the test itself. */
  run(flow: string, parameters?: Record<string, unknown>, tenantId?: string): Promise<RunView>;
}

/**
 * One application on a real store, warehouse process and HTTP server, composed as a host does it. Its flows run in the test
 * itself, its consumers when the test starts them; a publication is seen at once.
 */
export async function testPlatform(t: Pick<TestContext, 'after'>, o: TestPlatformOptions): Promise<TestPlatform> {
  const { application, clock, capabilities = [] } = o;
  const { warehouse, dataDir } = o.engine ?? (await testWarehouse(t, { memoryLimit: '2GB' }));
  if (application.warehouseProject === undefined) throw new Error(`${application.id} has no warehouse project`);
  const manifest = loadSemanticModels((await loadProject(application.warehouseProject)).documents);
  const all = [application, ...capabilities];
  let composed: { services: Services; platform: Platform; definitions: FlowDefinition[] } | undefined;
  const server = await testServer(t, {
    clock,
    applications: all,
    messages: all.flatMap(({ messages }) => messages ?? []),
    migrations: [
      ...[filesMigrations, mailMigrations, flowsMigrations, eventsMigrations],
      ...all.flatMap(({ migrations }) => migrations ?? []),
    ],
    endpoints: ({ store, identity }) => {
      const log = silentLogger;
      const files = createFiles({ store, dataDir: join(dataDir, 'files'), log, clock });
      const services: Services = {
        ...{ config: readConfig({}), clock, log, store, identity, warehouse, dataDir, files },
        mail: createMail({ store, files, log, clock, smtpUrl: undefined }),
        events: createEvents({ store, clock, log }),
        metrics: createMetrics({
          ...{ warehouse, clock, log, generationTtlMs: 0 },
          dialect: warehouse.engine === 'clickhouse' ? clickhouse : duckdb,
          manifest: () => manifest,
          ...(application.scopeDimensions && { scopeDimensions: application.scopeDimensions }),
        }),
        flows: createFlows({ store, log, clock }),
        live: createLiveHub({ store, log }),
      };
      const platform: Platform = { ...services, applications: [application] };
      const definitions = [
        ...application.flows(services),
        ...capabilities.flatMap((capability) => capability.flows?.(platform) ?? []),
      ];
      services.flows.register(definitions);
      services.events.declare(application.events?.(services) ?? {});
      for (const capability of capabilities) services.events.declare(capability.events?.(platform) ?? {});
      composed = { services, platform, definitions };
      return [
        ...application.endpoints(services),
        ...capabilities.flatMap((capability) => capability.endpoints(platform)),
        ...(o.endpoints?.(platform) ?? []),
      ];
    },
  });
  if (!composed) throw new Error('the server asked for no endpoints');
  const { services, platform, definitions } = composed;
  t.after(() => services.live.close());
  t.after(() => services.mail.close());
  const ownTenant = server.tenant.tenant.id;
  return {
    ...server,
    ...{ services, platform, dataDir, tenantId: ownTenant },
    run: async (name, parameters = {}, tenantId = ownTenant) => {
      const flow = definitions.find((one) => one.name === name);
      if (!flow) throw new Error(`no flow ${name}`);
      return runFlowHere({ store: server.store, tenantId, flow, parameters, clock });
    },
  };
}
