import type { Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import type { BatchResult } from '../domain/checks/check-batch.ts';
import { type FindingCode, sentencesOf } from '../domain/checks/finding-catalogue.ts';
import type { FindingCount } from '../domain/checks/finding-log.ts';
import type { FileReport } from '../domain/checks/recognise-files.ts';
import type { FileType } from '../domain/ledger-types.ts';

export type PeriodStatus = 'PENDING' | 'VALIDATING' | 'PROCESSING' | 'COMPLETED' | 'FAILED';

export interface Batch {
  batchId: string;
  clientId: string;
  status: PeriodStatus;
  periodStart: string | null;
  periodEnd: string | null;
  year: number | null;
  replacedBy: string | null;
  deleted: boolean;
  /** What a person typed, when the files state no period. */
  statedStart: string | null;
  statedEnd: string | null;
  startedBy: string | null;
  /** Its rows are no longer in the warehouse. */
  purged: boolean;
  errors: number;
  warnings: number;
  entries: number;
  findingCounts: FindingCount[];
  reports: FileReport[];
  runId: string | null;
  error: string | null;
  createdAt: string;
  processedAt: string | null;
}

export interface BatchFile {
  id: string;
  name: string;
  type: FileType | null;
  path: string;
}

/** A file as it was received, with what a person said of it. */
export interface ReceivedFile extends BatchFile {
  size: number;
  sha256: string;
  asserted: boolean;
  columns: Record<string, number>;
}

const instant = (column: SQL): SQL => sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const COLUMNS = sql`batch_id AS "batchId", client_id AS "clientId", status, period_start::text AS "periodStart",
  period_end::text AS "periodEnd", year, replaced_by AS "replacedBy", deleted_at IS NOT NULL AS deleted, errors, warnings,
  stated_start::text AS "statedStart", stated_end::text AS "statedEnd", started_by AS "startedBy", purged_at IS NOT NULL AS purged,
  entries::int AS entries, finding_counts AS "findingCounts", reports, run_id AS "runId", error,
  ${instant(sql`created_at`)} AS "createdAt", ${instant(sql`processed_at`)} AS "processedAt"`;

/** Records that files are there, before they are read. */
export async function insertBatch(
  tx: Tx,
  o: {
    tenantId: string;
    batchId: string;
    clientId: string;
    by: string | null;
    now: Date;
    files: readonly (BatchFile & { size: number; sha256: string })[];
  },
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO comptable_periods (tenant_id, batch_id, client_id, status, created_by, created_at)
    VALUES (${o.tenantId}, ${o.batchId}, ${o.clientId}, 'VALIDATING', ${o.by}, ${o.now.toISOString()}::timestamptz)`);
  for (const file of o.files) {
    await tx.execute(sql`
      INSERT INTO compta_files (tenant_id, id, batch_id, client_id, name, type, path, size, sha256)
      VALUES (${o.tenantId}, ${file.id}, ${o.batchId}, ${o.clientId}, ${file.name}, ${file.type}, ${file.path}, ${file.size}, ${file.sha256})`);
  }
}

export async function setRun(tx: Tx, tenantId: string, batchId: string, runId: string): Promise<void> {
  await tx.execute(
    sql`UPDATE comptable_periods SET run_id = ${runId} WHERE tenant_id = ${tenantId} AND batch_id = ${batchId}`,
  );
}

export async function findBatch(tx: Tx, tenantId: string, batchId: string): Promise<Batch | null> {
  const { rows } = await tx.execute(sql`
    SELECT ${COLUMNS} FROM comptable_periods WHERE tenant_id = ${tenantId} AND batch_id::text = ${batchId}`);
  return (rows[0] as unknown as Batch | undefined) ?? null;
}

/** Newest period first; within a period, the newest batch first. */
export async function listBatches(tx: Tx, tenantId: string, clientId: string): Promise<Batch[]> {
  const { rows } = await tx.execute(sql`
    SELECT ${COLUMNS} FROM comptable_periods WHERE tenant_id = ${tenantId} AND client_id::text = ${clientId}
    ORDER BY period_start DESC NULLS FIRST, created_at DESC LIMIT 500`);
  return rows as unknown as Batch[];
}

export async function batchFiles(tx: Tx, tenantId: string, batchId: string): Promise<ReceivedFile[]> {
  const { rows } = await tx.execute(sql`
    SELECT id, name, type, path, size::float8 AS size, sha256, asserted, columns FROM compta_files
    WHERE tenant_id = ${tenantId} AND batch_id = ${batchId} ORDER BY id`);
  return rows as unknown as ReceivedFile[];
}

/** What reading the files gave: with errors the batch has failed, without it waits to be loaded. Again: the same. */
export async function recordCheck(tx: Tx, tenantId: string, batchId: string, result: BatchResult): Promise<void> {
  const sum = (severity: string): number =>
    result.counts.filter((one) => one.severity === severity).reduce((total, { count }) => total + count, 0);
  const status = result.errors > 0 ? 'FAILED' : 'PENDING';
  await tx.execute(sql`
    UPDATE comptable_periods SET status = ${status}, period_start = ${result.period?.start ?? null}::date,
      period_end = ${result.period?.end ?? null}::date, errors = ${result.errors}, warnings = ${sum('warning')},
      entries = ${result.entries}, finding_counts = ${JSON.stringify(result.counts)}::jsonb,
      reports = ${JSON.stringify(result.files)}::jsonb, error = ${result.errors > 0 ? 'findings' : null}
    WHERE tenant_id = ${tenantId} AND batch_id = ${batchId} AND status = 'VALIDATING'`);
  await tx.execute(sql`DELETE FROM compta_findings WHERE tenant_id = ${tenantId} AND batch_id = ${batchId}`);
  const lines = result.findings.map(({ column, reason: _reason, remedy: _remedy, ...finding }, seq) => ({
    ...finding,
    column_name: column,
    seq,
  }));
  await tx.execute(sql`
    INSERT INTO compta_findings (tenant_id, batch_id, seq, severity, code, file, sheet, line, column_name, value, facts)
    SELECT ${tenantId}::uuid, ${batchId}::uuid, seq, severity, code, file, sheet, line, column_name, value, facts
    FROM jsonb_to_recordset(${JSON.stringify(lines).replaceAll('\\u0000', '')}::jsonb) AS f(seq integer, severity text, code text,
      file text, sheet text, line integer, column_name text, value text, facts jsonb)`);
}

export interface FindingView {
  severity: 'error' | 'warning';
  code: string;
  file: string;
  sheet: string | null;
  line: number | null;
  column: string | null;
  value: string | null;
  reason: string;
  remedy: string;
}

export async function listFindings(
  tx: Tx,
  tenantId: string,
  batchId: string,
  locale: 'fr' | 'en',
): Promise<FindingView[]> {
  const { rows } = await tx.execute(sql`
    SELECT severity, code, file, sheet, line, column_name AS "column", value, facts FROM compta_findings
    WHERE tenant_id = ${tenantId} AND batch_id = ${batchId} ORDER BY severity, seq`);
  return (rows as unknown as (FindingView & { facts: Record<string, string> })[]).map(({ facts, ...finding }) => ({
    ...finding,
    ...sentencesOf(finding.code.replace('compta.', '') as FindingCode, facts, locale),
  }));
}

/** The batch whose figures are shown for exactly this period, apart from the one given. */
export async function presentBatch(tx: Tx, tenantId: string, batch: Batch): Promise<Batch | null> {
  const { rows } = await tx.execute(sql`
    SELECT ${COLUMNS} FROM comptable_periods
    WHERE tenant_id = ${tenantId} AND client_id = ${batch.clientId} AND batch_id <> ${batch.batchId} AND status = 'COMPLETED'
      AND replaced_by IS NULL AND deleted_at IS NULL
      AND period_start = ${batch.periodStart}::date AND period_end = ${batch.periodEnd}::date`);
  return (rows[0] as unknown as Batch | undefined) ?? null;
}

/** Takes the place of the period's batch and begins to be loaded. The database refuses what shares a day with another. */
export async function beginLoad(
  tx: Tx,
  o: { tenantId: string; batchId: string; replaces: string | null; by: string | null },
): Promise<void> {
  const { tenantId, batchId, replaces } = o;
  if (replaces !== null) {
    await tx.execute(
      sql`UPDATE comptable_periods SET replaced_by = ${batchId} WHERE tenant_id = ${tenantId} AND batch_id = ${replaces}`,
    );
  }
  await tx.execute(sql`
    UPDATE comptable_periods SET status = 'PROCESSING', replaced_by = NULL, deleted_at = NULL, error = NULL, started_by = ${o.by}
    WHERE tenant_id = ${tenantId} AND batch_id = ${batchId}`);
}

/** The figures are those of this batch, or, when it was deleted, no longer. */
export async function completeLoad(
  tx: Tx,
  o: { tenantId: string; batchId: string; now: Date; deleted: boolean },
): Promise<void> {
  const now = sql`${o.now.toISOString()}::timestamptz`;
  await tx.execute(sql`
    UPDATE comptable_periods SET status = 'COMPLETED',
      processed_at = CASE WHEN ${o.deleted} THEN processed_at ELSE ${now} END,
      deleted_at = CASE WHEN ${o.deleted} THEN ${now} END,
      purged_at = CASE WHEN ${o.deleted} THEN purged_at END, rows_gone = rows_gone AND ${o.deleted}
    WHERE tenant_id = ${o.tenantId} AND batch_id = ${o.batchId}`);
}

/**
 * The load did not come to its end: what it was to replace is the period's batch again. A batch that was loaded once and was to
 * be restored or deleted is what it was before. Again: nothing.
 */
export async function failLoad(
  tx: Tx,
  o: {
    tenantId: string;
    batchId: string;
    replaces: string | null;
    /** What had replaced it, and whether it was deleted, before it was begun. */
    replacedBy: string | null;
    wasDeleted: boolean;
    now: Date;
    error: string;
  },
): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    UPDATE comptable_periods SET error = ${o.error.slice(0, 500)},
      status = CASE WHEN processed_at IS NULL THEN 'FAILED' ELSE 'COMPLETED' END,
      replaced_by = ${o.replacedBy}::uuid,
      deleted_at = CASE WHEN ${o.wasDeleted} THEN ${o.now.toISOString()}::timestamptz END
    WHERE tenant_id = ${o.tenantId} AND batch_id = ${o.batchId} AND status = 'PROCESSING' RETURNING batch_id`);
  if (rows.length === 0) return false;
  await tx.execute(sql`
    UPDATE comptable_periods SET replaced_by = NULL
    WHERE tenant_id = ${o.tenantId} AND batch_id = ${o.replaces}::uuid AND replaced_by = ${o.batchId}`);
  return true;
}

export async function movedFile(tx: Tx, tenantId: string, id: string, path: string): Promise<void> {
  await tx.execute(sql`UPDATE compta_files SET path = ${path} WHERE tenant_id = ${tenantId} AND id = ${id}`);
}

export async function movedFolder(tx: Tx, tenantId: string, from: string, to: string): Promise<void> {
  await tx.execute(sql`
    UPDATE compta_files SET path = ${to} || substr(path, ${from.length + 1})
    WHERE tenant_id = ${tenantId} AND starts_with(path, ${`${from}/`})`);
}

/** Whether files of other batches stand in a folder. */
export async function holdsOthers(tx: Tx, tenantId: string, folder: string, but: string | null): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    SELECT 1 FROM compta_files WHERE tenant_id = ${tenantId} AND batch_id IS DISTINCT FROM ${but}::uuid AND starts_with(path, ${`${folder}/`}) LIMIT 1`);
  return rows.length > 0;
}
