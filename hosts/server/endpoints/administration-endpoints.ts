import { statfs } from 'node:fs/promises';
import type { Services } from '@griot/application';
import { isLiving, type WorkerView } from '@griot/flows';
import { defineEndpoint, type Endpoint } from '@griot/http';
import type { Actor } from '@griot/identity';
import { readErrors } from '../administration/read-errors.ts';
import { readProcesses } from '../administration/read-processes.ts';
import { shownSettings } from '../administration/shown-settings.ts';
import type { Runtime } from '../runtime.ts';
import { administration, errorsAnswer } from './administration-shapes.ts';

const LARGEST_TABLES = 12;
const tags = ['administration'];
const head = { method: 'GET' as const, tags, permission: 'core.administration.read' as const };

/** How the installation is: its processes, what waits, what it takes, what went wrong, how it is set. No secrets, no other organisation's errors. */
export function administrationEndpoints(services: Services, runtime: Runtime, version: string): Endpoint[] {
  const { flows, events, mail, store, config, dataDir } = services;
  return [
    defineEndpoint({
      ...head,
      path: '/api/administration',
      summary: 'Processes, workers, queues, sizes, versions and settings of the installation',
      data: administration,
      handler: async ({ actor }) => {
        const [queue, workers, totals, mails, database, sizes] = await Promise.all([
          flows.queue(),
          flows.workers(),
          events.totals(),
          mail.counts(),
          store.figures(),
          sizesOf(services, actor),
        ]);
        return {
          versions: {
            griot: version,
            node: process.versions.node,
            postgres: database.version,
            warehouse: config.warehouseUrl === undefined ? ('duckdb' as const) : ('clickhouse' as const),
          },
          processes: readProcesses(runtime.pids),
          workers: workers.map(presentWorker),
          queues: {
            flows: queue,
            groups: totals.groups.map(({ group, lag, retrying }) => ({ group, lag, retrying })),
            deadLetters: totals.deadLetters,
            mails: { ...mails, configured: mail.configured },
          },
          sizes: {
            ...sizes,
            store: {
              bytes: database.sizeBytes,
              connections: database.connections,
              maxConnections: database.maxConnections,
              tables: database.tables.slice(0, LARGEST_TABLES),
            },
            disk: await diskOf(dataDir),
          },
          settings: shownSettings(config),
        };
      },
    }),
    defineEndpoint({
      ...head,
      path: '/api/administration/errors',
      summary: 'The newest errors of the logs, of this organisation and of none',
      data: errorsAnswer,
      handler: async ({ actor }) => ({ items: await readErrors(dataDir, actor.tenantId, 50) }),
    }),
  ];
}

function presentWorker({ beatAgeMs, stoppedAt, ...worker }: WorkerView) {
  const living = isLiving({ beatAgeMs, stoppedAt });
  const state: 'living' | 'silent' | 'stopped' = stoppedAt !== null ? 'stopped' : living ? 'living' : 'silent';
  return { ...worker, state };
}

async function sizesOf({ warehouse, files }: Services, actor: Actor) {
  const tenant = warehouse.tenant(actor.tenantId);
  const [{ bytes }, current, usage] = await Promise.all([tenant.size(), tenant.current(), files.usage(actor.tenantId)]);
  return {
    warehouse: { bytes, generation: current?.id ?? null, publishedAt: current?.publishedAt ?? null },
    files: { bytes: usage.bytes, files: usage.files, quotaBytes: usage.quotaBytes },
  };
}

async function diskOf(folder: string): Promise<{ bytes: number; freeBytes: number }> {
  const { blocks, bavail, bsize } = await statfs(folder);
  return { bytes: blocks * bsize, freeBytes: bavail * bsize };
}
