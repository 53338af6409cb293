import type { Services } from '@griot/application';
import type { Logger } from '@griot/kernel';

/** Pages that follow the log are told at most so often per tenant, however fast events come. */
const AT_MOST_EVERY_MS = 500;

/** Tells pages that a tenant's log has grown; they ask for what is new. The last of a burst is always told. */
export function pushEventTail({ events, live }: Services, log: Logger): Promise<() => Promise<void>> {
  const waiting = new Map<string, { again: boolean }>();
  const tell = (tenantId: string) => {
    live.publish(tenantId, 'events.log', {}).catch((error: unknown) => {
      log.warn({ error: String(error) }, 'New events were not pushed');
    });
    const entry = { again: false };
    waiting.set(tenantId, entry);
    setTimeout(() => {
      waiting.delete(tenantId);
      if (entry.again) tell(tenantId);
    }, AT_MOST_EVERY_MS).unref();
  };
  return events.onAppend((tenantId) => {
    const entry = waiting.get(tenantId);
    if (entry) entry.again = true;
    else tell(tenantId);
  });
}
