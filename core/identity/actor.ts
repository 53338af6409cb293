/** A narrowing of a member's sight to one entity: `{ kind: 'zones.region', id: 'Abidjan' }`. */
export interface Scope {
  kind: string;
  id: string;
}

export type Locale = 'fr' | 'en';

/** Who is asking, in which tenant, and what they may do. Made by `identity.authenticate`, never by a request's content. */
export interface Actor {
  readonly userId: string;
  readonly tenantId: string;
  readonly tenantSlug: string;
  readonly tenantName: string;
  /** Name for people. */
  readonly name: string;
  readonly login: string;
  readonly roles: readonly string[];
  /** Effective permissions: of the roles, in the tenant's enabled applications, cut to the API token's when there is one. */
  readonly permissions: ReadonlySet<string>;
  /** Empty = the whole tenant. */
  readonly scopes: readonly Scope[];
  readonly sessionId: string | null;
  readonly tokenId: string | null;
  /** Of what is answered at once: in a request that of its Accept-Language, else `ownLocale`. */
  readonly locale: Locale;
  /** Of what is sent to them later: their own, else the tenant's. */
  readonly ownLocale: Locale;
  /** IANA name. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Applications the tenant has enabled. */
  readonly applications: readonly string[];
  /** Set when a role asks for a second factor that is not enrolled yet: `permissions` is then empty. */
  readonly mustEnrolSecondFactor: boolean;
}

/** The platform itself acting in a tenant: a flow, the command line, a start-up step. */
export interface SystemActor {
  readonly tenantId: string;
  readonly system: string;
}

/** Whom to name in a tenant's audit chain: an actor of that tenant as such, anybody else by name only. */
export function actorIn(tenantId: string, by: Actor | undefined): Actor | SystemActor {
  return by?.tenantId === tenantId ? by : { tenantId, system: by?.name ?? 'identity' };
}
