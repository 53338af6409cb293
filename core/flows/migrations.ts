import { fileURLToPath } from 'node:url';
import type { MigrationSet } from '@griot/store';

export const flowsMigrations: MigrationSet = {
  name: 'flows',
  folder: fileURLToPath(new URL('./store/migrations', import.meta.url)),
};
