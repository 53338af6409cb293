import type { Services } from '@griot/application';
import type { Actor, SystemActor } from '@griot/identity';
import type { Tx } from '@griot/store';
import { tellChange } from '../flows/live-progress.ts';
import { type BatchFile, insertBatch, setRun } from '../store/periods.ts';
import { triggeredBy } from './begin-load.ts';

export type KeptFile = BatchFile & { size: number; sha256: string };

/** Files that lie in the drive become a batch, and their check starts: all of it with the transaction, or nothing. */
export async function receiveBatch(
  services: Services,
  tx: Tx,
  actor: Actor | SystemActor,
  o: { batchId: string; clientId: string; files: readonly KeptFile[]; ip?: string },
): Promise<{ runId: string }> {
  const { tenantId } = actor;
  const { batchId, clientId, files, ip } = o;
  const by = 'userId' in actor ? actor.userId : null;
  await insertBatch(tx, { tenantId, batchId, clientId, by, now: services.clock.now(), files });
  const { runId } = await services.flows.trigger(tenantId, 'compta.controle', { batchId }, triggeredBy(actor), { tx });
  await setRun(tx, tenantId, batchId, runId);
  await tellChange(services, tx, tenantId, { batchId, clientId }, 'VALIDATING');
  await services.identity.audit.record(tx, {
    actor,
    action: 'compta.files.sent',
    subject: { type: 'compta.batch', id: batchId },
    after: { clientId, files: files.map(({ name }) => name) },
    ...(ip !== undefined && { ip }),
  });
  return { runId };
}
