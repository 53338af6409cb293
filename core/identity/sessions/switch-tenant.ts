import { DomainError } from '@griot/kernel';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { IdentityContext } from '../context.ts';
import { loadMemberships, toActor } from '../tenants/load-member.ts';
import { endSessionRow } from './end-session.ts';
import { insertSession, type Origin, type SignedIn, toSignedIn } from './issue-session.ts';

/** The tenants a person may enter. */
export async function tenantsOf(
  c: IdentityContext,
  userId: string,
): Promise<{ id: string; slug: string; name: string }[]> {
  const members = await c.store.withSystem((tx) => loadMemberships(tx, userId));
  return members.map((member) => ({ id: member.tenant_id, slug: member.tenant_slug, name: member.tenant_name }));
}

/**
 * Leaves the present session for a new one in another tenant of the same person. `auth.not_a_member` (forbidden),
 * also for tenants that do not exist; `auth.session_needed` (forbidden) for API tokens.
 */
export async function switchTenant(c: IdentityContext, actor: Actor, slug: string, origin: Origin): Promise<SignedIn> {
  const from = actor.sessionId;
  if (from === null) throw new DomainError({ code: 'auth.session_needed', kind: 'forbidden' });
  const opened = await c.store.withSystem(async (tx) => {
    const member = (await loadMemberships(tx, actor.userId)).find((m) => m.tenant_slug === slug.trim().toLowerCase());
    if (!member) throw new DomainError({ code: 'auth.not_a_member', kind: 'forbidden' });
    if (!(await endSessionRow(tx, from, 'switched', c.clock.now()))) {
      throw new DomainError({ code: 'auth.session_ended', kind: 'unauthenticated' });
    }
    const session = await insertSession(c, tx, { tenantId: member.tenant_id, userId: actor.userId }, origin);
    const entered = toActor(c.access, member, { sessionId: session.sessionId });
    await recordAudit(c, tx, {
      actor: entered,
      action: 'core.session.opened',
      subject: { type: 'core.session', id: session.sessionId },
      after: { fromTenant: actor.tenantSlug },
      ip: origin.ip,
    });
    return { entered, session };
  });
  c.actors.forget(from);
  return toSignedIn(c, opened.entered, opened.session);
}
