import type { Platform } from '@griot/application';
import { errorMessage } from '@griot/kernel';
import { KnowledgeBook } from '../knowledge.ts';
import { replayGolden } from './replay-golden.ts';

/** After a run that succeeded, which may have published a generation, the tenant's reference questions are asked again. */
export async function watchGenerations(platform: Platform): Promise<() => Promise<void>> {
  const { flows, live, log, identity, warehouse } = platform;
  live.allow([{ pattern: 'assistant.changed', permission: 'core.assistant.review', visible: () => true }]);
  const book = new KnowledgeBook(platform);
  const seen = new Map<string, number>();
  let running: Promise<unknown> = Promise.resolve();
  const replay = async (tenantId: string) => {
    const current = await warehouse.tenant(tenantId).current();
    if (!current || seen.get(tenantId) === current.id) return;
    seen.set(tenantId, current.id);
    const tenant = await identity.findTenant({ id: tenantId });
    if (!tenant) return;
    const { applications, currency, timeZone, locale } = tenant;
    await replayGolden(platform, book, { tenantId, applications, currency, timeZone, locale, scopes: [] });
  };
  const failed = (error: unknown) => log.error({ error: errorMessage(error) }, 'Reference questions were not replayed');
  const endListening = await flows.onChange(({ tenantId, kind, state }) => {
    if (kind === 'run' && state === 'succeeded') running = running.then(() => replay(tenantId)).catch(failed);
  });
  return async () => {
    await endListening();
    await running;
  };
}
