import { join } from 'node:path';
import type { MigrationSet } from '@griot/store';

export const eventsMigrations: MigrationSet = {
  name: 'events',
  folder: join(import.meta.dirname, 'store', 'migrations'),
};
