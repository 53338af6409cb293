import type { Services } from '@griot/application';
import type { Tenant } from '@griot/identity';
import { type Day, DomainError, dayInZone } from '@griot/kernel';

export async function tenantOf(services: Services, tenantId: string): Promise<Tenant> {
  const tenant = await services.identity.findTenant({ id: tenantId });
  if (!tenant) throw new DomainError({ code: 'zones.tenant_unknown', kind: 'not_found' });
  return tenant;
}

/** The business day that figures are as of: the tenant's day on which the newest source was loaded. */
export function asOfDay(sources: readonly { loadedAt: string }[], timeZone: string): Day | null {
  const newest = sources
    .map((source) => source.loadedAt)
    .sort()
    .at(-1);
  return newest === undefined ? null : dayInZone(new Date(newest), timeZone);
}
