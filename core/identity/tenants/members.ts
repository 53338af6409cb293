import { DomainError, isUuid } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { ADMIN_ROLE } from '../access/declarations.ts';
import { type Actor, actorIn, type Scope } from '../actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { IdentityContext } from '../context.ts';
import { at, firstRow, rows, textArray } from '../store/rows.ts';
import { parseInput, scopesInput } from '../users/input-schemas.ts';
import { nameTaken, prepareUser, type UserInput } from '../users/users.ts';

export interface Member {
  userId: string;
  login: string;
  email: string | null;
  name: string;
  roles: string[];
  scopes: Scope[];
  active: boolean;
}

export interface MemberInput {
  tenantId: string;
  userId: string;
  roles: string[];
  /** Empty or absent = the whole tenant. */
  scopes?: Scope[] | undefined;
  active?: boolean | undefined;
}

type MemberRow = {
  user_id: string;
  login: string;
  email: string | null;
  name: string;
  roles: string[];
  scopes: Scope[];
  active: boolean;
};

const SELECT_MEMBER = sql`
  SELECT m.user_id, u.login, u.email, u.name, m.roles, m.active AND u.active AS active,
    coalesce((SELECT jsonb_agg(jsonb_build_object('kind', s.kind, 'id', s.entity_id) ORDER BY s.kind, s.entity_id)
      FROM identity_member_scopes s WHERE s.tenant_id = m.tenant_id AND s.user_id = m.user_id), '[]') AS scopes
  FROM identity_members m JOIN identity_users u ON u.id = m.user_id`;

const toMember = (row: MemberRow): Member => ({
  userId: row.user_id,
  login: row.login,
  email: row.email,
  name: row.name,
  roles: row.roles,
  scopes: row.scopes,
  active: row.active,
});

/**
 * Lets a person into a tenant, or changes their roles, scopes and activity there. `identity.unknown_role` (invalid;
 * details.roles), `identity.user_not_found`, `identity.tenant_not_found`, `identity.last_admin` (conflict) when the
 * tenant would be left without an active administrator, `identity.bad_input`. Done `by` somebody, they can neither
 * give nor touch more than they have: `identity.role_too_strong`, `identity.scope_too_wide` (forbidden).
 */
export async function putMember(c: IdentityContext, input: MemberInput, by?: Actor): Promise<Member> {
  const member = await c.store.withSystem((tx) => writeMember(c, tx, input, by));
  c.actors.forget();
  return member;
}

/** Changes one who is a member of the actor's tenant already: `identity.user_not_found` for anybody else. */
export async function changeMember(
  c: IdentityContext,
  actor: Actor,
  input: Omit<MemberInput, 'tenantId'>,
): Promise<Member> {
  const member = await c.store.withSystem(async (tx) => {
    const known = await readMember(tx, actor.tenantId, input.userId);
    if (!known) throw userNotFound();
    return writeMember(c, tx, { ...input, tenantId: actor.tenantId }, actor);
  });
  c.actors.forget();
  return member;
}

/** A new person and their place in the actor's tenant, both or neither. Errors of `createUser` and `putMember`. */
export async function createMember(
  c: IdentityContext,
  actor: Actor,
  input: UserInput & { roles: string[]; scopes?: Scope[] | undefined },
): Promise<Member> {
  const insertUser = await prepareUser(c, input);
  return c.store
    .withSystem(async (tx) => {
      const user = await insertUser(tx);
      const { roles, scopes } = input;
      return writeMember(c, tx, { tenantId: actor.tenantId, userId: user.id, roles, scopes }, actor);
    })
    .catch(nameTaken(input.login));
}

async function writeMember(c: IdentityContext, tx: Tx, input: MemberInput, by: Actor | undefined): Promise<Member> {
  const scopes = parseInput(scopesInput, input.scopes ?? []);
  const roles = [...new Set(input.roles)].sort();
  if (by && by.tenantId !== input.tenantId) throw tenantNotFound();
  await lockTenant(tx, input.tenantId);
  await checkRoles(c, tx, input.tenantId, roles);
  const before = await readMember(tx, input.tenantId, input.userId);
  if (by) await checkReach(c, tx, by, { roles: [...roles, ...(before?.roles ?? [])], scopes });
  const active = input.active ?? before?.active ?? true;
  await tx.execute(sql`
    INSERT INTO identity_members (tenant_id, user_id, roles, active, created_at)
    VALUES (${input.tenantId}, ${input.userId}, ${textArray(roles)}, ${active}, ${at(c.clock.now())})
    ON CONFLICT (tenant_id, user_id) DO UPDATE SET roles = excluded.roles, active = excluded.active`);
  await tx.execute(sql`DELETE FROM identity_member_scopes
    WHERE tenant_id = ${input.tenantId} AND user_id = ${input.userId}`);
  for (const scope of scopes) {
    await tx.execute(sql`INSERT INTO identity_member_scopes (tenant_id, user_id, kind, entity_id)
      VALUES (${input.tenantId}, ${input.userId}, ${scope.kind}, ${scope.id}) ON CONFLICT DO NOTHING`);
  }
  if (before?.roles.includes(ADMIN_ROLE)) await keepAnAdmin(tx, input.tenantId);
  const after = await readMember(tx, input.tenantId, input.userId);
  if (!after) throw new Error('a member was not written');
  await recordAudit(c, tx, {
    actor: actorIn(input.tenantId, by),
    action: before ? 'core.member.changed' : 'core.member.added',
    subject: { type: 'core.user', id: input.userId },
    before: before && { roles: before.roles, scopes: before.scopes, active: before.active },
    after: { roles: after.roles, scopes: after.scopes, active: after.active },
  });
  return after;
}

