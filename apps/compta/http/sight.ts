import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';

export const CLIENT_SCOPE = 'compta.client';

/** The clients that a reader may see; null: all of the firm. A reader narrowed in other applications alone sees none. */
export function clientsOf(actor: Pick<Actor, 'scopes'>): readonly string[] | null {
  if (actor.scopes.length === 0) return null;
  return actor.scopes.filter(({ kind }) => kind === CLIENT_SCOPE).map(({ id }) => id);
}

/** A client of somebody else is not there: the answer does not tell that it exists. */
export function seen(actor: Pick<Actor, 'scopes'>, clientId: string): void {
  const only = clientsOf(actor);
  if (only !== null && !only.includes(clientId)) throw clientUnknown(clientId);
}

export const clientUnknown = (id: string): DomainError =>
  new DomainError({ code: 'compta.client_unknown', kind: 'not_found', details: { id } });
const batchUnknown = (batchId: string): DomainError =>
  new DomainError({ code: 'compta.batch_unknown', kind: 'not_found', details: { batchId } });

/** The batch, for a reader who may see its client; for anybody else it is not there. */
export function seenBatch<T extends { clientId: string }>(
  actor: Pick<Actor, 'scopes'>,
  batch: T | null,
  batchId: string,
): T {
  const only = clientsOf(actor);
  if (!batch || (only !== null && !only.includes(batch.clientId))) throw batchUnknown(batchId);
  return batch;
}
