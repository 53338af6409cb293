import { silentLogger } from '@griot/kernel';
import type { Store } from '@griot/store';
import { startWorker, type Worker, type WorkerOptions } from '../index.ts';
import { sampleFlows } from './sample-flows.ts';

/** A worker for the sample flows whose times are a tenth of the real ones. */
export function startSampleWorker(store: Store, o: Partial<WorkerOptions> = {}): Promise<Worker> {
  return startWorker({
    store,
    flows: sampleFlows,
    log: silentLogger,
    runnerModule: new URL('./sample-runner.ts', import.meta.url),
    slots: 2,
    heartbeatMs: 300,
    leaseMs: 1200,
    graceMs: 300,
    pollMs: 200,
    schedules: false,
    ...o,
  });
}
