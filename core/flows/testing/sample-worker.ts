// A worker in a process of its own, for tests that kill it.
import { silentLogger } from '@griot/kernel';
import { sampleFlows } from './sample-flows.ts';
import { startSampleWorker } from './start-sample-worker.ts';
import { storeOfTest } from './store-of-test.ts';

const store = await storeOfTest();
const worker = await startSampleWorker(store, { flows: sampleFlows, log: silentLogger });
process.send?.({ worker: worker.id });
process.once('disconnect', () => process.exit(0));
