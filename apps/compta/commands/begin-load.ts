import type { Services } from '@griot/application';
import type { TriggeredBy } from '@griot/flows';
import type { Actor, SystemActor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { Act, ActParameters } from '../flows/act.ts';
import { tellChange } from '../flows/live-progress.ts';
import { type Batch, beginLoad, presentBatch, setRun } from '../store/periods.ts';

/** PostgreSQL's code of an exclusion constraint that does not hold. */
const EXCLUDED = '23P01';
const ACTIONS: Record<Act, string> = {
  load: 'compta.period.loaded',
  restore: 'compta.period.restored',
  delete: 'compta.period.deleted',
};

/**
 * Starts the load of a batch, shows one again that was replaced or deleted, or takes one away. Warnings, a period that is there
 * already, and a deletion must be confirmed.
 */
export async function beginOf(
  services: Services,
  actor: Actor | SystemActor,
  batch: Batch,
  o: { act: Act; confirm: boolean; ip?: string | undefined },
): Promise<{ dagRunId: string; status: 'triggered' }> {
  const { tenantId } = actor;
  const { batchId, clientId } = batch;
  refuseUnready(batch, o.act);
  try {
    return await services.store.withTenant(tenantId, async (tx) => {
      const present = o.act === 'delete' ? null : await presentBatch(tx, tenantId, batch);
      const replaces = present?.batchId ?? null;
      const what = toConfirm(batch, o.act, replaces, 'locale' in actor ? actor.locale : 'fr');
      if (what.length > 0 && !o.confirm) {
        throw new DomainError({
          code: 'compta.confirm_needed',
          kind: 'conflict',
          details: { what: what.join(', '), replaces },
        });
      }
      await beginLoad(tx, { tenantId, batchId, replaces, by: 'userId' in actor ? actor.userId : null });
      const parameters: ActParameters = {
        ...{ batchId, clientId, period: `${batch.periodStart} ${batch.periodEnd}`, act: o.act, replaces },
        ...{ replacedBy: batch.replacedBy, wasDeleted: batch.deleted },
      };
      const { runId } = await services.flows.trigger(tenantId, 'compta.chargement', parameters, triggeredBy(actor), {
        tx,
      });
      await setRun(tx, tenantId, batchId, runId);
      await tellChange(services, tx, tenantId, batch, 'PROCESSING');
      await services.identity.audit.record(tx, {
        actor,
        action: ACTIONS[o.act],
        subject: { type: 'compta.batch', id: batchId },
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

const QUESTIONS = {
  fr: {
    deleted: 'les chiffres de cette période ne seront plus montrés',
    replaced: 'cette période est déjà chargée et sera remplacée',
    warnings: (count: number) => `${count} avertissement(s)`,
  },
  en: {
    deleted: 'the figures of this period will not be shown any more',
    replaced: 'this period is loaded already and will be replaced',
    warnings: (count: number) => `${count} warning(s)`,
  },
};

function toConfirm(batch: Batch, act: Act, replaces: string | null, locale: 'fr' | 'en'): string[] {
  const words = QUESTIONS[locale];
  if (act === 'delete') return [words.deleted];
  return [
    ...(replaces === null ? [] : [words.replaced]),
    ...(act === 'load' && batch.warnings > 0 ? [words.warnings(batch.warnings)] : []),
  ];
}

function refuseUnready(batch: Batch, act: Act): void {
  const loaded = batch.status === 'COMPLETED';
  const hidden = batch.replacedBy !== null || batch.deleted;
  if (act === 'restore') {
    if (loaded && hidden) return;
    throw new DomainError({ code: 'compta.not_restorable', kind: 'conflict' });
  }
  if (act === 'delete') {
    if (loaded && !hidden) return;
    throw new DomainError({ code: 'compta.not_shown', kind: 'conflict' });
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
