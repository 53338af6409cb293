import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Services } from '@griot/application';
import { defineFlow, type FlowDefinition, type TaskContext, type TaskDefinition } from '@griot/flows';
import { DomainError, isDomainError } from '@griot/kernel';
import { z } from 'zod';
import { type Batch, completeLoad, failLoad } from '../store/periods.ts';
import { type Activation, activate } from './activate.ts';
import { CLEAN_TABLES, CleanWriter } from './clean-tables.ts';
import { batchOf, DECIMALS, readBatch } from './read-batch.ts';
import { settleFiles, swapFiles } from './settle-files.ts';

export const PROJECT_DIR = join(import.meta.dirname, '../warehouse');

const parameters = z.object({
  batchId: z.uuid(),
  clientId: z.uuid(),
  period: z.string(),
  /** The batch whose place this one takes. */
  replaces: z.uuid().nullable().default(null),
  /** Its rows are in the warehouse already: only what is shown changes. */
  restore: z.boolean().default(false),
});
type Parameters = z.output<typeof parameters>;
type Context = TaskContext<Parameters>;

const BUSY_WAIT_MS = 500;

/** A checked batch into the warehouse: read again, three plans side by side, entries, published, files put in their place. */
export function loadFlow(services: Services): FlowDefinition {
  const plan = (
    name: 'plan_comptable' | 'plan_tiers' | 'code_journal',
    fr: string,
    en: string,
  ): TaskDefinition<Parameters> => ({
    name,
    label: { fr, en },
    dependsOn: ['lecture'],
    timeoutMs: 600_000,
    run: (ctx) => loadTable(services, ctx, name),
  });
  return defineFlow({
    name: 'compta.chargement',
    label: { fr: 'Chargement d’une période comptable', en: 'Load of an accounting period' },
    parameters,
    concurrencyKey: ({ clientId, period }) => `${clientId} ${period}`,
    tasks: [
      {
        name: 'lecture',
        label: { fr: 'Lecture des fichiers', en: 'Reading the files' },
        timeoutMs: 1_800_000,
        retryable: (error) => !isDomainError(error) || !error.code.startsWith('compta.'),
        run: (ctx) => readToStaging(services, ctx),
      },
      plan('plan_comptable', 'Plan comptable', 'Chart of accounts'),
      plan('plan_tiers', 'Plan tiers', 'Third parties'),
      plan('code_journal', 'Codes journaux', 'Journals'),
      {
        name: 'ecritures',
        label: { fr: 'Écritures', en: 'Entries' },
        dependsOn: ['plan_comptable', 'plan_tiers', 'code_journal'],
        timeoutMs: 1_800_000,
        run: (ctx) => loadTable(services, ctx, 'grand_livre'),
      },
      {
        name: 'publication',
        label: { fr: 'Publication', en: 'Publication' },
        dependsOn: ['ecritures'],
        timeoutMs: 1_800_000,
        run: (ctx) => publish(services, ctx),
      },
      {
        name: 'rangement',
        label: { fr: 'Rangement des fichiers', en: 'Files put in place' },
        dependsOn: ['publication'],
        retries: 3,
        run: (ctx) => putInPlace(services, ctx),
      },
    ],
  });
}

/** A load that failed or was cancelled leaves what was there. */
export function failureFlow(services: Services): FlowDefinition {
  return defineFlow({
    name: 'compta.retour',
    label: { fr: 'Retour après un chargement échoué', en: 'Return after a failed load' },
    parameters: parameters.extend({ reason: z.string().max(500).default('') }),
    concurrencyKey: ({ clientId, period }) => `${clientId} ${period}`,
    whenBusy: 'queue',
    after: [
      {
        flow: 'compta.chargement',
        states: ['failed', 'cancelled'],
        parameters: (before) => ({ ...before.parameters, reason: before.state }),
      },
    ],
    tasks: [
      {
        name: 'retour',
        label: { fr: 'Remise en l’état', en: 'Back to what was there' },
        timeoutMs: 600_000,
        run: async (ctx) => {
          const { batchId, replaces, reason } = ctx.parameters;
          const batch = await batchOf(services, ctx.tenantId, batchId);
          if (batch.status !== 'PROCESSING') return { changed: false };
          await activate(services, ctx.tenantId, {
            loadId: ctx.idempotencyKey,
            on: replaces,
            off: batchId,
            offStatus: 'FAILED',
          });
          await build(services, ctx);
          return ctx.commit(async (tx) => ({
            changed: await failLoad(tx, { tenantId: ctx.tenantId, batchId, replaces, error: reason }),
          }));
        },
      },
    ],
  });
}

