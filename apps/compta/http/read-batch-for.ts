import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import { type Batch, findBatch } from '../store/periods.ts';
import { seenBatch } from './sight.ts';

/** A batch for a reader who may see its client; for anybody else it is not there. */
export async function readBatchFor(services: Services, actor: Actor, batchId: string): Promise<Batch> {
  const { tenantId } = actor;
  const found = await services.store.withTenant(tenantId, (tx) => findBatch(tx, tenantId, batchId), { readOnly: true });
  return seenBatch(actor, found, batchId);
}
