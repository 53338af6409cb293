import type { MigrationSet } from '@griot/store';

export const payopsMigrations: MigrationSet = {
  name: 'payops',
  folder: new URL('./migrations', import.meta.url).pathname,
};
