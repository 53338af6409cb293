import type { Services } from '@griot/application';
import type { TriggeredBy } from '@griot/flows';
import type { Actor, SystemActor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import { type Batch, beginLoad, presentBatch, setRun } from '../store/periods.ts';

/** PostgreSQL's code of an exclusion constraint that does not hold. */
const EXCLUDED = '23P01';

/** Starts the load of a batch, or shows again one that was replaced. Warnings and a period that is there already must be confirmed. */
export async function beginOf(
  services: Services,
  actor: Actor | SystemActor,
  batch: Batch,
  o: { confirm: boolean; restore: boolean; ip?: string | undefined },
): Promise<{ dagRunId: string; status: 'triggered' }> {
  const { tenantId } = actor;
  refuseUnready(batch, o.restore);
  try {
    return await services.store.withTenant(tenantId, async (tx) => {
      const present = await presentBatch(tx, tenantId, batch);
      const what = [
        ...(present ? ['cette période est déjà chargée et sera remplacée'] : []),
        ...(!o.restore && batch.warnings > 0 ? [`${batch.warnings} avertissement(s)`] : []),
      ];
      if (what.length > 0 && !o.confirm) {
        throw new DomainError({
          code: 'compta.confirm_needed',
          kind: 'conflict',
          details: { what: what.join(', '), replaces: present?.batchId ?? null },
        });
      }
      const replaces = present?.batchId ?? null;
      await beginLoad(tx, tenantId, batch.batchId, replaces);
      const period = `${batch.periodStart} ${batch.periodEnd}`;
      const parameters = { batchId: batch.batchId, clientId: batch.clientId, period, replaces, restore: o.restore };
      const { runId } = await services.flows.trigger(tenantId, 'compta.chargement', parameters, triggeredBy(actor), {
        tx,
      });
      await setRun(tx, tenantId, batch.batchId, runId);
      await services.identity.audit.record(tx, {
        actor,
        action: o.restore ? 'compta.period.restored' : 'compta.period.loaded',
        subject: { type: 'compta.batch', id: batch.batchId },
        after: parameters,
        ...(o.ip !== undefined && { ip: o.ip }),
      });
      return { dagRunId: runId, status: 'triggered' as const };
    });
  } catch (error) {
    if (codeOf(error) !== EXCLUDED) throw error;
    throw new DomainError({ code: 'compta.period_overlaps', kind: 'conflict', cause: error });
  }
}

/** Whom a run says that it was started by. */
export const triggeredBy = (actor: Actor | SystemActor): TriggeredBy =>
  'userId' in actor ? { kind: 'user', id: actor.userId } : { kind: 'cli', id: actor.system };

function refuseUnready(batch: Batch, restore: boolean): void {
  if (restore) {
    if (batch.status === 'COMPLETED' && batch.replacedBy !== null && !batch.deleted) return;
    throw new DomainError({ code: 'compta.not_restorable', kind: 'conflict' });
  }
  if (batch.errors > 0) {
    throw new DomainError({ code: 'compta.batch_has_errors', kind: 'conflict', details: { errors: batch.errors } });
  }
  // A load that failed may be tried again: its files were good.
  const ready = batch.status === 'PENDING' || (batch.status === 'FAILED' && batch.periodStart !== null);
  if (!ready)
    throw new DomainError({ code: 'compta.batch_not_ready', kind: 'conflict', details: { status: batch.status } });
}

/** The store and the query builder each wrap what the database said. */
function codeOf(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && at.code === EXCLUDED) return EXCLUDED;
  }
  return undefined;
}
