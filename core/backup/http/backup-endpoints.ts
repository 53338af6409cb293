import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { z } from 'zod';
import { listBackups } from '../store/history.ts';

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
export function backupEndpoints({ store }: Services): Endpoint[] {
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
  ];
}
