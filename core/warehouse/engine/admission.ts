import { DomainError } from '@griot/kernel';

interface Waiting {
  start(): void;
}

export interface Admission {
  /** Runs `work` when a slot is free. Waiting tenants are served in turn, whatever the length of each one's queue. */
  run<T>(tenantId: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T>;
  readonly running: number;
  readonly waiting: number;
}

/** A bounded number of statements at once: each holds one thread of the process until it ends. */
export function createAdmission(slots: number): Admission {
  const queues = new Map<string, Waiting[]>();
  let running = 0;

  const next = (): void => {
    if (running >= slots) return;
    const turn = queues.entries().next();
    if (turn.done) return;
    const [tenantId, queue] = turn.value;
    const first = queue.shift();
    // The tenant goes to the end of the round.
    queues.delete(tenantId);
    if (queue.length > 0) queues.set(tenantId, queue);
    first?.start();
  };

  const wait = (tenantId: string, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const queue = queues.get(tenantId) ?? [];
      queues.set(tenantId, queue);
      const leave = (): void => {
        const at = queue.indexOf(entry);
        if (at >= 0) queue.splice(at, 1);
        if (queue.length === 0) queues.delete(tenantId);
        reject(new DomainError({ code: 'warehouse.cancelled', kind: 'cancelled' }));
      };
      const entry: Waiting = {
        start: () => {
          running += 1;
          signal?.removeEventListener('abort', leave);
          resolve();
        },
      };
      queue.push(entry);
      signal?.addEventListener('abort', leave, { once: true });
    });

  return {
    get running() {
      return running;
    },
    get waiting() {
      return [...queues.values()].reduce((sum, queue) => sum + queue.length, 0);
    },
    async run(tenantId, signal, work) {
      if (signal?.aborted) throw new DomainError({ code: 'warehouse.cancelled', kind: 'cancelled' });
      if (running < slots && queues.size === 0) running += 1;
      else await wait(tenantId, signal);
      try {
        return await work();
      } finally {
        running -= 1;
        next();
      }
    },
  };
}
