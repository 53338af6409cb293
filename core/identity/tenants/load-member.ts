import type { Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import type { AccessCatalogue } from '../access/access-catalogue.ts';
import type { Actor, Locale, Scope } from '../actor.ts';
import { firstRow, rows } from '../store/rows.ts';

/** A person in a tenant with all that their rights follow from. */
export type Membership = {
  tenant_id: string;
  tenant_slug: string;
  tenant_name: string;
  currency: string;
  time_zone: string;
  tenant_locale: Locale;
  applications: string[];
  second_factor_roles: string[];
  user_id: string;
  user_name: string;
  login: string;
  user_locale: Locale | null;
  roles: string[];
  scopes: Scope[];
  own_roles: { name: string; permissions: string[] }[];
  has_second_factor: boolean;
};

const SELECT_MEMBERSHIP = sql`
  SELECT t.id AS tenant_id, t.slug AS tenant_slug, t.name AS tenant_name, t.currency, t.time_zone,
    t.locale AS tenant_locale, t.applications, t.second_factor_roles,
    u.id AS user_id, u.name AS user_name, u.login, u.locale AS user_locale, m.roles,
    coalesce((SELECT jsonb_agg(jsonb_build_object('kind', s.kind, 'id', s.entity_id) ORDER BY s.kind, s.entity_id)
      FROM identity_member_scopes s WHERE s.tenant_id = m.tenant_id AND s.user_id = m.user_id), '[]') AS scopes,
    coalesce((SELECT jsonb_agg(jsonb_build_object('name', r.name, 'permissions', r.permissions))
      FROM identity_roles r WHERE r.tenant_id = m.tenant_id AND r.name = ANY (m.roles)), '[]') AS own_roles,
    EXISTS (SELECT 1 FROM identity_second_factors f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL)
      AS has_second_factor
  FROM identity_members m
  JOIN identity_tenants t ON t.id = m.tenant_id AND t.active
  JOIN identity_users u ON u.id = m.user_id AND u.active
  WHERE m.active`;

const select = (condition: SQL): SQL => sql`${SELECT_MEMBERSHIP} AND ${condition}`;

/** Null when the person is no (longer an active) member, or the tenant or the person is switched off. */
export function loadMembership(tx: Tx, tenantId: string, userId: string): Promise<Membership | null> {
  return firstRow<Membership>(tx, select(sql`m.tenant_id = ${tenantId} AND m.user_id = ${userId}`));
}

/** The tenants in which a person may sign in, by slug. */
export function loadMemberships(tx: Tx, userId: string): Promise<Membership[]> {
  return rows<Membership>(tx, sql`${select(sql`m.user_id = ${userId}`)} ORDER BY t.slug`);
}

export function toActor(
  access: AccessCatalogue,
  member: Membership,
  via: { sessionId: string } | { tokenId: string; tokenPermissions: readonly string[] },
): Actor {
  const ownRoles = new Map(member.own_roles.map((role) => [role.name, role.permissions]));
  const granted = access.resolve({ roles: member.roles, applications: member.applications, ownRoles });
  const mustEnrol = !member.has_second_factor && member.roles.some((role) => member.second_factor_roles.includes(role));
  const token = 'tokenId' in via ? new Set(via.tokenPermissions) : null;
  const ownLocale = member.user_locale ?? member.tenant_locale;
  const permissions = mustEnrol ? [] : [...granted].filter((name) => token === null || token.has(name));
  return {
    userId: member.user_id,
    tenantId: member.tenant_id,
    tenantSlug: member.tenant_slug,
    tenantName: member.tenant_name,
    name: member.user_name,
    login: member.login,
    roles: member.roles,
    permissions: new Set(permissions),
    scopes: member.scopes,
    sessionId: 'sessionId' in via ? via.sessionId : null,
    tokenId: 'tokenId' in via ? via.tokenId : null,
    locale: ownLocale,
    ownLocale,
    timeZone: member.time_zone,
    currency: member.currency,
    applications: member.applications,
    mustEnrolSecondFactor: mustEnrol,
  };
}
