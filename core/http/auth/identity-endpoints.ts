import type { Identity, PasswordReset } from '@griot/identity';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { auditEndpoints } from './audit-endpoints.ts';
import { memberEndpoints } from './member-endpoints.ts';
import { passwordEndpoints } from './password-endpoints.ts';
import { sessionEndpoints } from './session-endpoints.ts';
import { tokenEndpoints } from './token-endpoints.ts';

/** Sends a person the mail with their reset link. Built by a host. */
export interface MailPort {
  passwordReset(reset: PasswordReset): Promise<void>;
}

export interface IdentityEndpointOptions {
  corsOrigins?: readonly string[];
  mail?: MailPort | undefined;
}

/** Everything about signing in, people and their rights. `createHttpServer` adds these by itself. */
export function identityEndpoints(identity: Identity, o: IdentityEndpointOptions = {}): Endpoint[] {
  return [
    ...sessionEndpoints(identity, o.corsOrigins ?? []),
    ...passwordEndpoints(identity, o.mail),
    ...tokenEndpoints(identity),
    ...memberEndpoints(identity),
    ...auditEndpoints(identity),
  ];
}
