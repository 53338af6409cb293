import type { FileImport, Services } from '@griot/application';
import { DomainError } from '@griot/kernel';
import { startImport } from '../commands/start-import.ts';
import { fileInDrive } from '../flows/source-files.ts';
import { isFault } from '../import/fault.ts';
import { lookAtFile } from '../import/look-at-file.ts';
import { sourceTables, type TableName } from '../import/tables.ts';
import { keepColumnMap, readColumnMap } from '../store/column-maps.ts';
import { listFindings, readImport } from '../store/imports.ts';

const LABELS: Record<TableName, { fr: string; en: string }> = {
  zones: { fr: 'Zones', en: 'Zones' },
  lots: { fr: 'Lots', en: 'Plots' },
  entreprises: { fr: 'Entreprises', en: 'Companies' },
  factures: { fr: 'Factures', en: 'Invoices' },
  paiements: { fr: 'Paiements', en: 'Payments' },
  attributions: { fr: 'Attributions', en: 'Leases' },
};
const FINDINGS = 200;
const isTable = (name: string): name is TableName => sourceTables.some((table) => table.name === name);

/** The six sources of Zones as the drive offers them: what a file is, which title is which column, and the import itself. */
export const zonesImport: FileImport = {
  id: 'sources',
  label: { fr: 'Sources des zones industrielles', en: 'Sources of the industrial zones' },
  permission: 'zones.imports.run',
  tables: sourceTables.map(({ name, columns }) => ({
    name,
    label: LABELS[name],
    columns: columns.map((column) => ({ name: column.name, required: column.required })),
  })),

  async inspect(services, actor, file, as) {
    const seen = await lookAtFile(
      fileInDrive(services.files, actor.tenantId, file),
      as !== undefined && isTable(as) ? as : undefined,
    );
    if (isFault(seen)) return { refused: seen.reason, remedy: seen.remedy ?? '' };
    const known = await services.store.withTenant(actor.tenantId, (tx) => readColumnMap(tx, seen.titles), {
      readOnly: true,
    });
    const remembered = known !== null && (as === undefined || as === known.table);
    const { kind, encoding, titles, sample } = seen;
    return {
      ...{ kind, encoding, titles, sample, remembered },
      table: remembered ? known.table : seen.table,
      columns: remembered ? known.columns : seen.columns,
    };
  },

  async start(services, actor, { file, table, titles, columns, mode, ip }) {
    const definition = sourceTables.find(({ name }) => name === table);
    if (!definition) throw new DomainError({ code: 'zones.table_unknown', kind: 'invalid', details: { table } });
    const missing = definition.columns
      .filter(({ name, required }) => required && !columns[name])
      .map(({ name }) => name);
    if (missing.length > 0) {
      const details = { table, columns: missing.join(', ') };
      throw new DomainError({ code: 'zones.columns_missing', kind: 'invalid', details });
    }
    const stranger = Object.entries(columns).find(
      ([name, title]) => !definition.columns.some((column) => column.name === name) || !titles.includes(title),
    );
    if (stranger)
      throw new DomainError({ code: 'zones.column_unknown', kind: 'invalid', details: { column: stranger[0] } });
    return services.store.withTenant(actor.tenantId, async (tx) => {
      const map = { table: definition.name, columns };
      await keepColumnMap(tx, { tenantId: actor.tenantId, titles, map, by: actor.name, now: services.clock.now() });
      const files = [{ ...file, table: definition.name, columns }];
      return startImport(services, tx, { actor, files, mode, ip });
    });
  },

  async progress(services, actor, importId) {
    const { tenantId } = actor;
    const { store, flows } = services;
    const [found, findings] = await store.withTenant(
      tenantId,
      async (tx) => [
        await readImport(tx, tenantId, importId),
        await listFindings(tx, { tenantId, importId, after: -1, limit: FINDINGS }),
      ],
      { readOnly: true },
    );
    if (!found) throw new DomainError({ code: 'zones.import_unknown', kind: 'not_found', details: { id: importId } });
    const run = await runOf(flows, tenantId, importId, found.runId);
    const task = run?.taskList.find(({ state }) => state === 'running');
    const attempt = task?.attempts.at(-1);
    const ended = found.finishedAt !== null || run?.state === 'failed' || run?.state === 'cancelled';
    return {
      state: ended ? (found.finishedAt === null ? 'failed' : found.state) : 'running',
      percent: run?.progress ?? null,
      doing: [task?.label[actor.locale], attempt?.progressText?.[actor.locale]].filter(Boolean).join(' : '),
      ...{ rowsRead: found.rowsRead, rowsAccepted: found.rowsAccepted, rowsSetAside: found.rowsSetAside },
      findings: findings.map(({ severity, file, sheet, line, column_name: column, value, reason, remedy }) => ({
        ...{ severity, file, sheet, line, column, value, reason, remedy },
      })),
      rejects: found.tables
        .filter(({ rejects }) => rejects !== null)
        .map(({ table }) => ({ table, url: `/api/zones/imports/${importId}/rejects/${table}` })),
      runId: run?.id ?? null,
    };
  },
};

/** The import knows its run once its files are read; before that it is the newest run with this number. */
async function runOf(flows: Services['flows'], tenantId: string, importId: string, runId: string | null) {
  if (runId !== null) return flows.run(tenantId, runId);
  const { items } = await flows.runs(tenantId, { flow: 'zones.import' }, { limit: 20 });
  for (const { id } of items) {
    const run = await flows.run(tenantId, id);
    if (run.parameters.importId === importId) return run;
  }
  return null;
}
