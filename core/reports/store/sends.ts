import { fileURLToPath } from 'node:url';
import type { MigrationSet, Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';

export const reportsMigrations: MigrationSet = {
  name: 'reports',
  folder: fileURLToPath(new URL('./migrations', import.meta.url)),
};

export interface SentFile {
  format: 'pdf' | 'xlsx';
  name: string;
  path: string;
  version: number;
  sha256: string;
  size: number;
}

export interface SendRecord {
  id: string;
  runId: string;
  template: string;
  title: string;
  userId: string;
  userName: string;
  address: string;
  state: 'sent' | 'skipped' | 'failed';
  reason: string;
  from: string | null;
  to: string | null;
  generation: number | null;
  files: SentFile[];
  /** Names the mail in the outbox; empty when there is none. */
  dedupKey: string;
  resendOf: string | null;
  byName: string;
  createdAt: string;
}

/** Keeps what became of one person's report. Again for the same run and person: nothing. */
export async function recordSend(tx: Tx, tenantId: string, one: SendRecord): Promise<void> {
  await tx.execute(sql`
    INSERT INTO report_sends (tenant_id, id, run_id, template, title, user_id, user_name, address, state, reason, day_from,
      day_to, generation, files, dedup_key, resend_of, by_name, created_at)
    VALUES (${tenantId}, ${one.id}, ${one.runId}, ${one.template}, ${one.title}, ${one.userId}, ${one.userName},
      ${one.address}, ${one.state}, ${one.reason}, ${one.from}, ${one.to}, ${one.generation},
      ${JSON.stringify(one.files)}::jsonb, ${one.dedupKey}, ${one.resendOf}, ${one.byName}, ${one.createdAt})
    ON CONFLICT DO NOTHING`);
}

type Row = Record<string, unknown> & { created_at: string };

const COLUMNS = sql`id, run_id, template, title, user_id, user_name, address, state, reason, day_from::text, day_to::text,
  generation, files, dedup_key, resend_of, by_name,
  to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS created_at`;

const asRecord = (row: Row): SendRecord => ({
  id: row.id as string,
  runId: row.run_id as string,
  template: row.template as string,
  title: row.title as string,
  userId: row.user_id as string,
  userName: row.user_name as string,
  address: row.address as string,
  state: row.state as SendRecord['state'],
  reason: row.reason as string,
  from: row.day_from as string | null,
  to: row.day_to as string | null,
  generation: row.generation as number | null,
  files: row.files as SentFile[],
  dedupKey: row.dedup_key as string,
  resendOf: row.resend_of as string | null,
  byName: row.by_name as string,
  createdAt: row.created_at,
});

/** Newest first, at most 200; `userId` narrows to what one person got. */
export async function listSends(tx: Tx, tenantId: string, userId: string | null): Promise<SendRecord[]> {
  const own = userId === null ? sql`` : sql`AND user_id = ${userId}::uuid`;
  const { rows } = await tx.execute<Row>(sql`
    SELECT ${COLUMNS} FROM report_sends WHERE tenant_id = ${tenantId} ${own} AND NOT (state = 'failed' AND EXISTS (
      SELECT 1 FROM report_sends b WHERE b.tenant_id = report_sends.tenant_id AND b.run_id = report_sends.run_id
        AND b.user_id = report_sends.user_id AND b.state <> 'failed')) ORDER BY report_sends.created_at DESC, id DESC LIMIT 200`);
  return rows.map(asRecord);
}

export async function findSend(tx: Tx, tenantId: string, id: string): Promise<SendRecord | null> {
  const { rows } = await tx.execute<Row>(
    sql`SELECT ${COLUMNS} FROM report_sends WHERE tenant_id = ${tenantId} AND id::text = ${id}`,
  );
  return rows[0] ? asRecord(rows[0]) : null;
}
