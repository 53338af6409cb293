import { DomainError } from '@griot/kernel';
import {
  type AccessDeclaration,
  ADMIN_ROLE,
  coreAccess,
  type PermissionDeclaration,
  type RoleDeclaration,
} from './declarations.ts';

/** All declared permissions and roles, and what a member's roles come to. Pure and immutable. */
export interface AccessCatalogue {
  readonly permissions: readonly PermissionDeclaration[];
  readonly roles: readonly RoleDeclaration[];
  hasPermission(name: string): boolean;
  hasRole(name: string): boolean;
  /** Effective permissions of roles in a tenant. `ownRoles` are the tenant's own, name → permissions. */
  resolve(input: {
    roles: readonly string[];
    applications: readonly string[];
    ownRoles?: ReadonlyMap<string, readonly string[]>;
  }): ReadonlySet<string>;
}

const PERMISSION = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){2,}$/;

/** Throws `identity.bad_declaration` with every fault: badly named or repeated permissions, roles that name unknown ones. */
export function buildAccessCatalogue(declarations: readonly AccessDeclaration[]): AccessCatalogue {
  const all = [coreAccess, ...declarations];
  const faults: string[] = [];
  const permissions = new Map<string, PermissionDeclaration>();
  for (const permission of all.flatMap((d) => d.permissions)) {
    if (!PERMISSION.test(permission.name)) faults.push(`permission "${permission.name}" is not app.resource.verb`);
    if (permissions.has(permission.name)) faults.push(`permission "${permission.name}" is declared twice`);
    permissions.set(permission.name, permission);
  }
  const roles = new Map<string, RoleDeclaration>();
  for (const role of all.flatMap((d) => d.roles)) {
    for (const name of role.permissions) {
      if (!permissions.has(name)) faults.push(`role "${role.name}" names the unknown permission "${name}"`);
    }
    const known = roles.get(role.name);
    roles.set(role.name, known ? { ...known, permissions: [...known.permissions, ...role.permissions] } : role);
  }
  if (faults.length > 0) {
    const message = `Access declarations: ${faults.join('; ')}`;
    throw new DomainError({ code: 'identity.bad_declaration', kind: 'invalid', details: { faults }, message });
  }
  const everything = [...permissions.keys()];
  return {
    permissions: [...permissions.values()],
    roles: [...roles.values()],
    hasPermission: (name) => permissions.has(name),
    hasRole: (name) => roles.has(name),
    resolve({ roles: held, applications, ownRoles }) {
      const enabled = new Set(['core', ...applications]);
      const granted = held.flatMap((name) =>
        name === ADMIN_ROLE ? everything : (roles.get(name)?.permissions ?? ownRoles?.get(name) ?? []),
      );
      // A tenant's own role may name a permission whose application has since been removed: it grants nothing.
      return new Set(granted.filter((name) => permissions.has(name) && enabled.has(name.split('.', 1)[0] ?? '')));
    },
  };
}
