import { DomainError } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { IdentityContext } from '../context.ts';
import { at, firstRow, rows, textArray } from '../store/rows.ts';
import { parseInput, roleInput } from '../users/input-schemas.ts';

export interface RoleInfo {
  name: string;
  label: string;
  permissions: string[];
  /** Declared by an application: cannot be changed. */
  builtIn: boolean;
}

type RoleRow = { name: string; label: string; permissions: string[] };

/** Built-in roles that mean something in the tenant, then its own. Labels in the actor's language. */
export async function listRoles(c: IdentityContext, actor: Actor): Promise<RoleInfo[]> {
  const own = await c.store.withTenant(actor.tenantId, (tx) =>
    rows<RoleRow>(tx, sql`SELECT name, label, permissions FROM identity_roles ORDER BY name`),
  );
  const builtIn = c.access.roles
    .map((role) => ({
      name: role.name,
      label: role.label[actor.locale],
      permissions: [...c.access.resolve({ roles: [role.name], applications: actor.applications })],
      builtIn: true,
    }))
    .filter((role) => role.permissions.length > 0);
  return [...builtIn, ...own.map((role) => ({ ...role, builtIn: false }))];
}

/**
 * Makes or changes a role of the tenant. `identity.role_reserved` (conflict) for a built-in name,
 * `identity.unknown_permission` (invalid; details.permissions), `identity.role_too_strong` (forbidden) when it
 * grants what the actor has not, `identity.bad_input`.
 */
export async function putRole(
  c: IdentityContext,
  actor: Actor,
  input: { name: string; label: string; permissions: string[] },
): Promise<RoleInfo> {
  const role = parseInput(roleInput, input);
  if (c.access.hasRole(role.name)) throw new DomainError({ code: 'identity.role_reserved', kind: 'conflict' });
  const unknown = role.permissions.filter((name) => !c.access.hasPermission(name));
  if (unknown.length > 0) {
    throw new DomainError({ code: 'identity.unknown_permission', kind: 'invalid', details: { permissions: unknown } });
  }
  const excess = role.permissions.filter((name) => !actor.permissions.has(name));
  if (excess.length > 0) {
    throw new DomainError({ code: 'identity.role_too_strong', kind: 'forbidden', details: { permissions: excess } });
  }
  const permissions = [...new Set(role.permissions)].sort();
  await c.store.withTenant(actor.tenantId, async (tx) => {
    const before = await firstRow<RoleRow>(
      tx,
      sql`SELECT name, label, permissions FROM identity_roles WHERE name = ${role.name} FOR UPDATE`,
    );
    await tx.execute(sql`
      INSERT INTO identity_roles (tenant_id, name, label, permissions, created_at)
      VALUES (${actor.tenantId}, ${role.name}, ${role.label}, ${textArray(permissions)}, ${at(c.clock.now())})
      ON CONFLICT (tenant_id, name) DO UPDATE SET label = excluded.label, permissions = excluded.permissions`);
    await recordAudit(c, tx, {
      actor,
      action: before ? 'core.role.changed' : 'core.role.created',
      subject: { type: 'core.role', id: role.name },
      before,
      after: { ...role, permissions },
    });
  });
  c.actors.forget();
  return { name: role.name, label: role.label, permissions, builtIn: false };
}

/** `identity.role_not_found`; `identity.role_in_use` (conflict) while a member holds it. */
export async function removeRole(c: IdentityContext, actor: Actor, name: string): Promise<void> {
  await c.store.withTenant(actor.tenantId, async (tx) => {
    const holder = await firstRow(tx, sql`SELECT user_id FROM identity_members WHERE ${name} = ANY (roles) LIMIT 1`);
    if (holder) throw new DomainError({ code: 'identity.role_in_use', kind: 'conflict' });
    const gone = await firstRow<RoleRow>(
      tx,
      sql`DELETE FROM identity_roles WHERE name = ${name} RETURNING name, label, permissions`,
    );
    if (!gone) throw new DomainError({ code: 'identity.role_not_found', kind: 'not_found' });
    const subject = { type: 'core.role', id: name };
    await recordAudit(c, tx, { actor, action: 'core.role.removed', subject, before: gone });
  });
  c.actors.forget();
}
