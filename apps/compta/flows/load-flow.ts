import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Services } from '@griot/application';
import { defineFlow, type FlowDefinition, type TaskDefinition } from '@griot/flows';
import { DomainError, isDomainError } from '@griot/kernel';
import { endMail, tellEnd } from '../commands/tell-end.ts';
import { type Batch, completeLoad } from '../store/periods.ts';
import { type ActContext, type ActParameters, actKey, actParameters } from './act.ts';
import { type Activation, activate } from './activate.ts';
import { CLEAN_TABLES, CleanWriter } from './clean-tables.ts';
import { progressTeller, type Say } from './live-progress.ts';
import { publishFigures } from './publish.ts';
import { batchOf, DECIMALS, readBatch } from './read-batch.ts';
import { keepFiles, settleFiles, swapFiles, verifyFiles } from './settle-files.ts';

const TASKS = [
  ['lecture', 'Lecture des fichiers', 'Reading the files'],
  ['plan_comptable', 'Plan comptable', 'Chart of accounts'],
  ['plan_tiers', 'Plan tiers', 'Third parties'],
  ['code_journal', 'Codes journaux', 'Journals'],
  ['ecritures', 'Écritures', 'Entries'],
  ['sauvegarde', 'Vérification de la sauvegarde', 'The backup is verified'],
  ['publication', 'Publication', 'Publication'],
  ['rangement', 'Rangement des fichiers', 'Files put in place'],
] as const;
type TaskName = (typeof TASKS)[number][0];

/**
 * One act on a period. A load: files read again, three plans side by side, entries, what stays behind verified, published, files
 * put in their place. A restoration and a deletion change only what is shown, and where files lie.
 */
export function loadFlow(services: Services): FlowDefinition {
  const task = (
    name: TaskName,
    dependsOn: TaskName[],
    more: Omit<TaskDefinition<ActParameters>, 'name' | 'label' | 'dependsOn'>,
  ): TaskDefinition<ActParameters> => {
    const [, fr, en] = TASKS.find(([one]) => one === name) ?? ['', name, name];
    return { name, label: { fr, en }, dependsOn, timeoutMs: 600_000, retryable, ...PATIENCE, ...more };
  };
  const table = (name: keyof typeof CLEAN_TABLES) => (ctx: ActContext) => loadTable(services, ctx, name);
  return defineFlow({
    name: 'compta.chargement',
    label: { fr: 'Période comptable', en: 'Accounting period' },
    parameters: actParameters,
    concurrencyKey: actKey,
    tasks: [
      task('lecture', [], { timeoutMs: 1_800_000, run: (ctx) => readToStaging(services, ctx) }),
      task('plan_comptable', ['lecture'], { run: table('plan_comptable') }),
      task('plan_tiers', ['lecture'], { run: table('plan_tiers') }),
      task('code_journal', ['lecture'], { run: table('code_journal') }),
      task('ecritures', ['plan_comptable', 'plan_tiers', 'code_journal'], {
        timeoutMs: 1_800_000,
        run: table('grand_livre'),
      }),
      task('sauvegarde', ['ecritures'], { run: (ctx) => verifyWhatStays(services, ctx) }),
      task('publication', ['sauvegarde'], { timeoutMs: 1_800_000, run: (ctx) => publish(services, ctx) }),
      task('rangement', ['publication'], { run: (ctx) => putInPlace(services, ctx) }),
    ],
  });
}

/** A second try mends what was out of reach for a while: not what files are, nor what the warehouse found in them. */
const PASSING: readonly string[] = ['unavailable', 'timeout', 'internal'];
const retryable = (error: unknown): boolean => !isDomainError(error) || PASSING.includes(error.kind);
/** The warehouse may take some seconds to come back, more on a machine that is busy. */
const PATIENCE = { retries: 5, backoff: { kind: 'exponential', ms: 500, maxMs: 20_000 } } as const;

export async function stagingOf(services: Services, tenantId: string, batchId: string): Promise<string> {
  return join(await services.warehouse.tenant(tenantId).staging(), `compta-${batchId}`);
}

/** Rows are read from the files, unless they are in the warehouse already. */
const readsFiles = ({ act }: ActParameters, batch: Batch): boolean =>
  act === 'load' || (act === 'restore' && batch.purged);

