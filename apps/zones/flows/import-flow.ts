import { createReadStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Services } from '@griot/application';
import { defineFlow, type FlowDefinition, type TaskContext } from '@griot/flows';
import { DomainError, dayInZone, isDomainError } from '@griot/kernel';
import { cleanCsvLine } from '@griot/warehouse';
import { z } from 'zod';
import { type ImportResult, importFiles } from '../import/import-files.ts';
import type { TableResult } from '../import/read-table.ts';
import { sourceTables, warehouseColumns } from '../import/tables.ts';
import { type ImportedTable, markLoaded, newestContent, receiveImport, recordReading } from '../store/imports.ts';
import { existingRows, keepIds } from './existing-rows.ts';
import { fileInDrive, filesOfFolder } from './source-files.ts';
import { tenantOf } from './tenant-day.ts';

const TABLES = ['zones', 'lots', 'entreprises', 'factures', 'paiements', 'attributions'] as const;

export const importParameters = z.object({
  /** The import's number, when it was received through the API; else the run's. */
  importId: z.uuid().optional().meta({ hidden: true }),
  /** Folder below the data folder (the demonstration's sources or the tenant's inbox). */
  folder: z
    .string()
    .max(300)
    .optional()
    .meta({
      label: { fr: 'Dossier', en: 'Folder' },
      help: { fr: 'Sous le dossier des données.', en: 'Below the data folder.' },
    }),
  /** Files of the tenant's drive. */
  files: z
    .array(
      z.object({
        path: z.string().max(1100),
        name: z.string().max(255),
        table: z.enum(TABLES).optional(),
        /** Column of the table to title of the file, as somebody said it. */
        columns: z.record(z.string().max(100), z.string().max(300)).optional(),
      }),
    )
    .max(50)
    .default([])
    .meta({ label: { fr: 'Fichiers de l’espace', en: 'Files of the drive' } }),
  mode: z
    .enum(['replace', 'upsert'])
    .default('upsert')
    .meta({
      label: { fr: 'Mode', en: 'Mode' },
      options: {
        replace: { fr: 'Remplacer les données', en: 'Replace the data' },
        upsert: { fr: 'Ajouter et mettre à jour', en: 'Add and update' },
      },
    }),
});
type ImportParameters = z.output<typeof importParameters>;

interface Reading {
  importId: string;
  state: 'read' | 'repeated' | 'refused';
  mode: 'replace' | 'upsert';
  tables: Pick<TableResult, 'table' | 'cleanFile' | 'idsFile' | 'accepted'>[];
}

/** Source files in: read and checked, good rows loaded, then the pipeline. */
export function importFlow(services: Services): FlowDefinition {
  return defineFlow({
    name: 'zones.import',
    label: { fr: 'Import des fichiers sources', en: 'Import of source files' },
    description: {
      fr: 'Lit les fichiers, met de côté les lignes fautives, charge les bonnes, puis lance le calcul.',
      en: 'Reads the files, sets bad rows aside, loads the good ones, then starts the pipeline.',
    },
    parameters: importParameters,
    concurrencyKey: (parameters) => parameters.importId ?? parameters.folder ?? 'files',
    whenBusy: 'queue',
    tasks: [
      {
        name: 'lecture',
        label: { fr: 'Lecture et contrôle', en: 'Reading and checks' },
        timeoutMs: 3_600_000,
        // A closed folder or no file at all stays so.
        retryable: (error) => !isDomainError(error) || !error.code.startsWith('zones.'),
        run: (ctx) => readFiles(services, ctx),
      },
      {
        name: 'chargement',
        label: { fr: 'Chargement dans l’entrepôt', en: 'Load into the warehouse' },
        dependsOn: ['lecture'],
        timeoutMs: 1_800_000,
        run: (ctx) => loadTables(services, ctx),
      },
      {
        name: 'calcul',
        label: { fr: 'Lancement du calcul', en: 'Start of the pipeline' },
        dependsOn: ['chargement'],
        run: async (ctx) => {
          const { state, importId } = ctx.outputs.lecture as Reading;
          const staging = await services.warehouse.tenant(ctx.tenantId).staging();
          // Kept until here: a load that is tried again reads them again.
          await rm(join(staging, importId), { recursive: true, force: true });
          if (state !== 'read') return { started: false };
          const by = { kind: 'flow' as const, id: ctx.runId };
          const key = { idempotencyKey: ctx.idempotencyKey };
          const { runId } = await services.flows.trigger(ctx.tenantId, 'zones.pipeline', {}, by, key);
          ctx.log('info', { fr: 'Calcul lancé', en: 'Pipeline started' }, { runId });
          return { started: true, runId };
        },
      },
    ],
  });
}

