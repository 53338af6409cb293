import process from 'node:process';
import { startWorker, type WorkerOptions } from '@griot/flows';
import type { Logger } from '@griot/kernel';
import type { Composition } from './compose.ts';
import type { Connections } from './runtime.ts';
import { slotEnvironment } from './slot-environment.ts';

/** The worker of this process: its slots compose the same services from the same connections. */
export function startComposedWorker(
  composition: Composition,
  connections: Connections,
  log: Logger,
  o: Pick<WorkerOptions, 'slots' | 'labels' | 'kind'> = {},
) {
  // Slots are forked with this process's environment.
  Object.assign(process.env, slotEnvironment(connections));
  return startWorker({
    store: composition.services.store,
    flows: composition.flowDefinitions,
    log,
    ...o,
    runnerModule: new URL('./task-runner.ts', import.meta.url),
  });
}
