import {
  Button,
  Card,
  cx,
  NumberField,
  PageHeader,
  type PassportData,
  QueryView,
  Skeleton,
  StaleBanner,
  useApiQuery,
  useAwaySince,
  useFormat,
  useMessages,
  useUrlFilters,
} from '@griot/ui';
import { Play, Radio, ServerOff } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Dashboard, DashboardList } from '../answers.ts';
import { Board } from '../board/board.tsx';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { useBoardData } from '../state/use-board-data.ts';
import { useReading } from '../state/use-reading.ts';

const LEAST_SECONDS = 5;
const CHECKS = {
  tableaux: (value: string) => value.length <= 4000,
  secondes: (value: string) => /^\d{1,4}$/.test(value) && Number(value) >= LEAST_SECONDS,
};

/** Several dashboards one after the other, for a screen on a wall; the address keeps which and how long. */
export default function WallPage() {
  const t = useMessages(dashboardsMessages);
  const url = useUrlFilters(CHECKS);
  const list = useApiQuery<DashboardList>('/api/dashboards');
  const screen = useRef<HTMLDivElement>(null);
  const [running, setRunning] = useState(false);
  const seconds = Number(url.values.secondes ?? '20');
  const chosen = useMemo(() => (url.values.tableaux ?? '').split(',').filter(Boolean), [url.values.tableaux]);

  useEffect(() => {
    const ended = () => setRunning(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', ended);
    return () => document.removeEventListener('fullscreenchange', ended);
  }, []);

  const start = async () => {
    // A screen that refuses full screen (a phone) still cycles, in the page.
    await screen.current?.requestFullscreen?.().catch(() => {});
    setRunning(true);
  };
  const toggle = (id: string) => {
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    url.set({ tableaux: next.join(',') || null });
  };
  return (
    <>
      <PageHeader title={t('wall')} crumbs={[{ label: t('dashboards'), to: '/dashboards' }, { label: t('wall') }]} />
      <Card title={t('wallChoose')} note={t('wallNote', { seconds })}>
        <QueryView query={list} skeleton={<Skeleton className="h-24" />}>
          {({ items, shipped }) => (
            <div className="flex flex-col gap-4">
              <div className="flex flex-wrap gap-1.5">
                {[...items, ...shipped].map((one) => (
                  <button
                    key={one.id}
                    type="button"
                    aria-pressed={chosen.includes(one.id)}
                    onClick={() => toggle(one.id)}
                    className="min-h-9 rounded-md border border-line px-3 hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent max-md:min-h-12"
                  >
                    {one.title}
                  </button>
                ))}
              </div>
              <div className="flex items-end gap-3">
                <NumberField
                  label={t('wallSeconds')}
                  className="w-40"
                  value={String(seconds)}
                  onChange={(value) => url.set({ secondes: String(Math.max(LEAST_SECONDS, Number(value ?? 20))) })}
                />
                <Button tone="primary" icon={Play} disabled={chosen.length === 0} onClick={() => void start()}>
                  {t('wallStart')}
                </Button>
              </div>
              {chosen.length === 0 && <p className="text-ink-faint">{t('wallNone')}</p>}
            </div>
          )}
        </QueryView>
      </Card>
      <div ref={screen} className="bg-paper [&:fullscreen]:overflow-y-auto [&:fullscreen]:p-6">
        {running && chosen.length > 0 && <Cycle ids={chosen} seconds={seconds} />}
      </div>
    </>
  );
}

function Cycle({ ids, seconds }: { ids: string[]; seconds: number }) {
  const [at, setAt] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setAt((before) => before + 1), seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  useEffect(() => {
    // A wall does not fall asleep; where a device knows no such lock, its own settings decide.
    const lock = navigator.wakeLock?.request('screen').catch(() => null);
    return () => void lock?.then((held) => held?.release());
  }, []);
  const id = ids[at % ids.length] ?? '';
  return <WallBoard key={id} id={id} />;
}

function WallBoard({ id }: { id: string }) {
  const query = useApiQuery<Dashboard>(`/api/dashboards/${encodeURIComponent(id)}`);
  return (
    <QueryView query={query} skeleton={<Skeleton className="h-96" />}>
      {(dashboard) => <ReadBoard dashboard={dashboard} />}
    </QueryView>
  );
}

function ReadBoard({ dashboard }: { dashboard: Dashboard }) {
  const reading = useReading(dashboard.spec.filters);
  const { results } = useBoardData(dashboard.spec, reading);
  const passports = [...results.values()].flatMap(({ data }) => data?.passport ?? []);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 className="text-2xl font-semibold">{dashboard.title}</h2>
        <WallState passports={passports} />
      </div>
      <StaleBanner passport={passports.find(({ state }) => state === 'stale')} />
      <Board spec={dashboard.spec} reading={reading} />
    </div>
  );
}

/** From when the figures are and whether they still follow: nobody sits beside a screen on a wall. */
function WallState({ passports }: { passports: readonly PassportData[] }) {
  const t = useMessages(dashboardsMessages);
  const format = useFormat();
  const away = useAwaySince();
  const [newest] = [...passports].sort((a, b) => b.builtAt.localeCompare(a.builtAt));
  const Icon = away === null ? Radio : ServerOff;
  return (
    <p
      role="status"
      data-generation={newest?.generation}
      className={cx('figures flex items-center gap-2', away === null ? 'text-ink-soft' : 'text-warn')}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {[
        newest && t('wallFrom', { at: format.instant(newest.builtAt), generation: newest.generation }),
        away === null ? t('wallLive') : t('wallAway', { at: format.time(away) }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  );
}
