import { fileURLToPath } from 'node:url';
import { type Clock, DomainError, type Logger } from '@griot/kernel';
import type { MigrationSet, Store, Tx } from '@griot/store';
import { type AccessCatalogue, buildAccessCatalogue } from './access/access-catalogue.ts';
import type { AccessDeclaration } from './access/declarations.ts';
import type { Actor } from './actor.ts';
import { createApiToken, listApiTokens, revokeApiToken } from './api-tokens/manage-api-tokens.ts';
import { type AuditEvent, recordAudit } from './audit/record-audit.ts';
import { exportAudit, searchAudit } from './audit/search-audit.ts';
import { verifyAudit } from './audit/verify-audit.ts';
import type { IdentityContext } from './context.ts';
import { deriveKeys, hmac, seal, unseal } from './keys.ts';
import { pruneIdentity } from './prune-identity.ts';
import { confirmSecondFactor, enrolSecondFactor, removeSecondFactor } from './second-factor/enrol-second-factor.ts';
import { proveSecondFactor } from './second-factor/prove-second-factor.ts';
import { createActorCache } from './sessions/actor-cache.ts';
import { actorOf } from './sessions/actor-of.ts';
import { authenticate } from './sessions/authenticate.ts';
import { endOtherSessions, endSession, listSessions, logOut } from './sessions/end-session.ts';
import { logIn } from './sessions/log-in.ts';
import { refreshSession } from './sessions/refresh-session.ts';
import { switchTenant, tenantsOf } from './sessions/switch-tenant.ts';
import { changeMember, createMember, listMembers, putMember } from './tenants/members.ts';
import { listRoles, putRole, removeRole } from './tenants/roles.ts';
import { createTenant, findTenant, listTenants, updateTenant } from './tenants/tenants.ts';
import { accountOf, markTourSeen } from './users/account.ts';
import { consumePasswordReset, issuePasswordReset } from './users/reset-password.ts';
import { changePassword, setMemberPassword, setPassword } from './users/set-password.ts';
import { createUser, findUser } from './users/users.ts';

/** Tables of identity and audit; applied by `store.migrate` before anything else of identity is called. */
export const identityMigrations: MigrationSet = {
  name: 'identity',
  folder: fileURLToPath(new URL('./store/migrations', import.meta.url)),
};

export interface IdentityOptions {
  store: Store;
  /** At least 32 characters; all keys are derived from it. Changing it ends all sessions and second factors. */
  secret: string;
  clock: Clock;
  log: Logger;
  /** What the installed applications declare. */
  applications: readonly AccessDeclaration[];
}

export type Identity = ReturnType<typeof createIdentity>;

/** Throws `identity.weak_secret` or `identity.bad_declaration`. Touches no database until called. */
export function createIdentity(options: IdentityOptions) {
  const access: AccessCatalogue = buildAccessCatalogue(options.applications);
  const c: IdentityContext = {
    store: options.store,
    clock: options.clock,
    log: options.log,
    keys: deriveKeys(options.secret),
    access,
    actors: createActorCache<Actor>(options.clock),
  };
  return {
    access,
    login: bind(c, logIn),
    refresh: bind(c, refreshSession),
    logout: bind(c, logOut),
    switchTenant: bind(c, switchTenant),
    tenantsOf: bind(c, tenantsOf),
    authenticate: bind(c, authenticate),
    actorOf: bind(c, actorOf),
    /** Throws `auth.forbidden` (forbidden; details.permission). */
    require(actor: Actor, permission: string): void {
      if (actor.permissions.has(permission)) return;
      throw new DomainError({ code: 'auth.forbidden', kind: 'forbidden', details: { permission } });
    },
    /** Effective permissions of roles in a tenant with these applications, built-in roles only. */
    permissionsOf: (roles: readonly string[], applications: readonly string[]): ReadonlySet<string> =>
      access.resolve({ roles, applications }),

    sessions: bind(c, listSessions),
    endSession: bind(c, endSession),
    endOtherSessions: bind(c, endOtherSessions),

    createTenant: bind(c, createTenant),
    updateTenant: bind(c, updateTenant),
    findTenant: bind(c, findTenant),
    tenants: bind(c, listTenants),
    addMember: bind(c, putMember),
    createMember: bind(c, createMember),
    changeMember: bind(c, changeMember),
    members: bind(c, listMembers),
    roles: bind(c, listRoles),
    putRole: bind(c, putRole),
    removeRole: bind(c, removeRole),

    createUser: bind(c, createUser),
    findUser: bind(c, findUser),
    setPassword: bind(c, setPassword),
    setMemberPassword: bind(c, setMemberPassword),
    account: bind(c, accountOf),
    markTourSeen: bind(c, markTourSeen),
    changePassword: bind(c, changePassword),
    issuePasswordReset: bind(c, issuePasswordReset),
    consumePasswordReset: bind(c, consumePasswordReset),

    secondFactor: {
      enrol: bind(c, enrolSecondFactor),
      confirm: bind(c, confirmSecondFactor),
      remove: bind(c, removeSecondFactor),
      /** Asks a signed-in person for a code again, before an act that must be theirs. */
      prove: bind(c, proveSecondFactor),
    },
    apiTokens: { create: bind(c, createApiToken), list: bind(c, listApiTokens), revoke: bind(c, revokeApiToken) },
    audit: {
      record: (tx: Tx, event: AuditEvent) => recordAudit(c, tx, event),
      verify: bind(c, verifyAudit),
      search: bind(c, searchAudit),
      export: bind(c, exportAudit),
    },
    /** Keyed hash, for comparing what must not be kept (a request's body): equal texts, equal hashes, all processes. */
    fingerprint: (text: string): string => hmac(c.keys.fingerprint, text).toString('hex'),
    /**
     * For secrets that the core must be able to use again (a webhook's): sealed with a key of the installation, bound to
     * their place by `context`. `open` throws when the text was sealed elsewhere.
     */
    vault: {
      seal: (plain: string, context: string): string => seal(c.keys.vault, plain, context),
      open: (sealed: string, context: string): string => unseal(c.keys.vault, sealed, context),
    },
    prune: bind(c, pruneIdentity),
  };
}

function bind<A extends unknown[], R>(c: IdentityContext, f: (c: IdentityContext, ...rest: A) => R): (...rest: A) => R {
  return (...rest) => f(c, ...rest);
}
