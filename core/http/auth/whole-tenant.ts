import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';

/** What cannot be cut to a part of the tenant (a log, the audit) is not for those who see a part: `auth.whole_tenant_only` (forbidden). */
export function wholeTenant(actor: Pick<Actor, 'scopes'>): void {
  if (actor.scopes.length > 0) throw new DomainError({ code: 'auth.whole_tenant_only', kind: 'forbidden' });
}
