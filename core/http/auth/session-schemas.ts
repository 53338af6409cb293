import type { Actor, SignedIn } from '@griot/identity';
import { z } from 'zod';

const locale = z.enum(['fr', 'en']);

/** The person signed in, as pages need them. */
export const signedInUser = z.object({
  id: z.uuid(),
  name: z.string(),
  login: z.string(),
  tenant: z.object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    currency: z.string().describe('ISO 4217'),
    timeZone: z.string().describe('IANA'),
  }),
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
  scopes: z.array(z.object({ kind: z.string(), id: z.string() })).describe('Empty = the whole tenant'),
  applications: z.array(z.string()),
  locale,
  mustEnrolSecondFactor: z.boolean(),
});

export const session = z.object({
  accessToken: z.string(),
  expiresAt: z.iso.datetime().describe('When the access token ends; refresh before'),
  user: signedInUser,
});

export const loginBody = z.object({
  login: z.string().trim().min(1).max(320).describe('User name or e-mail'),
  password: z.string().min(1).max(1024),
  tenant: z.string().trim().max(64).optional().describe('Slug; for members of several organisations'),
  totp: z.string().trim().max(40).optional().describe('Code of the second factor, or a recovery code'),
});

export const sessionInfo = z.object({
  id: z.uuid(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  current: z.boolean(),
});

export function toUser(actor: Actor): z.input<typeof signedInUser> {
  return {
    id: actor.userId,
    name: actor.name,
    login: actor.login,
    tenant: {
      id: actor.tenantId,
      slug: actor.tenantSlug,
      name: actor.tenantName,
      currency: actor.currency,
      timeZone: actor.timeZone,
    },
    roles: [...actor.roles],
    permissions: [...actor.permissions].sort(),
    scopes: [...actor.scopes],
    applications: [...actor.applications],
    locale: actor.ownLocale,
    mustEnrolSecondFactor: actor.mustEnrolSecondFactor,
  };
}

export function toSession(signedIn: SignedIn): z.input<typeof session> {
  return {
    accessToken: signedIn.accessToken,
    expiresAt: signedIn.accessExpiresAt.toISOString(),
    user: toUser(signedIn.actor),
  };
}
