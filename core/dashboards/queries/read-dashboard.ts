import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { Store } from '@griot/store';
import { type Access, findDashboard, type StoredDashboard } from '../store/rows.ts';
import type { Shipped, ShippedDashboard } from './shipped.ts';

export const isShippedId = (id: string): boolean => id.includes(':');

/** A dashboard of the tenant, or one that an application ships; `dashboards.unknown` for what this person may not see. */
export async function readDashboard(
  { store, shipped }: { store: Store; shipped: Shipped },
  actor: Actor,
  id: string,
  language: 'fr' | 'en',
): Promise<StoredDashboard> {
  if (!isShippedId(id))
    return store.withTenant(actor.tenantId, (tx) => findDashboard(tx, actor, id), { readOnly: true });
  const found = (await shipped(language)).get(id);
  if (!found || !actor.applications.includes(found.spec.application))
    throw new DomainError({ code: 'dashboards.unknown', kind: 'not_found', details: { id } });
  return asDashboard(found);
}

export function asDashboard({ id, spec }: ShippedDashboard): StoredDashboard {
  const access: Access = 'view';
  const { title, description, application } = spec;
  return {
    id,
    title,
    description,
    application,
    ownerName: '',
    access,
    shared: true,
    version: 0,
    widgets: spec.items.length,
    updatedAt: '',
    updatedBy: '',
    spec,
  };
}
