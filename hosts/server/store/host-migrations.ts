import { fileURLToPath } from 'node:url';
import type { MigrationSet } from '@griot/store';

/** What the host itself remembers: moves of the published generation that are under way. */
export const hostMigrations: MigrationSet = {
  name: 'host',
  folder: fileURLToPath(new URL('./migrations', import.meta.url)),
};
