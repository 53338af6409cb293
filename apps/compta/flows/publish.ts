import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Services } from '@griot/application';
import { DomainError, isDomainError } from '@griot/kernel';
import type { ActContext } from './act.ts';
import type { Say } from './live-progress.ts';

export const PROJECT_DIR = join(import.meta.dirname, '../warehouse');
const BUSY_WAIT_MS = 500;

/**
 * One build of a tenant at a time: others wait for it. In one go, without a key to go on with: what an attempt that was cancelled
 * or killed left open would hold up every client's publication. What it had built is used again all the same.
 */
export async function publishFigures(services: Services, ctx: ActContext, say: Say): Promise<number> {
  const warehouse = services.warehouse.tenant(ctx.tenantId);
  for (;;) {
    try {
      const result = await warehouse.build({
        projectDir: PROJECT_DIR,
        signal: ctx.signal,
        onEvent: (event) => {
          if (event.type === 'node_finished') say((event.done / Math.max(1, event.total)) * 100, event.name);
        },
      });
      if (result.generation === null) {
        throw new DomainError({ code: 'warehouse.build_failed', kind: 'conflict', details: { result } });
      }
      services.metrics.published(ctx.tenantId);
      await services.live.publish(ctx.tenantId, 'warehouse.published', { application: 'compta' });
      return Number(
        typeof result.generation === 'object' ? (result.generation as { id: number }).id : result.generation,
      );
    } catch (error) {
      if (!isDomainError(error) || error.code !== 'warehouse.build_in_progress') throw error;
      say(0, { fr: 'attend la publication d’un autre dossier', en: 'waiting for another client’s publication' });
      await wait(BUSY_WAIT_MS, undefined, { signal: ctx.signal });
    }
  }
}
