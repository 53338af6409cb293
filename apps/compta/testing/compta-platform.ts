import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Capability, Platform, Services } from '@griot/application';
import { createEvents, eventsMigrations } from '@griot/events';
import { createFiles, filesMigrations } from '@griot/files';
import { createFlows, type FlowDefinition, flowsMigrations, type RunView } from '@griot/flows';
import { runFlowHere } from '@griot/flows/testing';
import { createLiveHub } from '@griot/http';
import { type TestServer, testServer } from '@griot/http/testing';
import type { SignedIn } from '@griot/identity';
import { manualClock, readConfig, silentLogger } from '@griot/kernel';
import { createMail, mailMigrations } from '@griot/mail';
import { createMetrics, loadSemanticModels } from '@griot/metrics';
import { loadProject } from '@griot/warehouse';
import { testWarehouse } from '@griot/warehouse/testing';
import compta from '../app.ts';
import type { ExportFile } from '../demo/exports/export-types.ts';
import { exportBytes } from '../demo/exports/write-export.ts';
import type { Act } from '../flows/act.ts';
import { PROJECT_DIR } from '../flows/publish.ts';

export interface Uploaded {
  batchId: string;
  periodStart: string | null;
  periodEnd: string | null;
  status: string;
  findings: { code: string; file: string; line: number | null; column: string | null; reason: string }[];
}

export interface ComptaPlatform extends TestServer {
  services: Services;
  /** The services as capabilities see them. */
  platform: Platform;
  tenantId: string;
  run(flow: string, parameters: Record<string, unknown>): Promise<RunView>;
  newClient(name: string): Promise<string>;
  /** Sends files as a form, and does the check that a worker would do meanwhile. */
  upload(
    clientId: string,
    files: readonly ExportFile[],
    as?: SignedIn,
  ): Promise<{ status: number; data: Uploaded; code?: string }>;
  /** Starts the load of a batch and does it. Answers the status of the request. */
  load(
    batchId: string,
    o?: { confirm?: boolean; act?: Act },
  ): Promise<{ status: number; code: string | undefined; run: RunView | null }>;
}

/** Compta on a real store, warehouse process and HTTP server, its flows run in the test itself. */
export async function comptaPlatform(
  t: Pick<TestContext, 'after'>,
  capabilities: readonly Capability[] = [],
): Promise<ComptaPlatform> {
  const clock = manualClock('2026-02-03T10:00:00Z');
  const { warehouse, dataDir } = await testWarehouse(t, { memoryLimit: '2GB' });
  const project = await loadProject(PROJECT_DIR);
  const manifest = loadSemanticModels(project.documents);
  let composed: { services: Services; platform: Platform; definitions: FlowDefinition[] } | undefined;
  const server = await testServer(t, {
    clock,
    applications: [compta, ...capabilities],
    messages: [compta, ...capabilities].flatMap(({ messages }) => messages ?? []),
    migrations: [
      ...[filesMigrations, mailMigrations, flowsMigrations, eventsMigrations],
      ...[compta, ...capabilities].flatMap(({ migrations }) => migrations ?? []),
    ],
    endpoints: ({ store, identity }) => {
      const log = silentLogger;
      const files = createFiles({ store, dataDir: join(dataDir, 'files'), log, clock });
      const scopes = compta.scopeDimensions ? { scopeDimensions: compta.scopeDimensions } : {};
      const services: Services = {
        ...{ config: readConfig({}), clock, log, store, identity, warehouse, dataDir, files },
        mail: createMail({ store, files, log, clock, smtpUrl: undefined }),
        events: createEvents({ store, clock, log }),
        metrics: createMetrics({ warehouse, manifest: () => manifest, clock, log, generationTtlMs: 0, ...scopes }),
        flows: createFlows({ store, log, clock }),
        live: createLiveHub({ store, log }),
      };
      const platform: Platform = { ...services, applications: [compta] };
      const definitions = [
        ...compta.flows(services),
        ...capabilities.flatMap((capability) => capability.flows?.(platform) ?? []),
      ];
      services.flows.register(definitions);
      composed = { services, platform, definitions };
      return [...compta.endpoints(services), ...capabilities.flatMap((capability) => capability.endpoints(platform))];
    },
  });
  if (!composed) throw new Error('the server asked for no endpoints');
  const { services, platform, definitions } = composed;
  t.after(() => services.live.close());
  const tenantId = server.tenant.tenant.id;

  const run: ComptaPlatform['run'] = async (name, parameters) => {
    const flow = definitions.find((one) => one.name === name);
    if (!flow) throw new Error(`no flow ${name}`);
    return runFlowHere({ store: server.store, tenantId, flow, parameters, clock });
  };
  /** Runs that the server triggered are joined by their concurrency key. */
  const waiting = async (flow: string): Promise<Record<string, unknown> | null> => {
    const { items } = await services.flows.runs(tenantId, { flow });
    const open = items.find(({ finishedAt }) => finishedAt === null);
    return open ? ((await services.flows.run(tenantId, open.id)).parameters as Record<string, unknown>) : null;
  };

  return {
    ...server,
    services,
    platform,
    tenantId,
    run,
    newClient: async (name) => {
      const answer = await server.inject<{ id: string }>({
        method: 'POST',
        url: '/api/compta/clients',
        payload: { name },
      });
      if (answer.status !== 201) throw new Error(answer.text);
      return answer.json.data.id;
    },
    upload: async (clientId, files, as) => {
      const form = new FormData();
      form.append('clientId', clientId);
      for (const file of files) form.append(file.type, new Blob([await exportBytes(file)]), file.name);
      const request = new Request('http://test/', { method: 'POST', body: form });
      const payload = Buffer.from(await request.arrayBuffer());
      const headers = { 'content-type': request.headers.get('content-type') ?? '' };
      const sent = server.inject<Uploaded>({
        method: 'POST',
        url: '/api/files/comptable/upload',
        payload,
        headers,
        ...(as && { as }),
      });
      let done = false;
      void sent.finally(() => {
        done = true;
      });
      while (!done) {
        const parameters = await waiting('compta.controle');
        if (parameters) await run('compta.controle', parameters);
        else await wait(20);
      }
      const { status, json } = await sent;
      return { status, data: json.data, code: json.details?.code };
    },
    load: async (batchId, o = {}) => {
      const url = `/api/files/comptable/${o.act && o.act !== 'load' ? o.act : 'trigger-etl'}`;
      const { status, json } = await server.inject({
        method: 'POST',
        url,
        payload: { batchId, confirm: o.confirm ?? false },
      });
      const parameters = status === 202 ? await waiting('compta.chargement') : null;
      return { status, code: json.details?.code, run: parameters ? await run('compta.chargement', parameters) : null };
    },
  };
}
