export type { AccessCatalogue } from './access/access-catalogue.ts';
export {
  type AccessDeclaration,
  type AccessLabel,
  ADMIN_ROLE,
  coreAccess,
  type PermissionDeclaration,
  type RoleDeclaration,
} from './access/declarations.ts';
export type { Actor, Locale, Scope, SystemActor } from './actor.ts';
export type { ApiTokenInfo } from './api-tokens/manage-api-tokens.ts';
export type { AuditEntry } from './audit/read-entries.ts';
export type { AuditEvent } from './audit/record-audit.ts';
export type { AuditFilters } from './audit/search-audit.ts';
export type { AuditVerdict } from './audit/verify-audit.ts';
export { createIdentity, type Identity, type IdentityOptions, identityMigrations } from './identity.ts';
export type { SessionInfo } from './sessions/end-session.ts';
export type { Origin, SignedIn } from './sessions/issue-session.ts';
export type { LoginInput } from './sessions/log-in.ts';
export type { Member, MemberInput } from './tenants/members.ts';
export type { RoleInfo } from './tenants/roles.ts';
export type { Tenant, TenantChanges, TenantInput } from './tenants/tenants.ts';
export type { PasswordReset } from './users/reset-password.ts';
export type { User, UserInput } from './users/users.ts';
