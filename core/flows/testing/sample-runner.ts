import { serveTasks } from '../index.ts';
import { sampleFlows } from './sample-flows.ts';
import { storeOfTest } from './store-of-test.ts';

serveTasks({ store: await storeOfTest(), flows: sampleFlows });
