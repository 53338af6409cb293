import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint, issueSentences } from '@griot/http';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { listBackups, runningBackup } from '../store/history.ts';

const item = z.object({
  id: z.string(),
  state: z.enum(['running', 'succeeded', 'failed']),
  file: z.string(),
  encrypted: z.boolean(),
  bytes: z.number().nullable(),
  rows: z.number().nullable(),
  objects: z.number().nullable(),
  tenants: z.number().nullable(),
  error: z.string().nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
});

/** What was backed up and when; never the archives themselves, which hold every organisation's rows. */
export function backupEndpoints({ store, flows, identity }: Services): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/backups',
      summary: 'Backups of the installation, newest first',
      tags: ['administration'],
      permission: 'core.backups.read',
      query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
      data: z.object({ items: z.array(item) }),
      handler: async ({ query }) => ({ items: await listBackups(store, query.limit) }),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/backups',
      summary: 'Back up now, as a run of the nightly flow; refused while another backup is being made',
      tags: ['administration'],
      permission: 'core.backups.make',
      data: z.object({ runId: z.string() }),
      idempotent: true,
      handler: async ({ actor, ip, language, remember }) => {
        const running = await runningBackup(store);
        if (running) {
          const details = { startedAt: running.startedAt };
          throw new DomainError({ code: 'backup.running', kind: 'conflict', details });
        }
        const by = { kind: actor.tokenId === null ? ('user' as const) : ('api' as const), id: actor.userId };
        return store.withTenant(actor.tenantId, async (tx) => {
          const sentences = issueSentences(language);
          const { runId } = await flows.trigger(actor.tenantId, 'backup.nightly', { once: false }, by, {
            tx,
            sentences,
          });
          const subject = { type: 'core.flow_run', id: runId };
          await identity.audit.record(tx, { actor, action: 'core.backup.started', subject, ip });
          await remember(tx, { runId });
          return { runId };
        });
      },
    }),
  ];
}
