import { PageHeader, QueryView, Skeleton, useApiQuery, useFormat, useMessages } from '@griot/ui';
import { useEffect } from 'react';
import type { Administration } from '../../api/administration.ts';
import { useMay } from '../../shell/services.tsx';
import { administrationMessages } from './administration.messages.ts';
import { BackupsCard } from './backups-card.tsx';
import { ErrorsCard } from './errors-card.tsx';
import { ProcessesCard } from './processes-card.tsx';
import { SettingsCard } from './settings-card.tsx';
import { SizesCard } from './sizes-card.tsx';
import { WorkersCard } from './workers-card.tsx';

/** Memory and queues move without anything being told. */
const REFRESH_MS = 5000;
const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** How the installation is: what runs, what waits, what it takes, what was backed up, what went wrong. */
export default function AdministrationPage() {
  const t = useMessages(administrationMessages);
  const query = useApiQuery<Administration>('/api/administration');
  const mayBackups = useMay('core.backups.read');
  const { refetch, data } = query;
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void refetch();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [refetch]);
  const note =
    data &&
    t('note', { ...data.versions, warehouse: { duckdb: 'DuckDB', clickhouse: 'ClickHouse' }[data.versions.warehouse] });
  return (
    <>
      <PageHeader title={t('title')} note={note} />
      <QueryView
        query={query}
        skeleton={
          <div className="grid grid-cols-2 gap-4 lg:grid-cols-6">
            {KEYS.map((key) => (
              <Skeleton key={key} className="h-24" />
            ))}
          </div>
        }
      >
        {(state) => (
          <>
            <Queues queues={state.queues} />
            <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
              <ProcessesCard processes={state.processes} />
              <WorkersCard workers={state.workers} />
              <SizesCard sizes={state.sizes} />
              {mayBackups && <BackupsCard />}
            </div>
            <ErrorsCard />
            <SettingsCard settings={state.settings} />
          </>
        )}
      </QueryView>
    </>
  );
}

function Queues({ queues }: { queues: Administration['queues'] }) {
  const t = useMessages(administrationMessages);
  const format = useFormat();
  const { flows, groups, deadLetters, mails } = queues;
  const figures: { label: string; value: string; note?: string | undefined }[] = [
    { label: t('running'), value: format.count(flows.running) },
    { label: t('ready'), value: format.count(flows.ready + flows.retrying) },
    { label: t('oldest'), value: format.duration(flows.oldestReadyMs) },
    { label: t('lag'), value: format.count(groups.reduce((sum, { lag }) => sum + lag, 0)) },
    { label: t('deadLetters'), value: format.count(deadLetters) },
    {
      label: t('mailsWaiting'),
      value: format.count(mails.waiting + mails.not_configured),
      note: mails.configured
        ? mails.failed > 0
          ? t('mailsFailed', { count: format.count(mails.failed) })
          : undefined
        : t('mailsOff'),
    },
  ];
  return (
    <dl className="grid grid-cols-2 gap-4 md:grid-cols-3 xl:grid-cols-6">
      {figures.map(({ label, value, note }) => (
        <div key={label} className="flex flex-col rounded-lg border border-line bg-surface px-4 py-2.5">
          <dt className="text-sm text-ink-soft">{label}</dt>
          <dd className="figures mt-auto text-2xl font-semibold text-ink">{value}</dd>
          {note && <dd className="text-xs text-ink-faint">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
