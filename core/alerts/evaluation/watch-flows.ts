import type { Platform } from '@griot/application';
import type { EndedRunView } from '@griot/flows';
import { errorMessage } from '@griot/kernel';
import { tell } from '../delivery/notices.ts';
import { packDue } from '../delivery/pack.ts';
import { calm } from '../domain/step.ts';
import { lockAlert, openAlert, resolveOpen } from '../store/alerts.ts';
import { readDefaults } from '../store/defaults.ts';
import { readMemories, writeMemory } from '../store/memories.ts';

export type WatchingFlows = Pick<
  Platform,
  'store' | 'flows' | 'identity' | 'live' | 'mail' | 'config' | 'clock' | 'log'
>;

/** What ended while no server watched is looked at too. */
const FIRST_BACK_MS = 24 * 60 * 60_000;
/** An end may become visible a little after its time. */
const OVERLAP_MS = 60_000;
const PAGE = 1000;

/**
 * A failed run opens the alert of its flow, the next success ends it. What was handled is kept beside the alert, in the same
 * transaction: after a restart the last day is read again and nothing is told twice.
 */
export function watchFlows(o: WatchingFlows): () => Promise<void> {
  let since: Date | null = null;
  let seen = new Set<string>();
  return async () => {
    let from = since ?? new Date(o.clock.now().getTime() - FIRST_BACK_MS);
    const met = new Set<string>();
    for (;;) {
      const runs = await o.flows.endedSince(from);
      for (const run of runs) {
        const key = `${run.id} ${run.finishedAt}`;
        met.add(key);
        if (!seen.has(key)) await handleSafely(o, run);
      }
      const last = runs.at(-1);
      if (!last) break;
      const end = new Date(last.finishedAt);
      // Never back: another pass may have seen further.
      if (since === null || end.getTime() - OVERLAP_MS > since.getTime()) since = new Date(end.getTime() - OVERLAP_MS);
      if (runs.length < PAGE || end.getTime() <= from.getTime()) break;
      from = end;
    }
    seen = met;
  };
}

async function handleSafely(o: WatchingFlows, run: EndedRunView): Promise<void> {
  try {
    if (run.state !== 'cancelled') await handle(o, run);
  } catch (error) {
    o.log.error(
      { tenantId: run.tenantId, runId: run.id, error: errorMessage(error) },
      'The end of a run was not handled',
    );
  }
}

async function handle(o: WatchingFlows, run: EndedRunView): Promise<void> {
  const { tenantId } = run;
  const tenant = await o.identity.findTenant({ id: tenantId });
  if (!tenant) return;
  const now = o.clock.now();
  const source = `flow:${run.flow}`;
  const failed = run.state === 'failed';
  const label = o.flows.catalogue().find((one) => one.name === run.flow)?.label[tenant.locale] ?? run.flow;
  const fr = tenant.locale === 'fr';
  await o.store.withTenant(tenantId, async (tx) => {
    const before = (await readMemories(tx, source)).get('');
    if (before && Date.parse(before.since) >= Date.parse(run.finishedAt)) return;
    const state = failed ? ('active' as const) : ('normal' as const);
    await writeMemory(tx, { tenantId, source, value: '', memory: { ...calm(run.finishedAt), open: failed, state } });
    const title = fr ? `Traitement en échec : ${label}` : `Failed run: ${label}`;
    const message = run.failure ? `${run.failure.task} : ${run.failure.message}` : label;
    const upstream = {
      flow: run.flow,
      runId: run.id,
      task: run.failure?.task ?? '',
      message: run.failure?.message ?? '',
    };
    const opened = failed
      ? await openAlert(tx, {
          ...{ tenantId, source, type: 'flow', severity: 'critical', title, message, dimension: null, value: '' },
          context: { name: title, runId: run.id, flow: run.flow, task: run.failure?.task ?? null, upstream },
          ...{ valueLabel: '', thresholdValue: null, actualValue: null, by: 'Griot', now },
          delivery: (await readDefaults(tx, tenantId)).delivery,
        })
      : null;
    const alert = opened
      ? await lockAlert(tx, opened)
      : failed
        ? null
        : await resolveOpen(tx, { tenantId, source, value: '', actual: null, now });
    if (!alert) return;
    const what = failed ? 'opened' : 'resolved';
    await tell(tx, alert, { what, timeZone: tenant.timeZone, now });
    const told = { id: alert.id, what, title, severity: 'critical', dimension: null, value: '' };
    await o.live.publishIn(tx, tenantId, 'alerts.changed', told);
    await packDue(o, tx, { tenant, now, source });
  });
}
