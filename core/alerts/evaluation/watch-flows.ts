import type { Platform } from '@griot/application';
import { calm } from '../domain/step.ts';
import { openAlert, readMemories, resolveOpen, writeMemory } from '../store/alerts.ts';

const BACK_MS = 60 * 60_000;

/**
 * A failed run opens the alert of its flow, the next success ends it. What was handled is kept beside the alert, in the same
 * transaction: after a restart the last hour is read again and nothing is told twice.
 */
export async function watchFlows(o: Pick<Platform, 'store' | 'flows' | 'live' | 'clock'>): Promise<void> {
  const now = o.clock.now();
  for (const run of await o.flows.endedSince(new Date(now.getTime() - BACK_MS))) {
    if (run.state === 'cancelled') continue;
    const { tenantId } = run;
    const source = `flow:${run.flow}`;
    await o.store.withTenant(tenantId, async (tx) => {
      const before = (await readMemories(tx, source)).get('');
      if (before && Date.parse(before.since) >= Date.parse(run.finishedAt)) return;
      const failed = run.state === 'failed';
      const memory = {
        ...calm(run.finishedAt),
        open: failed,
        state: failed ? ('active' as const) : ('normal' as const),
      };
      await writeMemory(tx, { tenantId, source, value: '', memory });
      const title = `Traitement en échec : ${run.flow}`;
      const message = run.failure ? `${run.failure.task} : ${run.failure.message}` : run.flow;
      const id = failed
        ? await openAlert(tx, {
            ...{ tenantId, source, type: 'flow', severity: 'critical', title, message, dimension: null, value: '' },
            context: { runId: run.id, flow: run.flow, task: run.failure?.task ?? null },
            ...{ thresholdValue: null, actualValue: null, by: 'Griot', now },
          })
        : await resolveOpen(tx, { tenantId, source, value: '', actual: null, now });
      const what = failed ? 'opened' : 'resolved';
      if (id !== null)
        await o.live.publishIn(tx, tenantId, 'alerts.changed', { id, what, title, severity: 'critical' });
    });
  }
}
