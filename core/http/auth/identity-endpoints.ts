import type { Identity } from '@griot/identity';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { accountEndpoints } from './account-endpoints.ts';
import { auditEndpoints } from './audit-endpoints.ts';
import type { MailPort } from './mail-port.ts';
import { memberEndpoints } from './member-endpoints.ts';
import { passwordEndpoints } from './password-endpoints.ts';
import { sessionEndpoints } from './session-endpoints.ts';
import { tenantEndpoints } from './tenant-endpoints.ts';
import { tokenEndpoints } from './token-endpoints.ts';

export interface IdentityEndpointOptions {
  corsOrigins?: readonly string[];
  mail?: MailPort | undefined;
}

/** Everything about signing in, people and their rights. `createHttpServer` adds these by itself. */
export function identityEndpoints(identity: Identity, o: IdentityEndpointOptions = {}): Endpoint[] {
  return [
    ...sessionEndpoints(identity, o.corsOrigins ?? []),
    ...passwordEndpoints(identity, o.mail),
    ...accountEndpoints(identity),
    ...tokenEndpoints(identity),
    ...memberEndpoints(identity),
    ...tenantEndpoints(identity),
    ...auditEndpoints(identity),
  ];
}