async function folderOf(services: Services, { tenantId, parameters: { batchId } }: Context): Promise<string> {
  return join(await services.warehouse.tenant(tenantId).staging(), `compta-${batchId}`);
}

async function readToStaging(services: Services, ctx: Context): Promise<unknown> {
  const { batchId, clientId, restore } = ctx.parameters;
  if (restore) return { entries: 0 };
  const batch = await batchOf(services, ctx.tenantId, batchId);
  const writer = await CleanWriter.create(await folderOf(services, ctx), { batchId, clientId, decimals: DECIMALS });
  try {
    const result = await readBatch(services, ctx, batch, (entries) => writer.entries(entries));
    // They were good when they were checked: a file that changed since then is not loaded.
    if (result.errors > 0)
      throw new DomainError({ code: 'compta.files_changed', kind: 'conflict', details: { batchId } });
    await writer.plans(result);
    ctx.rows({ in: result.entries, out: result.entries });
    return { entries: result.entries };
  } finally {
    await writer.close();
  }
}

async function loadTable(services: Services, ctx: Context, name: keyof typeof CLEAN_TABLES): Promise<unknown> {
  const { batchId, restore } = ctx.parameters;
  if (restore) return { rows: 0 };
  const { columns, key } = CLEAN_TABLES[name];
  const { loadedRows } = await services.warehouse.tenant(ctx.tenantId).loadSource({
    source: `compta.${name}`,
    columns,
    key,
    files: [join(await folderOf(services, ctx), `${name}.csv`)],
    // The rows of a batch are the same whenever they are loaded.
    loadId: batchId,
    mode: 'upsert',
    timeoutMs: 1_200_000,
    signal: ctx.signal,
  });
  ctx.rows({ in: loadedRows, out: loadedRows });
  ctx.log('info', `${name} : ${loadedRows} lignes`);
  return { rows: loadedRows };
}

async function publish(services: Services, ctx: Context): Promise<unknown> {
  const { batchId, replaces } = ctx.parameters;
  const activation: Activation = { loadId: `${ctx.runId}-on`, on: batchId, off: replaces, offStatus: 'REPLACED' };
  await activate(services, ctx.tenantId, activation);
  return { generation: await build(services, ctx) };
}

/** One build of a tenant at a time: others wait for it. */
async function build(services: Services, ctx: TaskContext<Parameters>): Promise<number> {
  const warehouse = services.warehouse.tenant(ctx.tenantId);
  for (;;) {
    try {
      const result = await warehouse.build({
        projectDir: PROJECT_DIR,
        key: `${ctx.runId}-${ctx.task}`,
        signal: ctx.signal,
        onEvent: (event) => {
          if (event.type !== 'node_finished') return;
          ctx.progress((event.done / Math.max(1, event.total)) * 100, event.name);
        },
      });
      if (result.generation === null) {
        throw new DomainError({ code: 'warehouse.build_failed', kind: 'conflict', details: { result } });
      }
      services.metrics.published(ctx.tenantId);
      await services.live.publish(ctx.tenantId, 'warehouse.published', { application: 'compta' });
      return Number(
        typeof result.generation === 'object' ? (result.generation as { id: number }).id : result.generation,
      );
    } catch (error) {
      if (!isDomainError(error) || error.code !== 'warehouse.build_in_progress') throw error;
      ctx.progress(0, 'attend la publication d’un autre dossier');
      await wait(BUSY_WAIT_MS, undefined, { signal: ctx.signal });
    }
  }
}

async function putInPlace(services: Services, ctx: Context): Promise<unknown> {
  const { tenantId } = ctx;
  const batch: Batch = await batchOf(services, tenantId, ctx.parameters.batchId);
  const folder = await folderOf(services, ctx);
  if (ctx.parameters.restore) await swapFiles(services, ctx, batch);
  else await settleFiles(services, ctx, batch, folder);
  const done = await ctx.commit(async (tx) => {
    await completeLoad(tx, tenantId, batch.batchId, services.clock.now());
    return { batchId: batch.batchId };
  });
  await rm(folder, { recursive: true, force: true });
  return done;
}
