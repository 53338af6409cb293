import type { Services } from '@griot/application';
import { defineFlow, type FlowDefinition } from '@griot/flows';
import { z } from 'zod';
import { endMail, tellEnd } from '../commands/tell-end.ts';
import { failLoad } from '../store/periods.ts';
import { type ActContext, actKey, actParameters } from './act.ts';
import { type Activation, activate } from './activate.ts';
import { publishFigures } from './publish.ts';
import { batchOf } from './read-batch.ts';
import { undoFiles } from './settle-files.ts';

/** An act that failed or was cancelled leaves what was there: the figures, the files, the state. */
export function returnFlow(services: Services): FlowDefinition {
  return defineFlow({
    name: 'compta.retour',
    label: { fr: 'Retour après un traitement échoué', en: 'Return after an act that failed' },
    parameters: actParameters.extend({ reason: z.string().max(500).default('') }),
    concurrencyKey: actKey,
    whenBusy: 'queue',
    after: [
      {
        flow: 'compta.chargement',
        states: ['failed', 'cancelled'],
        parameters: (before) => ({ ...before.parameters, reason: before.state }),
      },
    ],
    tasks: [
      {
        name: 'retour',
        label: { fr: 'Remise en l’état', en: 'Back to what was there' },
        timeoutMs: 1_800_000,
        // Until this is done nothing else can be done with the period: what is out of reach is waited for.
        retries: 8,
        backoff: { kind: 'exponential', ms: 1000, maxMs: 60_000 },
        run: async (ctx) => {
          const { tenantId } = ctx;
          const { reason, ...act } = ctx.parameters;
          const batch = await batchOf(services, tenantId, act.batchId);
          if (batch.status !== 'PROCESSING') return { changed: false };
          await activate(services, tenantId, former(ctx));
          await publishFigures(services, ctx, (percent, text) => ctx.progress(percent, text));
          const stays = act.act === 'delete' ? act.batchId : act.replaces;
          await undoFiles(services, ctx, { batch, stays, act: act.act });
          const mail = await endMail(services, tenantId, batch);
          const { batchId, replaces, replacedBy, wasDeleted } = act;
          const now = services.clock.now();
          return ctx.commit(async (tx) => {
            const changed = await failLoad(tx, {
              ...{ tenantId, batchId, replaces, replacedBy, wasDeleted, now, error: reason },
            });
            if (changed) await tellEnd(services, tx, { tenantId, batch, runId: ctx.runId, what: 'failed', mail });
            return { changed };
          });
        },
      },
    ],
  });
}

/** What was shown before the act. */
function former(ctx: ActContext): Activation {
  const { act, batchId, replaces, wasDeleted } = ctx.parameters;
  const loadId = ctx.idempotencyKey;
  if (act === 'delete') return { loadId, on: batchId, off: null, offStatus: 'DELETED' };
  const offStatus = act === 'load' ? 'FAILED' : wasDeleted ? 'DELETED' : 'REPLACED';
  return { loadId, on: replaces, off: batchId, offStatus };
}
