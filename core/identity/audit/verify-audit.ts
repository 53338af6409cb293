import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { IdentityContext } from '../context.ts';
import { firstRow } from '../store/rows.ts';
import { entryHash, sealHead } from './chain.ts';
import { type AuditEntry, readEntries } from './read-entries.ts';

export interface AuditVerdict {
  ok: boolean;
  /** Entries that were read and found right. */
  entries: number;
  /** The first entry that does not fit, and how: changed, missing before it, cut after it, or an end that is not ours. */
  firstBroken?: { seq: number; reason: 'changed' | 'missing' | 'cut' | 'head' };
}

const BATCH = 1000;

/**
 * Recomputes a tenant's whole chain in one snapshot. Finds changed, removed, inserted and re-ordered entries, a cut
 * tail and a chain that was computed anew without the installation's secret. What it cannot see: a restore of an old
 * head together with its old entries; keep exports elsewhere for that.
 */
export async function verifyAudit(c: IdentityContext, tenantId: string): Promise<AuditVerdict> {
  return c.store.withTenant(tenantId, async (tx) => {
    // The lock keeps writers of this tenant out until the end is compared.
    const head = await firstRow<{ seq: string; hash: string; seal: string }>(
      tx,
      sql`SELECT seq, hash, seal FROM audit_heads WHERE tenant_id = ${tenantId} FOR UPDATE`,
    );
    const walk = await walkChain(tx, tenantId);
    if (walk.broken) return { ok: false, entries: walk.seq, firstBroken: walk.broken };
    const end = { tenantId, seq: walk.seq, hash: walk.hash };
    if (!head) return walk.seq === 0 ? { ok: true, entries: 0 } : broken(walk.seq, walk.seq, 'head');
    if (Number(head.seq) > walk.seq) return broken(walk.seq, walk.seq + 1, 'cut');
    const sealed = walk.seq === 0 ? head.seal === '' : head.seal === sealHead(c.keys.auditSeal, end);
    if (Number(head.seq) !== walk.seq || head.hash !== walk.hash || !sealed) return broken(walk.seq, walk.seq, 'head');
    return { ok: true, entries: walk.seq };
  });
}

type Reason = NonNullable<AuditVerdict['firstBroken']>['reason'];

const broken = (entries: number, seq: number, reason: Reason): AuditVerdict => ({
  ok: false,
  entries,
  firstBroken: { seq, reason },
});

async function walkChain(
  tx: Tx,
  tenantId: string,
): Promise<{ seq: number; hash: string; broken?: { seq: number; reason: Reason } }> {
  let seq = 0;
  let hash = '';
  for (;;) {
    const batch = await readEntries(tx, sql`tenant_id = ${tenantId} AND seq > ${seq}`, sql`seq ASC`, BATCH);
    for (const entry of batch) {
      if (entry.seq !== seq + 1) return { seq, hash, broken: { seq: seq + 1, reason: 'missing' } };
      if (entry.previousHash !== hash || entry.hash !== entryHash(hash, contentOf(entry))) {
        return { seq, hash, broken: { seq: entry.seq, reason: 'changed' } };
      }
      seq = entry.seq;
      hash = entry.hash;
    }
    if (batch.length < BATCH) return { seq, hash };
  }
}

const contentOf = ({ previousHash: _, hash: __, ...content }: AuditEntry) => content;
