import { DomainError, newId } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { type Actor, actorIn, type Locale } from '../actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { IdentityContext } from '../context.ts';
import { at, firstRow, isUniqueViolation, rows, textArray } from '../store/rows.ts';
import { parseInput, tenantInput } from '../users/input-schemas.ts';

export interface Tenant {
  id: string;
  slug: string;
  name: string;
  currency: string;
  timeZone: string;
  locale: Locale;
  applications: string[];
  /** Roles whose holders must have a second factor. */
  secondFactorRoles: string[];
  active: boolean;
}

export interface TenantInput {
  /** Lower case letters, digits and dashes; unique; part of addresses. */
  slug: string;
  name: string;
  currency: string;
  timeZone: string;
  locale: Locale;
  applications: string[];
}

type TenantRow = {
  id: string;
  slug: string;
  name: string;
  currency: string;
  time_zone: string;
  locale: Locale;
  applications: string[];
  second_factor_roles: string[];
  active: boolean;
};

const COLUMNS = sql`id, slug, name, currency, time_zone, locale, applications, second_factor_roles, active`;

const toTenant = (row: TenantRow): Tenant => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  currency: row.currency,
  timeZone: row.time_zone,
  locale: row.locale,
  applications: row.applications,
  secondFactorRoles: row.second_factor_roles,
  active: row.active,
});

/** `identity.bad_input` (invalid, details.issues), `identity.tenant_exists` (conflict). */
export async function createTenant(c: IdentityContext, input: TenantInput, by?: Actor): Promise<Tenant> {
  const t = parseInput(tenantInput, input);
  const now = c.clock.now();
  const id = newId(now.getTime());
  try {
    return await c.store.withSystem(async (tx) => {
      const row = await firstRow<TenantRow>(
        tx,
        sql`INSERT INTO identity_tenants (id, slug, name, currency, time_zone, locale, applications, created_at)
          VALUES (${id}, ${t.slug}, ${t.name}, ${t.currency}, ${t.timeZone}, ${t.locale}, ${textArray(t.applications)},
            ${at(now)}) RETURNING ${COLUMNS}`,
      );
      if (!row) throw new Error('an insert returned no row');
      await recordAudit(c, tx, {
        actor: actorIn(id, by),
        action: 'core.tenant.created',
        subject: { type: 'core.tenant', id },
        after: t,
      });
      return toTenant(row);
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new DomainError({ code: 'identity.tenant_exists', kind: 'conflict', details: { slug: t.slug } });
  }
}

export function listTenants(c: IdentityContext): Promise<Tenant[]> {
  return c.store.withSystem(async (tx) => {
    const found = await rows<TenantRow>(tx, sql`SELECT ${COLUMNS} FROM identity_tenants ORDER BY slug`);
    return found.map(toTenant);
  });
}

/** By id or slug; null when there is none. */
export function findTenant(c: IdentityContext, by: { id: string } | { slug: string }): Promise<Tenant | null> {
  return c.store.withSystem(async (tx) => {
    const condition = 'id' in by ? sql`id::text = ${by.id}` : sql`slug = ${by.slug}`;
    const row = await firstRow<TenantRow>(tx, sql`SELECT ${COLUMNS} FROM identity_tenants WHERE ${condition}`);
    return row && toTenant(row);
  });
}

export interface TenantChanges {
  name?: string | undefined;
  applications?: string[] | undefined;
  secondFactorRoles?: string[] | undefined;
  active?: boolean | undefined;
}

/** Currency and time zone are not here: posted amounts and business days depend on them. `identity.tenant_not_found`. */
export async function updateTenant(
  c: IdentityContext,
  tenantId: string,
  changes: TenantChanges,
  by?: Actor,
): Promise<Tenant> {
  const updated = await c.store.withSystem(async (tx) => {
    const before = await firstRow<TenantRow>(
      tx,
      sql`SELECT ${COLUMNS} FROM identity_tenants WHERE id::text = ${tenantId} FOR NO KEY UPDATE`,
    );
    if (!before) throw new DomainError({ code: 'identity.tenant_not_found', kind: 'not_found' });
    const row = await firstRow<TenantRow>(
      tx,
      sql`UPDATE identity_tenants SET name = ${changes.name ?? before.name},
          applications = ${textArray(changes.applications ?? before.applications)},
          second_factor_roles = ${textArray(changes.secondFactorRoles ?? before.second_factor_roles)},
          active = ${changes.active ?? before.active}
        WHERE id = ${before.id} RETURNING ${COLUMNS}`,
    );
    if (!row) throw new Error('an update returned no row');
    await recordAudit(c, tx, {
      actor: actorIn(before.id, by),
      action: 'core.tenant.changed',
      subject: { type: 'core.tenant', id: before.id },
      before: toTenant(before),
      after: toTenant(row),
    });
    return toTenant(row);
  });
  c.actors.forget();
  return updated;
}
