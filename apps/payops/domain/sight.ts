import type { Actor } from '@griot/identity';

/** What a member may be narrowed to. Without any scope one sees the whole tenant: the platform. */
export const SCOPE_KINDS = ['payops.region', 'payops.bank', 'payops.merchant', 'payops.agent'] as const;

export interface Place {
  tenantType: string;
  tenantId: string;
  region: string;
}

/** The entities and regions of a reader; null: everything. A reader narrowed in other applications alone sees nothing. */
export interface Sight {
  regions: string[];
  entities: { tenantType: string; tenantId: string }[];
}

export function sightOf(actor: Pick<Actor, 'scopes'>): Sight | null {
  if (actor.scopes.length === 0) return null;
  const sight: Sight = { regions: [], entities: [] };
  for (const { kind, id } of actor.scopes) {
    if (kind === 'payops.region') sight.regions.push(id);
    else if (kind === 'payops.bank' || kind === 'payops.merchant' || kind === 'payops.agent')
      sight.entities.push({ tenantType: kind.slice('payops.'.length), tenantId: id });
  }
  return sight;
}

export function maySee(actor: Pick<Actor, 'scopes'>, place: Place): boolean {
  const sight = sightOf(actor);
  return (
    sight === null ||
    sight.regions.includes(place.region) ||
    sight.entities.some(({ tenantType, tenantId }) => tenantType === place.tenantType && tenantId === place.tenantId)
  );
}
