import type { Actor } from '../actor.ts';
import type { IdentityContext } from '../context.ts';
import { loadMembership, toActor } from '../tenants/load-member.ts';

/**
 * A member as the one for whom something is made (a report): their rights and scopes as they stand now, without a session.
 * Null when they are no active member. Never from a request: a request's actor comes from its token.
 */
export async function actorOf(c: IdentityContext, tenantId: string, userId: string): Promise<Actor | null> {
  const member = await c.store.withSystem((tx) => loadMembership(tx, tenantId, userId));
  return member && { ...toActor(c.access, member, { sessionId: '' }), sessionId: null };
}
