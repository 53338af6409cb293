import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { Batch } from '../store/periods.ts';

/** Ends what is under way with a period: what was there stays. Where it has ended badly and its return too, the return is tried again. */
export async function cancelAct(services: Services, actor: Actor, batch: Batch): Promise<void> {
  if (batch.status !== 'PROCESSING' || batch.runId === null) {
    throw new DomainError({ code: 'compta.batch_not_ready', kind: 'conflict', details: { status: batch.status } });
  }
  const { tenantId, userId } = actor;
  const by = { kind: 'user', id: userId } as const;
  const answer = await services.flows.cancel(tenantId, batch.runId, by);
  if (answer === 'cancelling') return;
  const { parameters, state } = await services.flows.run(tenantId, batch.runId);
  if (state === 'succeeded') return;
  await services.flows.trigger(tenantId, 'compta.retour', { ...(parameters as object), reason: state }, by);
}
