import { DomainError } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import type { Actor } from '../actor.ts';
import type { IdentityContext } from '../context.ts';
import { at, firstRow } from '../store/rows.ts';
import { loadMembership, toActor } from '../tenants/load-member.ts';
import { hashToken } from '../tokens/opaque-token.ts';

type TokenRow = { id: string; tenant_id: string; user_id: string; permissions: string[] };

/** An API token acts as its owner, with no more than it was given AND its owner still has. */
export function authenticateApiToken(c: IdentityContext, token: string): Promise<Actor> {
  const hash = hashToken(token);
  return c.actors.get(`token:${hash}`, async () => {
    const actor = await c.store.withSystem(async (tx) => {
      const now = c.clock.now();
      const row = await firstRow<TokenRow>(
        tx,
        sql`SELECT id, tenant_id, user_id, permissions FROM identity_api_tokens
          WHERE token_hash = ${hash} AND revoked_at IS NULL AND expires_at > ${at(now)}`,
      );
      const member = row && (await loadMembership(tx, row.tenant_id, row.user_id));
      if (!member) return null;
      // Once a minute is fine enough for "last used", and spares a write per request.
      await tx.execute(sql`UPDATE identity_api_tokens SET last_used_at = ${at(now)} WHERE id = ${row.id}
        AND (last_used_at IS NULL OR last_used_at < ${at(now)} - interval '1 minute')`);
      return toActor(c.access, member, { tokenId: row.id, tokenPermissions: row.permissions });
    });
    if (!actor) throw new DomainError({ code: 'auth.token_invalid', kind: 'unauthenticated' });
    return actor;
  });
}
