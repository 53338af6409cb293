import type { Capability, Platform } from '@griot/application';
import { isLiving, type WorkerView } from '@griot/flows';
import type { Figure, Figures } from '@griot/telemetry';
import { storeFigures } from './store-figures.ts';
import { warehouseFigures } from './warehouse-figures.ts';

/** What is read from the installation at each scrape: the core's own, then what capabilities and applications tell of themselves. */
export function readFigures(figures: Figures, platform: Platform, capabilities: readonly Capability[]): void {
  figures.read('store', () => storeFigures(platform.store));
  figures.read('warehouse', warehouseFigures(platform));
  figures.read('flows', () => flowFigures(platform));
  figures.read('events', () => eventFigures(platform));
  figures.read('mail', () => mailFigures(platform));
  for (const owner of capabilities) {
    const { figures: own } = owner;
    if (own) figures.read(owner.id, () => own.call(owner, platform));
  }
  for (const owner of platform.applications) {
    const { figures: own } = owner;
    if (own) figures.read(owner.id, () => own.call(owner, platform));
  }
}

const gauge = (name: string, help: string, value: number): Figure => ({
  name,
  help,
  type: 'gauge',
  samples: [{ value }],
});

async function flowFigures({ flows }: Platform): Promise<Figure[]> {
  const [queue, workers] = await Promise.all([flows.queue(), flows.workers()]);
  const state = (worker: (typeof workers)[number]) =>
    worker.stoppedAt !== null ? 'stopped' : isLiving(worker) ? 'living' : 'silent';
  const count = (wanted: string) => workers.filter((worker) => state(worker) === wanted).length;
  const living = workers.filter(isLiving);
  return [
    {
      name: 'griot_flow_runs',
      help: 'Runs that are not ended: open ones, and those that wait behind another with their concurrency key.',
      type: 'gauge',
      samples: [
        { labels: { state: 'open' }, value: queue.openRuns },
        { labels: { state: 'waiting' }, value: queue.waitingRuns },
      ],
    },
    {
      name: 'griot_flow_tasks',
      help: 'Tasks of open runs: ready for a worker, waiting for a retry, running.',
      type: 'gauge',
      samples: [
        { labels: { state: 'ready' }, value: queue.ready },
        { labels: { state: 'retrying' }, value: queue.retrying },
        { labels: { state: 'running' }, value: queue.running },
      ],
    },
    gauge(
      'griot_flow_oldest_ready_seconds',
      'How long the oldest ready task has been waiting for a worker; 0 when none waits.',
      (queue.oldestReadyMs ?? 0) / 1000,
    ),
    {
      name: 'griot_flow_workers',
      help: 'Workers of the last day: living, silent (their heartbeat is missing), stopped.',
      type: 'gauge',
      samples: ['living', 'silent', 'stopped'].map((one) => ({ labels: { state: one }, value: count(one) })),
    },
    gauge('griot_flow_slots', 'Task attempts that living workers can run at a time.', sum(living, 'slots')),
    gauge('griot_flow_slots_busy', 'Of these, how many run one.', sum(living, 'busy')),
    ...slotFigures(living),
  ];
}

/** Of the processes that nobody can scrape: told by their workers, wherever these run. */
function slotFigures(workers: readonly WorkerView[]): Figure[] {
  const tallies = workers.flatMap(({ id, figures }) => figures.map((one) => ({ ...one, worker: id.slice(-8) })));
  const each = (
    name: string,
    help: string,
    type: Figure['type'],
    value: (one: (typeof tallies)[number]) => number,
  ) => ({
    ...{ name, help, type },
    samples: tallies.map((one) => ({ labels: { worker: one.worker, flow: one.flow }, value: value(one) })),
  });
  return [
    {
      name: 'griot_task_attempts_total',
      help: 'Task attempts of living workers since they started, by how they ended.',
      type: 'counter',
      samples: tallies.flatMap(({ worker, flow, ends }) =>
        Object.entries(ends).map(([end, value]) => ({ labels: { worker, flow, end }, value })),
      ),
    },
    each('griot_task_seconds_total', 'Time of these attempts, from taken to ended.', 'counter', (one) => one.seconds),
    each(
      'griot_task_cpu_seconds_total',
      'Processor time that task processes took for them; killed ones tell nothing.',
      'counter',
      (one) => one.cpuSeconds,
    ),
    each(
      'griot_task_peak_bytes',
      'Largest resident size of a task process at an end.',
      'gauge',
      (one) => one.peakBytes,
    ),
  ];
}

const sum = (workers: readonly { slots: number; busy: number }[], what: 'slots' | 'busy'): number =>
  workers.reduce((total, worker) => total + worker[what], 0);

async function eventFigures({ events }: Platform): Promise<Figure[]> {
  const { appended, groups, deadLetters } = await events.totals();
  const byGroup = (
    name: string,
    help: string,
    type: Figure['type'],
    value: (one: (typeof groups)[number]) => number,
  ) => ({
    ...{ name, help, type },
    samples: groups.map((one) => ({ labels: { group: one.group }, value: value(one) })),
  });
  return [
    {
      name: 'griot_events_appended_total',
      help: 'Events accepted into the log, of all tenants.',
      type: 'counter',
      samples: [{ value: appended }],
    },
    byGroup('griot_events_handled_total', 'Events that a group has gone past.', 'counter', ({ handled }) => handled),
    byGroup('griot_events_lag', 'Events that a group has not yet gone past.', 'gauge', ({ lag }) => lag),
    byGroup(
      'griot_events_retrying',
      'Shards of a group whose next event failed and waits.',
      'gauge',
      (one) => one.retrying,
    ),
    gauge('griot_events_dead_letters', 'Rejected events that nobody has dealt with.', deadLetters),
  ];
}

async function mailFigures({ mail }: Platform): Promise<Figure[]> {
  const counts = Object.entries(await mail.counts());
  return [
    {
      name: 'griot_mails',
      help: 'Mails in the outbox by state.',
      type: 'gauge',
      samples: counts.map(([state, value]) => ({ labels: { state }, value })),
    },
  ];
}
