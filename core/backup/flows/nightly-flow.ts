import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Services } from '@griot/application';
import { defineFlow, type FlowDefinition } from '@griot/flows';
import { z } from 'zod';
import { archiveName, createBackup, readKeyFile } from '../operations/create-backup.ts';
import { parseKeep, pruneArchives } from '../operations/prune-archives.ts';
import { verifyBackup } from '../operations/verify-backup.ts';
import { beginBackup, endBackup } from '../store/history.ts';

/** Every tenant has the schedule, the first run of a night makes the backup of all, the others say so and end. */
export function nightlyFlow(services: Services): FlowDefinition {
  const { store, config, clock, dataDir } = services;
  return defineFlow({
    name: 'backup.nightly',
    label: { fr: 'Sauvegarde de la nuit', en: 'Nightly backup' },
    parameters: z.object({
      once: z
        .boolean()
        .default(true)
        .meta({
          label: { fr: 'Une fois par nuit', en: 'Once a night' },
          help: {
            fr: 'Ne rien faire quand la sauvegarde de cette nuit est déjà faite.',
            en: 'Do nothing when this night’s backup is already there.',
          },
        }),
    }),
    schedule: { cron: '30 2 * * *' },
    concurrencyKey: () => 'backup',
    tasks: [
      {
        name: 'backup',
        label: { fr: 'Sauvegarder et vérifier', en: 'Back up and verify' },
        timeoutMs: 4 * 3_600_000,
        backoff: 60_000,
        async run(ctx) {
          const now = clock.now();
          const name = archiveName(now);
          const secret = config.backupKeyFile === undefined ? undefined : readKeyFile(config.backupKeyFile);
          const night = ctx.parameters.once ? now.toISOString().slice(0, 10) : null;
          const id = await beginBackup(store, { night, file: name, encrypted: secret !== undefined });
          if (id === null) return { made: false };
          const folder = config.backupDir ?? join(dataDir, 'backups');
          try {
            await mkdir(folder, { recursive: true, mode: 0o700 });
            const file = join(folder, name);
            const result = await createBackup(services, {
              ...{ file, secret, signal: ctx.signal },
              onProgress: (text) => ctx.progress(50, text),
            });
            ctx.progress(80, { fr: 'Vérification', en: 'Verification' });
            await verifyBackup(file, secret);
            await endBackup(store, id, result);
            const removed = await pruneArchives(folder, parseKeep(config.backupKeep));
            return { made: true, file: name, bytes: result.bytes, removed };
          } catch (error) {
            await endBackup(store, id, { error });
            throw error;
          }
        },
      },
    ],
  });
}
