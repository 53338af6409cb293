import type { Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import { epochMs, rows } from '../store/rows.ts';
import type { AuditContent } from './chain.ts';

/** One entry as it was hashed, with its place in the chain. */
export interface AuditEntry extends AuditContent {
  previousHash: string;
  hash: string;
}

type EntryRow = {
  tenant_id: string;
  seq: string;
  at: number;
  actor_id: string | null;
  actor_name: string;
  action: string;
  subject_type: string;
  subject_id: string;
  before: unknown;
  after: unknown;
  origin: Record<string, string>;
  previous_hash: string;
  hash: string;
};

/** Every column that is shown is read back from the columns themselves: what was changed there no longer hashes. */
export async function readEntries(tx: Tx, where: SQL, order: SQL, limit: number): Promise<AuditEntry[]> {
  const found = await rows<EntryRow>(
    tx,
    sql`SELECT tenant_id, seq, ${epochMs(sql`at`)} AS at, actor_id, actor_name, action, subject_type, subject_id,
        before, after, origin, previous_hash, hash
      FROM audit_entries WHERE ${where} ORDER BY ${order} LIMIT ${limit}`,
  );
  return found.map((row) => ({
    tenantId: row.tenant_id,
    seq: Number(row.seq),
    at: new Date(row.at).toISOString(),
    actor: { id: row.actor_id, name: row.actor_name },
    action: row.action,
    subject: { type: row.subject_type, id: row.subject_id },
    before: row.before,
    after: row.after,
    origin: row.origin,
    previousHash: row.previous_hash,
    hash: row.hash,
  }));
}