async function readFiles(services: Services, ctx: TaskContext<ImportParameters>): Promise<unknown> {
  const { tenantId, parameters } = ctx;
  const importId = parameters.importId ?? ctx.runId;
  const files = [
    ...(parameters.folder === undefined ? [] : await filesOfFolder(services.dataDir, tenantId, parameters.folder)),
    ...parameters.files.map((file) => fileInDrive(services.files, tenantId, file)),
  ];
  if (files.length === 0) throw new DomainError({ code: 'zones.no_files', kind: 'invalid' });
  const now = services.clock.now();
  await services.store.withTenant(tenantId, (tx) =>
    receiveImport(tx, { tenantId, id: importId, mode: parameters.mode, createdBy: null, now }),
  );
  const warehouse = services.warehouse.tenant(tenantId);
  const { timeZone } = await tenantOf(services, tenantId);
  let total = 0;
  const done = new Map<string, number>();
  const result = await importFiles({
    files,
    mode: parameters.mode,
    outputDir: join(await warehouse.staging(), importId),
    today: dayInZone(now, timeZone),
    existing: existingRows(warehouse),
    signal: ctx.signal,
    onProgress: (table, read) => {
      total += read - (done.get(table) ?? 0);
      done.set(table, read);
      ctx.rows({ in: total });
      ctx.progress(Math.min(95, (done.size / sourceTables.length) * 95), {
        fr: `${table} : ${read} lignes lues`,
        en: `${table}: ${read} lines read`,
      });
    },
  });
  for (const { file, code, severity, count } of result.counts) {
    ctx.log(severity === 'error' ? 'warn' : 'info', {
      fr: `${file} : ${count} × ${code}`,
      en: `${file}: ${count} × ${code}`,
    });
  }
  const tables = await keepRejects(services, ctx, importId, result);
  const accepted = result.tables.reduce((sum, table) => sum + table.accepted, 0);
  ctx.rows({ in: result.tables.reduce((sum, table) => sum + table.read, 0), out: accepted });

  return ctx.commit(async (tx): Promise<Reading> => {
    const repeated = (await newestContent(tx, tenantId)) === result.contentHash;
    const state = accepted === 0 ? 'refused' : repeated ? 'repeated' : 'read';
    const { files: described, findings, counts, contentHash } = result;
    await recordReading(tx, {
      ...{ tenantId, id: importId, runId: ctx.runId, state, contentHash },
      ...{ files: described, tables, findings, counts, now: services.clock.now() },
    });
    return {
      importId,
      state,
      mode: parameters.mode,
      tables: result.tables.map(({ table, cleanFile, idsFile, accepted: rows }) => ({
        ...{ table, cleanFile, idsFile, accepted: rows },
      })),
    };
  });
}

/** Rows set aside go to the tenant's drive, so that people can fetch and mend them. */
async function keepRejects(
  services: Services,
  ctx: TaskContext<ImportParameters>,
  importId: string,
  result: ImportResult,
): Promise<ImportedTable[]> {
  const kept: ImportedTable[] = [];
  for (const { table, read, accepted, setAside, rejectsFile } of result.tables) {
    let rejects: string | null = null;
    if (rejectsFile !== null) {
      rejects = `zones/imports/${importId}/rejets-${table}.csv`;
      await services.files.put(ctx.tenantId, rejects, createReadStream(rejectsFile), { maxBytes: 4 * 1024 ** 3 });
    }
    kept.push({ table, read, accepted, setAside, rejects });
  }
  return kept;
}

async function loadTables(services: Services, ctx: TaskContext<ImportParameters>): Promise<unknown> {
  const reading = ctx.outputs.lecture as Reading;
  const warehouse = services.warehouse.tenant(ctx.tenantId);
  const folder = join(await warehouse.staging(), reading.importId);
  if (reading.state !== 'read') {
    ctx.log(
      'info',
      reading.state === 'repeated'
        ? {
            fr: 'Contenu identique au dernier import : rien à charger',
            en: 'Same content as the last import: nothing to load',
          }
        : { fr: 'Aucune ligne à charger', en: 'No row to load' },
    );
    return { loaded: [] };
  }
  const loaded: { table: string; rows: number; unchanged: boolean }[] = [];
  let rowsIn = 0;
  for (const [index, { table, cleanFile, idsFile, accepted }] of reading.tables.entries()) {
    if (accepted === 0) continue;
    const definition = sourceTables.find((one) => one.name === table);
    if (!definition) continue;
    ctx.progress((index / reading.tables.length) * 100, { fr: `chargement : ${table}`, en: `loading: ${table}` });
    const result = await warehouse.loadSource({
      source: `zones.${table}`,
      columns: warehouseColumns(definition),
      files: [cleanFile],
      loadId: reading.importId,
      mode: reading.mode,
      key: [definition.columns[0]?.name ?? ''],
      timeoutMs: 1_200_000,
      signal: ctx.signal,
    });
    await keepIds(warehouse, table, idsFile, reading.mode);
    rowsIn += accepted;
    ctx.rows({ in: rowsIn, out: rowsIn });
    const there = {
      fr: `${table} : ${result.rows} lignes dans l’entrepôt`,
      en: `${table}: ${result.rows} rows in the warehouse`,
    };
    ctx.log('info', there, { unchanged: result.unchanged });
    loaded.push({ table, rows: result.rows, unchanged: result.unchanged });
  }
  await loadMissingAsEmpty(services, ctx, folder);
  return ctx.commit(async (tx) => {
    await markLoaded(tx, { tenantId: ctx.tenantId, id: reading.importId, now: services.clock.now() });
    return { loaded };
  });
}

/** An agency without, say, leases gets figures all the same: tables never loaded are there, empty. */
async function loadMissingAsEmpty(
  services: Services,
  ctx: TaskContext<ImportParameters>,
  folder: string,
): Promise<void> {
  const warehouse = services.warehouse.tenant(ctx.tenantId);
  const present = new Set((await warehouse.sources()).map((source) => source.name));
  for (const table of sourceTables) {
    if (present.has(`zones.${table.name}`)) continue;
    const columns = warehouseColumns(table);
    const file = join(folder, `vide-${table.name}.csv`);
    await writeFile(file, cleanCsvLine(columns.map((column) => column.name)).replaceAll('"', ''));
    await warehouse.loadSource({
      source: `zones.${table.name}`,
      columns,
      files: [file],
      loadId: 'empty',
      mode: 'replace',
    });
    ctx.log('info', {
      fr: `${table.name} : pas encore de fichier, table vide`,
      en: `${table.name}: no file yet, an empty table`,
    });
  }
}
