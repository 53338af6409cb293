import { DomainError, isUuid, newId } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { IdentityContext } from '../context.ts';
import { at, dateOrNull, epochMs, firstRow, rows, textArray } from '../store/rows.ts';
import { API_TOKEN_PREFIX, hashToken, newOpaqueToken } from '../tokens/opaque-token.ts';

const API_TOKEN_MAX_DAYS = 366;

export interface ApiTokenInfo {
  id: string;
  name: string;
  permissions: string[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

/**
 * Makes a token for the actor; its text is given here and never again. `identity.token_too_strong` (forbidden;
 * details.permissions) when it asks for what the actor has not, `identity.token_expiry` (invalid) outside 1 to 366 days,
 * `identity.token_by_token` (forbidden) when an API token asks.
 */
export async function createApiToken(
  c: IdentityContext,
  actor: Actor,
  input: { name: string; permissions: string[]; expiresAt: Date },
): Promise<ApiTokenInfo & { token: string }> {
  if (actor.tokenId !== null) throw new DomainError({ code: 'identity.token_by_token', kind: 'forbidden' });
  const excess = input.permissions.filter((name) => !actor.permissions.has(name));
  if (excess.length > 0) {
    throw new DomainError({ code: 'identity.token_too_strong', kind: 'forbidden', details: { permissions: excess } });
  }
  const now = c.clock.now();
  const life = input.expiresAt.getTime() - now.getTime();
  if (!(life > 0 && life <= API_TOKEN_MAX_DAYS * 86_400_000)) {
    throw new DomainError({ code: 'identity.token_expiry', kind: 'invalid', details: { maxDays: API_TOKEN_MAX_DAYS } });
  }
  const id = newId(now.getTime());
  const token = newOpaqueToken(API_TOKEN_PREFIX);
  const permissions = [...new Set(input.permissions)].sort();
  await c.store.withTenant(actor.tenantId, async (tx) => {
    await tx.execute(sql`
      INSERT INTO identity_api_tokens (id, tenant_id, user_id, name, token_hash, permissions, created_at, expires_at)
      VALUES (${id}, ${actor.tenantId}, ${actor.userId}, ${input.name}, ${hashToken(token)}, ${textArray(permissions)},
        ${at(now)}, ${at(input.expiresAt)})`);
    await recordAudit(c, tx, {
      actor,
      action: 'core.api_token.created',
      subject: { type: 'core.api_token', id },
      after: { name: input.name, permissions, expiresAt: input.expiresAt.toISOString() },
    });
  });
  return { id, name: input.name, permissions, createdAt: now, expiresAt: input.expiresAt, lastUsedAt: null, token };
}

type TokenRow = {
  id: string;
  name: string;
  permissions: string[];
  created_at: number;
  expires_at: number;
  last_used_at: number | null;
};

/** The actor's own live tokens in the tenant, newest first. */
export async function listApiTokens(c: IdentityContext, actor: Actor): Promise<ApiTokenInfo[]> {
  const found = await c.store.withTenant(actor.tenantId, (tx) =>
    rows<TokenRow>(
      tx,
      sql`SELECT id, name, permissions, ${epochMs(sql`created_at`)} AS created_at,
        ${epochMs(sql`expires_at`)} AS expires_at, ${epochMs(sql`last_used_at`)} AS last_used_at
      FROM identity_api_tokens WHERE user_id = ${actor.userId} AND revoked_at IS NULL
        AND expires_at > ${at(c.clock.now())} ORDER BY id DESC`,
    ),
  );
  return found.map((row) => ({
    id: row.id,
    name: row.name,
    permissions: row.permissions,
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
    lastUsedAt: dateOrNull(row.last_used_at),
  }));
}

/** Withdraws one of the actor's own tokens: `identity.token_not_found` otherwise. */
export async function revokeApiToken(c: IdentityContext, actor: Actor, id: string): Promise<void> {
  await c.store.withTenant(actor.tenantId, async (tx) => {
    const gone =
      isUuid(id) &&
      (await firstRow(
        tx,
        sql`UPDATE identity_api_tokens SET revoked_at = ${at(c.clock.now())}
          WHERE id = ${id} AND user_id = ${actor.userId} AND revoked_at IS NULL RETURNING id`,
      ));
    if (!gone) throw new DomainError({ code: 'identity.token_not_found', kind: 'not_found' });
    await recordAudit(c, tx, { actor, action: 'core.api_token.revoked', subject: { type: 'core.api_token', id } });
  });
  c.actors.forget();
}
