import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Actor, SystemActor } from '../actor.ts';
import type { IdentityContext } from '../context.ts';
import { at, firstRow } from '../store/rows.ts';
import { type AuditContent, clean, entryHash, sealHead, toAuditable } from './chain.ts';

export interface AuditEvent {
  actor: Actor | SystemActor;
  /** `app.resource.happened`: `zones.threshold.changed`. */
  action: string;
  subject: { type: string; id: string };
  before?: unknown;
  after?: unknown;
  ip?: string | undefined;
}

/**
 * Adds one entry to the tenant's chain, in the caller's transaction: both are kept or neither. Writers of one tenant
 * wait here for each other until their transactions end, so call it last. Entries cannot be changed afterwards.
 */
export async function recordAudit(
  c: Pick<IdentityContext, 'clock' | 'keys'>,
  tx: Tx,
  event: AuditEvent,
): Promise<{ seq: number; hash: string }> {
  const { tenantId } = event.actor;
  await tx.execute(sql`INSERT INTO audit_heads (tenant_id, seq, hash, seal) VALUES (${tenantId}, 0, '', '')
    ON CONFLICT (tenant_id) DO NOTHING`);
  const head = await firstRow<{ seq: string; hash: string }>(
    tx,
    sql`SELECT seq, hash FROM audit_heads WHERE tenant_id = ${tenantId} FOR UPDATE`,
  );
  const previousHash = head?.hash ?? '';
  const content: AuditContent = {
    tenantId,
    seq: Number(head?.seq ?? 0) + 1,
    at: c.clock.now().toISOString(),
    actor: describe(event.actor),
    action: clean(event.action),
    subject: { type: clean(event.subject.type), id: clean(event.subject.id) },
    before: toAuditable(event.before),
    after: toAuditable(event.after),
    origin: originOf(event),
  };
  const hash = entryHash(previousHash, content);
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await tx.execute(sql`
    INSERT INTO audit_entries (tenant_id, seq, at, actor_id, actor_name, action, subject_type, subject_id,
      before, after, origin, previous_hash, hash)
    VALUES (${tenantId}, ${content.seq}, ${at(new Date(content.at))}, ${content.actor.id}, ${content.actor.name},
      ${content.action}, ${content.subject.type}, ${content.subject.id}, ${json(content.before)}::jsonb,
      ${json(content.after)}::jsonb, ${JSON.stringify(content.origin)}::jsonb, ${previousHash}, ${hash})`);
  const seal = sealHead(c.keys.auditSeal, { tenantId, seq: content.seq, hash });
  await tx.execute(sql`UPDATE audit_heads SET seq = ${content.seq}, hash = ${hash}, seal = ${seal}
    WHERE tenant_id = ${tenantId}`);
  return { seq: content.seq, hash };
}

function describe(actor: Actor | SystemActor): AuditContent['actor'] {
  return 'system' in actor ? { id: null, name: clean(actor.system) } : { id: actor.userId, name: clean(actor.name) };
}

function originOf(event: AuditEvent): Record<string, string> {
  const { actor, ip } = event;
  return {
    ...(ip === undefined ? {} : { ip: clean(ip) }),
    ...('system' in actor || actor.sessionId === null ? {} : { sessionId: actor.sessionId }),
    ...('system' in actor || actor.tokenId === null ? {} : { tokenId: actor.tokenId }),
  };
}
