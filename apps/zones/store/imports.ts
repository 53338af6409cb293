import type { Finding } from '@griot/kernel';
import type { MigrationSet, Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import type { FindingCount } from '../import/finding-log.ts';
import type { FileResult, ImportMode } from '../import/import-files.ts';
import type { TableName } from '../import/tables.ts';

export const zonesMigrations: MigrationSet = {
  name: 'zones',
  folder: new URL('./migrations', import.meta.url).pathname,
};

export type ImportState = 'received' | 'read' | 'repeated' | 'refused' | 'loaded';

export interface ImportedTable {
  table: TableName;
  read: number;
  accepted: number;
  setAside: number;
  /** Path in the tenant's drive of the rows set aside; null when there are none. */
  rejects: string | null;
}

export interface ImportRecord {
  id: string;
  state: ImportState;
  mode: ImportMode;
  runId: string | null;
  createdBy: string | null;
  /** ISO 8601, UTC. */
  createdAt: string;
  finishedAt: string | null;
  rowsRead: number;
  rowsAccepted: number;
  rowsSetAside: number;
  files: FileResult[];
  tables: ImportedTable[];
  findingCounts: FindingCount[];
}

type ImportRow = {
  id: string;
  state: ImportState;
  mode: ImportMode;
  run_id: string | null;
  created_by: string | null;
  created_at: string;
  finished_at: string | null;
  rows_read: string;
  rows_accepted: string;
  rows_set_aside: string;
  files: FileResult[];
  tables: ImportedTable[];
  finding_counts: FindingCount[];
};

const instant = (column: SQL): SQL => sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const COLUMNS = sql`id, state, mode, run_id, created_by, ${instant(sql`created_at`)} AS created_at,
  ${instant(sql`finished_at`)} AS finished_at, rows_read, rows_accepted, rows_set_aside, files, tables, finding_counts`;

const asRecord = (row: ImportRow): ImportRecord => ({
  id: row.id,
  state: row.state,
  mode: row.mode,
  runId: row.run_id,
  createdBy: row.created_by,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
  rowsRead: Number(row.rows_read),
  rowsAccepted: Number(row.rows_accepted),
  rowsSetAside: Number(row.rows_set_aside),
  files: row.files,
  tables: row.tables,
  findingCounts: row.finding_counts,
});

/** Records that files are there. Again with the same id: nothing. */
export async function receiveImport(
  tx: Tx,
  o: { tenantId: string; id: string; mode: ImportMode; createdBy: string | null; now: Date },
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO zones_imports (tenant_id, id, state, mode, created_by, created_at)
    VALUES (${o.tenantId}, ${o.id}, 'received', ${o.mode}, ${o.createdBy}, ${o.now.toISOString()}::timestamptz)
    ON CONFLICT DO NOTHING`);
}

/** Digest of the import that was loaded last, or null. */
export async function newestContent(tx: Tx, tenantId: string): Promise<string | null> {
  const { rows } = await tx.execute<{ content_hash: string | null }>(sql`
    SELECT content_hash FROM zones_imports WHERE tenant_id = ${tenantId} AND state = 'loaded'
    ORDER BY finished_at DESC LIMIT 1`);
  return rows[0]?.content_hash ?? null;
}

export interface ReadOutcome {
  tenantId: string;
  id: string;
  runId: string;
  state: 'read' | 'repeated' | 'refused';
  contentHash: string;
  files: FileResult[];
  tables: ImportedTable[];
  findings: Finding[];
  counts: FindingCount[];
  now: Date;
}

/** What reading the files gave, with its findings, in one transaction. */
export async function recordReading(tx: Tx, o: ReadOutcome): Promise<void> {
  const sum = (of: (table: ImportedTable) => number): number => o.tables.reduce((total, table) => total + of(table), 0);
  const finished = o.state === 'read' ? null : o.now.toISOString();
  await tx.execute(sql`
    UPDATE zones_imports SET state = ${o.state}, content_hash = ${o.contentHash}, run_id = ${o.runId},
      finished_at = ${finished}::timestamptz, files = ${JSON.stringify(o.files)}::jsonb,
      tables = ${JSON.stringify(o.tables)}::jsonb, finding_counts = ${JSON.stringify(o.counts)}::jsonb,
      rows_read = ${sum((table) => table.read)}, rows_accepted = ${sum((table) => table.accepted)},
      rows_set_aside = ${sum((table) => table.setAside)}
    WHERE tenant_id = ${o.tenantId} AND id = ${o.id}`);
  await tx.execute(sql`DELETE FROM zones_import_findings WHERE tenant_id = ${o.tenantId} AND import_id = ${o.id}`);
  const lines = o.findings.map(({ column, ...finding }, seq) => ({ ...finding, column_name: column, seq }));
  await tx.execute(sql`
    INSERT INTO zones_import_findings
      (tenant_id, import_id, seq, severity, code, file, sheet, line, column_name, value, reason, remedy)
    SELECT ${o.tenantId}::uuid, ${o.id}::uuid, seq, severity, code, file, sheet, line, column_name, value, reason, remedy
    FROM jsonb_to_recordset(${JSON.stringify(lines).replaceAll('\\u0000', '')}::jsonb) AS f(seq integer, severity text,
      code text, file text, sheet text, line integer, column_name text, value text, reason text, remedy text)`);
}

export async function markLoaded(tx: Tx, o: { tenantId: string; id: string; now: Date }): Promise<void> {
  await tx.execute(sql`
    UPDATE zones_imports SET state = 'loaded', finished_at = ${o.now.toISOString()}::timestamptz
    WHERE tenant_id = ${o.tenantId} AND id = ${o.id}`);
}

/** Newest first; `before` is the last id of the page before. */
export async function listImports(
  tx: Tx,
  o: { tenantId: string; before?: string | undefined; limit: number },
): Promise<ImportRecord[]> {
  const older = o.before === undefined ? sql`` : sql`AND id < ${o.before}::uuid`;
  const { rows } = await tx.execute<ImportRow>(sql`
    SELECT ${COLUMNS} FROM zones_imports WHERE tenant_id = ${o.tenantId} ${older} ORDER BY id DESC LIMIT ${o.limit}`);
  return rows.map(asRecord);
}

export async function readImport(tx: Tx, tenantId: string, id: string): Promise<ImportRecord | null> {
  const { rows } = await tx.execute<ImportRow>(
    sql`SELECT ${COLUMNS} FROM zones_imports WHERE tenant_id = ${tenantId} AND id::text = ${id}`,
  );
  return rows[0] ? asRecord(rows[0]) : null;
}

type FindingRow = {
  seq: number;
  severity: 'error' | 'warning';
  code: string;
  file: string;
  sheet: string | null;
  line: number | null;
  column_name: string | null;
  value: string | null;
  reason: string;
  remedy: string | null;
};

/** Findings after a sequence number, in the order they were met. */
export async function listFindings(
  tx: Tx,
  o: { tenantId: string; importId: string; after: number; limit: number },
): Promise<FindingRow[]> {
  const { rows } = await tx.execute<FindingRow>(sql`
    SELECT seq, severity, code, file, sheet, line, column_name, value, reason, remedy FROM zones_import_findings
    WHERE tenant_id = ${o.tenantId} AND import_id = ${o.importId}::uuid AND seq > ${o.after} ORDER BY seq LIMIT ${o.limit}`);
  return rows;
}
