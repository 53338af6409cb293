// A process in the middle of an upload, for the test that kills it. It ends with its parent at the latest.
import { silentLogger, systemClock } from '@griot/kernel';
import { openStore } from '@griot/store';
import { createFiles } from '../index.ts';

const { databaseUrl, secret, dataDir, tenant, id } = JSON.parse(process.argv[2] ?? '{}');
process.once('disconnect', () => process.exit(0));
const store = await openStore({ databaseUrl, secret, log: silentLogger, poolSize: 2 });
const files = createFiles({ store, dataDir, log: silentLogger, clock: systemClock });
async function* slowly() {
  for (let n = 0; ; n += 1) {
    yield Buffer.alloc(1024 * 1024, n % 256);
    await new Promise((done) => setTimeout(done, 20));
  }
}
await files.appendUpload(tenant, { id, by: 'u1', offset: 0, content: slowly() });
