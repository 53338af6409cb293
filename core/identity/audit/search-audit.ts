import { type SQL, sql } from 'drizzle-orm/sql';
import type { IdentityContext } from '../context.ts';
import { at } from '../store/rows.ts';
import { type AuditEntry, readEntries } from './read-entries.ts';

export interface AuditFilters {
  from?: Date | undefined;
  /** Excluded. */
  to?: Date | undefined;
  actorId?: string | undefined;
  /** Exact, or a beginning that ends with a dot: `core.user.`. */
  action?: string | undefined;
  subjectType?: string | undefined;
  subjectId?: string | undefined;
  /** Anywhere in the action, the names, the subject, before or after; case does not count. */
  text?: string | undefined;
}

/** Entries that match, latest first, before entry `beforeSeq` when given. `limit` is at most 500. */
export async function searchAudit(
  c: IdentityContext,
  tenantId: string,
  filters: AuditFilters = {},
  page: { beforeSeq?: number | undefined; limit?: number } = {},
): Promise<AuditEntry[]> {
  const limit = Math.min(Math.max(page.limit ?? 50, 1), 500);
  const conditions = [...conditionsOf(tenantId, filters)];
  if (page.beforeSeq !== undefined) conditions.push(sql`seq < ${page.beforeSeq}`);
  const where = sql.join(conditions, sql` AND `);
  return c.store.withTenant(tenantId, (tx) => readEntries(tx, where, sql`seq DESC`, limit), { readOnly: true });
}

const EXPORT_BATCH = 500;

/** Every matching entry, oldest first, read in batches; entries added meanwhile come at the end. */
export async function* exportAudit(
  c: IdentityContext,
  tenantId: string,
  filters: AuditFilters = {},
): AsyncGenerator<AuditEntry> {
  for (let seq = 0; ; ) {
    const where = sql.join([...conditionsOf(tenantId, filters), sql`seq > ${seq}`], sql` AND `);
    const batch = await c.store.withTenant(tenantId, (tx) => readEntries(tx, where, sql`seq ASC`, EXPORT_BATCH), {
      readOnly: true,
    });
    yield* batch;
    const last = batch.at(-1);
    if (!last || batch.length < EXPORT_BATCH) return;
    seq = last.seq;
  }
}

function* conditionsOf(tenantId: string, f: AuditFilters): Generator<SQL> {
  yield sql`tenant_id = ${tenantId}`;
  if (f.from) yield sql`at >= ${at(f.from)}`;
  if (f.to) yield sql`at < ${at(f.to)}`;
  if (f.actorId) yield sql`actor_id = ${f.actorId}`;
  if (f.action?.endsWith('.')) yield sql`starts_with(action, ${f.action})`;
  else if (f.action) yield sql`action = ${f.action}`;
  if (f.subjectType) yield sql`subject_type = ${f.subjectType}`;
  if (f.subjectId) yield sql`subject_id = ${f.subjectId}`;
  if (f.text) {
    const pattern = `%${f.text.replace(/[\\%_]/g, (char) => `\\${char}`)}%`;
    yield sql`concat_ws(' ', action, actor_name, subject_type, subject_id, before::text, after::text) ILIKE ${pattern}`;
  }
}
