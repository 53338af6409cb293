import { silentLogger } from '@griot/kernel';
import { openStore, type Store } from '@griot/store';

/** The same as the test store's: another secret would give its roles other passwords. */
const SECRET = 'a secret of thirty-two characters, for tests only';

/** The test's database, opened by a process the test has started. */
export function storeOfTest(): Promise<Store> {
  return openStore({
    databaseUrl: process.env.TEST_FLOWS_URL ?? '',
    secret: SECRET,
    log: silentLogger,
    poolSize: 3,
  });
}
