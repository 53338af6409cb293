import type { Platform } from '@griot/application';
import { errorMessage } from '@griot/kernel';
import { sendWebhooks } from './delivery/send-webhooks.ts';
import { ensureDemonstration } from './demonstration.ts';
import { evaluateDue } from './evaluation/evaluate.ts';
import { sweep } from './evaluation/sweep.ts';
import { watchFlows } from './evaluation/watch-flows.ts';
import { READ } from './http/permissions.ts';
import { maySee } from './queries/sight.ts';
import { dueNow } from './store/thresholds.ts';

const EVERY_MS = 10_000;
const CALLS_EVERY_MS = 2_000;

/** The loops of the server's process. Several servers may run them: the database decides who does what. */
export async function startEvaluating(platform: Platform): Promise<() => Promise<void>> {
  const { live, flows, store, clock, log, config, applications } = platform;
  live.allow([
    {
      pattern: 'alerts.changed',
      permission: READ,
      visible: (actor, { data }) => maySee(applications, actor, data as { dimension?: string; value?: string } | null),
    },
  ]);
  if (config.demo) await ensureDemonstration(platform);
  const watch = watchFlows(platform);
  const part = async (name: string, work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      log.error({ error: errorMessage(error), part: name }, 'Alerts were not looked after');
    }
  };
  // A failure of one part is not the end of the others.
  const looking = loop(EVERY_MS, async () => {
    await part('flows', watch);
    await part('thresholds', () => evaluateDue(platform));
    await part('sweep', () => sweep(platform));
  });
  const calling = loop(CALLS_EVERY_MS, () => part('webhooks', () => sendWebhooks(platform)));
  const endListening = await flows.onChange(({ tenantId, kind, state }) => {
    if (kind !== 'run' || (state !== 'succeeded' && state !== 'failed')) return;
    // A run that succeeded may have published a generation: look again, now.
    store
      .withTenant(tenantId, (tx) => dueNow(tx, tenantId, clock.now()))
      .then(looking.now, (error: unknown) => log.error({ error: errorMessage(error) }, 'Thresholds were not made due'));
  });
  return async () => {
    await endListening();
    await Promise.all([looking.stop(), calling.stop()]);
  };
}

/** One round at a time; `now` asks for one more after the one that goes on. */
function loop(everyMs: number, round: () => Promise<void>) {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  const now = () => {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    running = round().finally(() => {
      running = null;
      if (again) {
        again = false;
        now();
      }
    });
  };
  const timer = setInterval(now, everyMs);
  now();
  return {
    now,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
