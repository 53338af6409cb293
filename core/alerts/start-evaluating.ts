import type { Platform } from '@griot/application';
import { errorMessage } from '@griot/kernel';
import { ensureDemonstration } from './demonstration.ts';
import { evaluateDue } from './evaluation/evaluate.ts';
import { watchFlows } from './evaluation/watch-flows.ts';
import { READ } from './http/permissions.ts';
import { dueNow } from './store/thresholds.ts';

const EVERY_MS = 10_000;

/** The loop of the server's process. Several servers may run it: the database decides who evaluates what. */
export async function startEvaluating(platform: Platform): Promise<() => Promise<void>> {
  const { live, flows, store, clock, log, config } = platform;
  live.allow([{ pattern: 'alerts.changed', permission: READ, visible: (actor) => actor.scopes.length === 0 }]);
  if (config.demo) await ensureDemonstration(platform);
  const failed = (error: unknown) => log.error({ error: errorMessage(error) }, 'Alerts were not evaluated');
  let running: Promise<unknown> = Promise.resolve();
  let stopped = false;
  const round = () => {
    running = running
      .then(async () => {
        if (stopped) return;
        await watchFlows(platform);
        await evaluateDue(platform);
      })
      .catch(failed);
  };
  const endListening = await flows.onChange(({ tenantId, kind, state }) => {
    if (kind !== 'run' || (state !== 'succeeded' && state !== 'failed')) return;
    // A run that succeeded may have published a generation: look again, now.
    store.withTenant(tenantId, (tx) => dueNow(tx, tenantId, clock.now())).then(round, failed);
  });
  const timer = setInterval(round, EVERY_MS);
  round();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await endListening();
    await running;
  };
}