const userNotFound = () => new DomainError({ code: 'identity.user_not_found', kind: 'not_found' });
const tenantNotFound = () => new DomainError({ code: 'identity.tenant_not_found', kind: 'not_found' });

/** Two changes of a tenant's members come one after the other, for `keepAnAdmin`. */
async function lockTenant(tx: Tx, tenantId: string): Promise<void> {
  const tenant = await firstRow(
    tx,
    sql`SELECT id FROM identity_tenants WHERE id::text = ${tenantId} FOR NO KEY UPDATE`,
  );
  if (!tenant) throw tenantNotFound();
}

async function checkRoles(c: IdentityContext, tx: Tx, tenantId: string, roles: readonly string[]): Promise<void> {
  const own = await ownRoles(tx, tenantId);
  const unknown = roles.filter((name) => !c.access.hasRole(name) && !own.has(name));
  if (unknown.length === 0) return;
  throw new DomainError({ code: 'identity.unknown_role', kind: 'invalid', details: { roles: unknown } });
}

async function ownRoles(tx: Tx, tenantId: string): Promise<Map<string, string[]>> {
  const own = await rows<{ name: string; permissions: string[] }>(
    tx,
    sql`SELECT name, permissions FROM identity_roles WHERE tenant_id = ${tenantId}`,
  );
  return new Map(own.map((role) => [role.name, role.permissions]));
}

/** In their own tenant, nobody hands out, or takes from others, what they have not themselves. */
export async function checkReach(
  c: IdentityContext,
  tx: Tx,
  by: Actor,
  wanted: { roles: readonly string[]; scopes: readonly Scope[] },
): Promise<void> {
  const granted = c.access.resolve({
    roles: wanted.roles,
    applications: by.applications,
    ownRoles: await ownRoles(tx, by.tenantId),
  });
  const permissions = [...granted].filter((name) => !by.permissions.has(name));
  if (permissions.length > 0) {
    throw new DomainError({ code: 'identity.role_too_strong', kind: 'forbidden', details: { permissions } });
  }
  const holds = (scope: Scope) => by.scopes.some((own) => own.kind === scope.kind && own.id === scope.id);
  if (by.scopes.length > 0 && (wanted.scopes.length === 0 || !wanted.scopes.every(holds))) {
    throw new DomainError({ code: 'identity.scope_too_wide', kind: 'forbidden' });
  }
}

async function readMember(tx: Tx, tenantId: string, userId: string): Promise<Member | null> {
  const user = isUuid(userId) && (await firstRow(tx, sql`SELECT id FROM identity_users WHERE id = ${userId}`));
  if (!user) throw userNotFound();
  const row = await firstRow<MemberRow>(
    tx,
    sql`${SELECT_MEMBER} WHERE m.tenant_id = ${tenantId} AND m.user_id = ${userId}`,
  );
  return row && toMember(row);
}

async function keepAnAdmin(tx: Tx, tenantId: string): Promise<void> {
  const admin = await firstRow(
    tx,
    sql`SELECT m.user_id FROM identity_members m JOIN identity_users u ON u.id = m.user_id AND u.active
      WHERE m.tenant_id = ${tenantId} AND m.active AND ${ADMIN_ROLE} = ANY (m.roles) LIMIT 1`,
  );
  if (!admin) throw new DomainError({ code: 'identity.last_admin', kind: 'conflict' });
}

/** Members of a tenant by name, from after `afterName`/`afterId`. At most 500. */
export async function listMembers(
  c: IdentityContext,
  tenantId: string,
  page: { after?: { name: string; userId: string } | undefined; limit?: number } = {},
): Promise<Member[]> {
  const limit = Math.min(Math.max(page.limit ?? 100, 1), 500);
  const after = page.after ? sql`AND (u.name, m.user_id) > (${page.after.name}, ${page.after.userId}::uuid)` : sql``;
  const found = await c.store.withSystem((tx) =>
    rows<MemberRow>(
      tx,
      sql`${SELECT_MEMBER} WHERE m.tenant_id = ${tenantId} ${after} ORDER BY u.name, m.user_id LIMIT ${limit}`,
    ),
  );
  return found.map(toMember);
}
