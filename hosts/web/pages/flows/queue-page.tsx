import {
  Badge,
  Card,
  EmptyState,
  PageHeader,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useLocale,
  useMessages,
} from '@griot/ui';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Queue, QueueItem, QueueWorker } from '../../api/flows.ts';
import { flowsMessages } from './flows.messages.ts';
import { FlowsTabs } from './flows-tabs.tsx';
import { useNow } from './use-now.ts';

/** Waits get longer without anything being told. */
const REFRESH_MS = 5000;
const KEYS = ['a', 'b', 'c', 'd'] as const;
const workerTones = { living: 'ok', silent: 'warn', stopped: 'neutral' } as const;

/** What waits and why, and who works. */
export default function QueuePage() {
  const t = useMessages(flowsMessages);
  const query = useApiQuery<Queue>('/api/flows/queue');
  const now = useNow(true);
  const { refetch } = query;
  useEffect(() => {
    const timer = setInterval(() => void refetch(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [refetch]);
  return (
    <>
      <PageHeader title={t('tabQueue')} note={t('queueNote')} />
      <FlowsTabs />
      <QueryView
        query={query}
        skeleton={
          <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
            {KEYS.map((key) => (
              <Skeleton key={key} className="h-24" />
            ))}
          </div>
        }
      >
        {(queue) => (
          <>
            <Totals queue={queue} />
            <Card title={t('waitsFor')} padded={false}>
              {queue.items.length === 0 && <EmptyState small sentence={t('nothingWaits')} />}
              <ul className="mt-2">
                {queue.items.map((item) => (
                  <Waiting key={`${item.runId} ${item.task?.en ?? ''}`} item={item} now={now} />
                ))}
              </ul>
            </Card>
            <Card title={t('workers')} note={t('workersNote')} padded={false}>
              {queue.workers.length === 0 && <EmptyState small sentence={t('noWorkers')} />}
              <ul className="mt-2">
                {queue.workers.map((worker) => (
                  <Worker key={worker.id} worker={worker} now={now} />
                ))}
              </ul>
            </Card>
          </>
        )}
      </QueryView>
    </>
  );
}

function Totals({ queue }: { queue: Queue }) {
  const t = useMessages(flowsMessages);
  const format = useFormat();
  const totals = [
    { label: t('running'), value: format.count(queue.running) },
    { label: t('ready'), value: format.count(queue.ready) },
    { label: t('waitingRuns'), value: format.count(queue.waitingRuns) },
    { label: t('oldest'), value: format.duration(queue.oldestReadyMs) },
  ];
  return (
    <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
      {totals.map((total) => (
        <div key={total.label} className="rounded-lg border border-line bg-surface px-4 py-2.5">
          <dt className="text-sm text-ink-soft">{total.label}</dt>
          <dd className="figures text-2xl font-semibold text-ink">{total.value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Waiting({ item, now }: { item: QueueItem; now: number }) {
  const t = useMessages(flowsMessages);
  const format = useFormat();
  const { locale } = useLocale();
  const reason =
    item.reason === 'no_worker' && item.needs.length === 0
      ? t('reason_no_worker_any')
      : t(`reason_${item.reason}`, {
          key: item.concurrencyKey ?? '',
          at: format.time(item.until),
          needs: item.needs.join(', '),
        });
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 first:border-t-0">
      <Link to={`/runs/${item.runId}`} className="min-w-40 flex-1 font-medium text-ink hover:underline">
        {item.label[locale]}
        {item.task && <span className="font-normal text-ink-soft"> · {item.task[locale]}</span>}
      </Link>
      <span className="text-ink-soft">
        {reason}{' '}
        {item.heldBy && (
          <Link to={`/runs/${item.heldBy}`} className="text-accent hover:underline">
            {t('holder')}
          </Link>
        )}
      </span>
      <span className="figures w-24 text-right text-sm text-ink-faint">
        {format.duration(Math.max(0, now - Date.parse(item.since)))}
      </span>
    </li>
  );
}

function Worker({ worker, now }: { worker: QueueWorker; now: number }) {
  const t = useMessages(flowsMessages);
  const format = useFormat();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 first:border-t-0">
      <span className="min-w-40 flex-1">
        <span className="font-medium">{worker.machine}</span>
        <span className="figures text-sm text-ink-faint">
          {' '}
          {t(worker.kind === 'worker' ? 'kind_worker' : 'kind_server')}
          {worker.pid === null ? '' : ` · ${worker.pid}`}
        </span>
      </span>
      <span className="flex flex-wrap gap-1">
        {worker.labels.map((label) => (
          <Badge key={label}>{label}</Badge>
        ))}
      </span>
      <span className="figures text-sm text-ink-soft">
        {t('slots')} : {worker.busy}/{worker.slots}
      </span>
      <Badge tone={workerTones[worker.state]}>{t(`worker_${worker.state}`)}</Badge>
      <span className="figures w-24 text-right text-sm text-ink-faint">
        {format.duration(Math.max(0, now - Date.parse(worker.beatAt)))}
      </span>
    </li>
  );
}
