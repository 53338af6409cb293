export { runningPostgresUrl } from './embedded/running-url.ts';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './embedded/start-embedded-postgres.ts';
export { type DatabaseFault, databaseFault } from './errors.ts';
export type { ListenOptions } from './listener.ts';
export type { MigrationSet } from './migrate.ts';
export { openStore, type Store, type StoreOptions } from './open-store.ts';
export type { StoreFigures } from './read-figures.ts';
export { notify, type TransactionOptions } from './transaction.ts';
export type { Tx } from './tx.ts';