async function readToStaging(services: Services, ctx: ActContext): Promise<unknown> {
  const { batchId, clientId } = ctx.parameters;
  const batch = await batchOf(services, ctx.tenantId, batchId);
  if (!readsFiles(ctx.parameters, batch)) return { entries: 0 };
  const folder = await stagingOf(services, ctx.tenantId, batchId);
  const writer = await CleanWriter.create(folder, { batchId, clientId, decimals: DECIMALS });
  try {
    const say = teller(services, ctx, batch);
    const result = await readBatch(services, ctx, batch, { say, sink: writer });
    // They were good when they were checked: a file that changed since then is not loaded.
    if (result.errors > 0)
      throw new DomainError({ code: 'compta.files_changed', kind: 'conflict', details: { batchId } });
    await writer.plans(result);
    await writer.typed();
    ctx.rows({ in: result.entries, out: result.entries });
    return { entries: result.entries };
  } finally {
    await writer.close();
  }
}

async function loadTable(services: Services, ctx: ActContext, name: keyof typeof CLEAN_TABLES): Promise<unknown> {
  const { batchId } = ctx.parameters;
  const batch = await batchOf(services, ctx.tenantId, batchId);
  if (!readsFiles(ctx.parameters, batch)) return { rows: 0 };
  const folder = await stagingOf(services, ctx.tenantId, batchId);
  const load = (kind: 'parquet' | 'csv') =>
    services.warehouse.tenant(ctx.tenantId).loadSource({
      source: `compta.${name}`,
      ...CLEAN_TABLES[name],
      files: [join(folder, `${name}.${kind}`)],
      loadId: ctx.runId,
      mode: 'upsert',
      // What an attempt with other files of the same batch left does not stay beside these.
      without: { column: 'batch_id', values: [batchId] },
      timeoutMs: 1_200_000,
      signal: ctx.signal,
    });
  const { loadedRows } = await load('parquet').catch((error: unknown) => {
    if (isDomainError(error) && error.code === 'warehouse.format_unsupported') return load('csv');
    throw error;
  });
  ctx.rows({ in: loadedRows, out: loadedRows });
  ctx.log('info', { fr: `${name} : ${loadedRows} lignes`, en: `${name}: ${loadedRows} rows` });
  teller(services, ctx, batch)(100);
  return { rows: loadedRows };
}

/** Before anything changes that people see: the files of the batch that goes, and of one that comes back, can be read. */
async function verifyWhatStays(services: Services, ctx: ActContext): Promise<unknown> {
  const { act, batchId, replaces } = ctx.parameters;
  const batches = [...(replaces === null ? [] : [replaces]), ...(act === 'load' ? [] : [batchId])];
  let files = 0;
  for (const one of batches) files += (await verifyFiles(services, ctx.tenantId, one)).files;
  return { files };
}

async function publish(services: Services, ctx: ActContext): Promise<unknown> {
  const { act, batchId, replaces } = ctx.parameters;
  const batch = await batchOf(services, ctx.tenantId, batchId);
  const loadId = `${ctx.runId}-on`;
  const change: Activation =
    act === 'delete'
      ? { loadId, on: null, off: batchId, offStatus: 'DELETED' }
      : { loadId, on: batchId, off: replaces, offStatus: 'REPLACED' };
  await activate(services, ctx.tenantId, change);
  return { generation: await publishFigures(services, ctx, teller(services, ctx, batch)) };
}

async function putInPlace(services: Services, ctx: ActContext): Promise<unknown> {
  const { tenantId } = ctx;
  const { act, batchId } = ctx.parameters;
  const batch = await batchOf(services, tenantId, batchId);
  const folder = await stagingOf(services, tenantId, batchId);
  if (act === 'load') await settleFiles(services, ctx, batch, folder);
  else if (act === 'restore') await swapFiles(services, ctx, batch);
  else await keepFiles(services, ctx, batch);
  const mail = await endMail(services, tenantId, batch);
  const now = services.clock.now();
  const done = await ctx.commit(async (tx) => {
    await completeLoad(tx, { tenantId, batchId, now, deleted: act === 'delete' });
    await tellEnd(services, tx, { tenantId, batch, runId: ctx.runId, what: ENDS[act], mail });
    return { batchId };
  });
  await rm(folder, { recursive: true, force: true });
  return done;
}

const ENDS = { load: 'loaded', restore: 'restored', delete: 'deleted' } as const;

function teller(services: Services, ctx: ActContext, batch: Batch): Say {
  const place = TASKS.findIndex(([name]) => name === ctx.task);
  const [, fr, en] = TASKS[place] ?? ['', ctx.task, ctx.task];
  return progressTeller(services, ctx, batch, { status: 'PROCESSING', label: { fr, en }, place, of: TASKS.length });
}
