import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { TENANT_TYPES } from '../domain/event-types.ts';
import { type Sight, sightOf } from '../domain/sight.ts';
import type { Selection } from '../queries/sight-sql.ts';

/** How a request picks among what its reader may see. */
export const selectionQuery = {
  tenantType: z.enum(TENANT_TYPES).optional(),
  tenantId: z.string().min(1).max(120).optional(),
  region: z.string().min(1).max(80).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  source: z.enum(['wallet', 'connect']).optional(),
};

export interface Reader {
  tenantId: string;
  sight: Sight | null;
}

export const readerOf = (actor: Actor): Reader => ({ tenantId: actor.tenantId, sight: sightOf(actor) });

export function selectionFrom(query: Selection): Selection {
  const { tenantType, tenantId, region, country, currency, source } = query;
  return { tenantType, tenantId, region, country, currency, source };
}

/** What is for those who see the whole platform: to others it is refused, whatever they hold. */
export function wholePlatform(actor: Actor): void {
  if (sightOf(actor) !== null) throw new DomainError({ code: 'payops.platform_only', kind: 'forbidden' });
}
