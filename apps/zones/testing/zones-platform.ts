import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Services } from '@griot/application';
import { createEvents, eventsMigrations } from '@griot/events';
import { createFiles, filesMigrations } from '@griot/files';
import { createFlows, type FlowDefinition, flowsMigrations, type RunView } from '@griot/flows';
import { runFlowHere } from '@griot/flows/testing';
import { createLiveHub } from '@griot/http';
import { type TestServer, testServer } from '@griot/http/testing';
import { type Clock, type Day, manualClock, readConfig, silentLogger } from '@griot/kernel';
import { createMail } from '@griot/mail';
import { clickhouse, createMetrics, duckdb, loadSemanticModels } from '@griot/metrics';
import { loadProject } from '@griot/warehouse';
import { type TestWarehouse, testWarehouse } from '@griot/warehouse/testing';
import zones from '../app.ts';
import { generateSources } from '../demo/generate-sources.ts';
import { DEMO_FOLDER } from '../demo/load-demonstration.ts';
import { PROJECT_DIR } from '../flows/pipeline-flow.ts';

export interface ZonesPlatform extends TestServer {
  services: Services;
  tenantId: string;
  /** Folder of the source files that `demonstrate` wrote. */
  sources: string;
  run(
    flow: 'zones.import' | 'zones.pipeline',
    parameters?: Record<string, unknown>,
    tenantId?: string,
  ): Promise<RunView>;
  /** Writes source files, imports them and builds, as of `asOf`. */
  demonstrate(o: { seed: number; scale: number; asOf: Day; tenantId?: string }): Promise<void>;
  /** `data` of a good answer; fails on any other. */
  get<T>(url: string): Promise<T>;
}

/** The Zones application on a real store, warehouse process and HTTP server, its flows run in the test itself. */
export async function zonesPlatform(
  t: Pick<TestContext, 'after'>,
  clock: Clock = manualClock('2026-11-21T10:00:00Z'),
  engine?: Pick<TestWarehouse, 'warehouse' | 'dataDir'>,
): Promise<ZonesPlatform> {
  const { warehouse, dataDir } = engine ?? (await testWarehouse(t, { memoryLimit: '2GB' }));
  const project = await loadProject(PROJECT_DIR);
  const manifest = loadSemanticModels(project.documents);
  const dialect = warehouse.engine === 'clickhouse' ? clickhouse : duckdb;
  let composed: { services: Services; definitions: FlowDefinition[] } | undefined;
  const server = await testServer(t, {
    clock,
    applications: [zones],
    messages: zones.messages ? [zones.messages] : [],
    migrations: [filesMigrations, flowsMigrations, eventsMigrations, ...(zones.migrations ? [zones.migrations] : [])],
    endpoints: ({ store, identity }) => {
      const log = silentLogger;
      const files = createFiles({ store, dataDir: join(dataDir, 'files'), log, clock });
      const services: Services = {
        ...{ config: readConfig({}), clock, log, store, identity, warehouse, dataDir },
        files,
        mail: createMail({ store, files, log, clock, smtpUrl: undefined }),
        events: createEvents({ store, clock, log }),
        metrics: createMetrics({ warehouse, dialect, manifest: () => manifest, clock, log, generationTtlMs: 0 }),
        flows: createFlows({ store, log, clock }),
        live: createLiveHub({ store, log }),
      };
      const definitions = zones.flows(services);
      services.flows.register(definitions);
      composed = { services, definitions };
      return zones.endpoints(services);
    },
  });
  if (!composed) throw new Error('the server asked for no endpoints');
  const { services, definitions } = composed;
  t.after(() => services.live.close());
  const tenantId = server.tenant.tenant.id;
  const sources = join(dataDir, DEMO_FOLDER);

  const run: ZonesPlatform['run'] = async (name, parameters = {}, tenant = tenantId) => {
    const flow = definitions.find((one) => one.name === name);
    if (!flow) throw new Error(`no flow ${name}`);
    const done = await runFlowHere({ store: server.store, tenantId: tenant, flow, parameters, clock });
    if (done.state !== 'succeeded') throw new Error(`${name} ${done.state}: ${JSON.stringify(done.failure)}`);
    return done;
  };
  return {
    ...server,
    services,
    tenantId,
    sources,
    run,
    demonstrate: async ({ seed, scale, asOf, tenantId: tenant = tenantId }) => {
      if (!existsSync(sources)) await generateSources({ folder: sources, seed, scale, today: asOf });
      const done = await run('zones.import', { folder: DEMO_FOLDER, mode: 'replace' }, tenant);
      // The build that the import asks for is as of the day it runs; tests choose theirs, and build once.
      const asked = done.taskList.at(-1)?.output as { runId?: string } | null;
      if (asked?.runId) await services.flows.cancel(tenant, asked.runId, { kind: 'cli' });
      await run('zones.pipeline', { asOf }, tenant);
      // Readers would go on with the generation of before until the new one has their answers.
      await services.metrics.published(tenant, { atOnce: true });
    },
    get: async <T>(url: string): Promise<T> => {
      const answer = await server.inject<T>({ method: 'GET', url });
      if (answer.status !== 200) throw new Error(`${url}: ${answer.status} ${answer.text.slice(0, 800)}`);
      return answer.json.data;
    },
  };
}
