import { errorMessage, type Logger } from '@griot/kernel';
import { capabilities } from './capabilities.ts';
import type { Composition } from './compose.ts';

const DAY_MS = 86_400_000;
/** After the start, so that it competes with nobody's first page. */
const FIRST_MS = 600_000;

/**
 * Once a day: forgets ended sessions and tokens, old runs and logs, old alerts, and files whose trash time is over. Every part may run
 * in several processes at once; one that fails is logged and does not stop the others.
 */
export function startMaintenance({ services, platform }: Composition, log: Logger): () => Promise<void> {
  const parts: Record<string, () => Promise<unknown>> = {
    identity: () => services.identity.prune(),
    flows: () => services.flows.prune(),
    files: () => services.files.sweep(),
    events: () => services.events.prune({ keepDays: services.config.eventsKeepDays }),
  };
  for (const { id, prune } of capabilities) if (prune) parts[id] = () => prune(platform);
  let running: Promise<void> = Promise.resolve();
  const round = async () => {
    for (const [part, work] of Object.entries(parts)) {
      await work().then(
        (done) => log.info({ part, done }, 'Maintenance done'),
        (error: unknown) => log.warn({ part, error: errorMessage(error) }, 'Maintenance failed'),
      );
    }
  };
  const again = () => {
    running = round();
  };
  const first = setTimeout(again, FIRST_MS);
  const daily = setInterval(again, DAY_MS);
  return async () => {
    clearTimeout(first);
    clearInterval(daily);
    await running;
  };
}
