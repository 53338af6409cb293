import { join } from 'node:path';
import type { Capability } from '@griot/application';
import { nightlyFlow } from './flows/nightly-flow.ts';
import { backupEndpoints } from './http/backup-endpoints.ts';
import { backupMessages } from './messages.ts';
import { backupFigures } from './store/backup-figures.ts';

export { archiveName, createBackup, readKeyFile } from './operations/create-backup.ts';
export type { BackupManifest } from './operations/manifest.ts';
export { parseKeep, pruneArchives } from './operations/prune-archives.ts';
export { restoreBackup } from './operations/restore-backup.ts';
export { verifyBackup } from './operations/verify-backup.ts';
export { beginBackup, endBackup } from './store/history.ts';

/** Archives of the whole installation, made while it runs. */
export const backup: Capability = {
  id: 'backup',
  permissions: [
    { name: 'core.backups.read', label: { fr: 'Voir les sauvegardes', en: 'See backups' } },
    { name: 'core.backups.make', label: { fr: 'Lancer une sauvegarde', en: 'Make a backup' } },
  ],
  roles: [],
  migrations: { name: 'backup', folder: join(import.meta.dirname, 'store', 'migrations') },
  messages: backupMessages,
  endpoints: backupEndpoints,
  flows: (platform) => [nightlyFlow(platform)],
  figures: backupFigures,
};
