import { isLiving, type WorkerView } from '@griot/flows';
import { defineEndpoint, type Endpoint } from '@griot/http';
import type { FlowServices } from './flow-acts.ts';
import { labelOf, labelsOf } from './present-run.ts';
import { queueAnswer } from './shapes.ts';

/** What waits and why, and who works. */
export function queueEndpoints(services: FlowServices): Endpoint[] {
  const { flows } = services;
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/flows/queue',
      summary: 'What waits and why; the workers with their labels and slots',
      tags: ['flows'],
      permission: 'core.flows.read',
      data: queueAnswer,
      handler: async ({ actor }) => {
        const [queue, waiting, workers] = await Promise.all([
          flows.queue(actor.tenantId),
          flows.waiting(actor.tenantId),
          flows.workers(),
        ]);
        const labels = labelsOf(services);
        const operator = actor.permissions.has('core.flows.manage');
        return {
          ...queue,
          items: waiting.map(({ label, ...one }) => ({ ...one, label: labelOf(labels, one.flow), task: label })),
          workers: workers.map(({ beatAgeMs: _, stoppedAt: __, ...worker }, index) => ({
            ...worker,
            pid: operator ? worker.pid : null,
            state: stateOf(workers[index]),
          })),
        };
      },
    }),
  ];
}

function stateOf(worker: WorkerView | undefined): 'living' | 'silent' | 'stopped' {
  if (!worker || worker.stoppedAt !== null) return 'stopped';
  return isLiving(worker) ? 'living' : 'silent';
}
