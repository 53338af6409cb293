// A worker in a process of its own, for tests that kill it.
import { startSampleWorker } from './start-sample-worker.ts';
import { storeOfTest } from './store-of-test.ts';

const store = await storeOfTest();
const worker = await startSampleWorker(store, { slots: 1 });
process.send?.({ worker: worker.id });
process.once('disconnect', () => process.exit(0));
