import type { Identity, Tenant } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint/define-endpoint.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';

const tags = ['users'];
const permission = 'core.tenant.manage';

const tenant = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  locale: z.enum(['fr', 'en']),
  applications: z.array(z.string()),
  secondFactorRoles: z.array(z.string()),
});

/** The actor's own organisation. Applications, currency and time zone are the operator's to set. */
export function tenantEndpoints(identity: Identity): Endpoint[] {
  const found = (one: Tenant | null): Tenant => {
    if (one) return one;
    throw new DomainError({ code: 'identity.tenant_not_found', kind: 'not_found' });
  };
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/tenant',
      summary: 'Mon organisation',
      tags,
      permission,
      data: tenant,
      handler: async ({ actor }) => found(await identity.findTenant({ id: actor.tenantId })),
    }),
    defineEndpoint({
      method: 'PATCH',
      path: '/api/tenant',
      summary: 'Régler mon organisation',
      tags,
      permission,
      body: z.object({
        name: z.string().trim().min(1).max(200).optional(),
        secondFactorRoles: z.array(z.string().max(63)).max(50).optional().describe('Roles that need a second factor'),
      }),
      data: tenant,
      handler: ({ actor, body }) => identity.updateTenant(actor.tenantId, body, actor),
    }),
  ];
}
