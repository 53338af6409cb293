import {
  ApiError,
  Badge,
  Button,
  buttonClasses,
  Card,
  Dialog,
  EmptyState,
  notify,
  PageHeader,
  QueryView,
  Skeleton,
  useApi,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { FileUp, MonitorPlay, Plus } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import type { DashboardList, DashboardSummary, Saved } from '../answers.ts';
import { dashboardsMessages } from '../dashboards.messages.ts';

export default function ListPage() {
  const t = useMessages(dashboardsMessages);
  const list = useApiQuery<DashboardList>('/api/dashboards');
  return (
    <>
      <PageHeader
        title={t('dashboards')}
        actions={
          <>
            <ImportButton />
            <Link to="/dashboards/wall" className={buttonClasses()}>
              <MonitorPlay aria-hidden className="size-4" strokeWidth={1.75} />
              {t('wall')}
            </Link>
            <NewLink />
          </>
        }
      />
      <QueryView query={list} skeleton={<Skeleton className="h-48" />}>
        {({ items, shipped }) => (
          <>
            <Section
              title={t('mine')}
              items={items}
              empty={<EmptyState sentence={t('empty')} action={<NewLink />} />}
            />
            {shipped.length > 0 && <Section title={t('shipped')} items={shipped} />}
          </>
        )}
      </QueryView>
    </>
  );
}

function NewLink() {
  const t = useMessages(dashboardsMessages);
  return (
    <Link to="/dashboards/new" className={buttonClasses('primary')}>
      <Plus aria-hidden className="size-4" strokeWidth={1.75} />
      {t('newDashboard')}
    </Link>
  );
}

function Section(props: { title: string; items: DashboardSummary[]; empty?: ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{props.title}</h2>
      {props.items.length === 0 && props.empty}
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {props.items.map((one) => (
          <li key={one.id}>
            <Tile dashboard={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tile({ dashboard: one }: { dashboard: DashboardSummary }) {
  const t = useMessages(dashboardsMessages);
  const format = useFormat();
  const facts = [
    t('widgetsCount', { count: one.widgets }),
    ...(one.ownerName ? [t('byOwner', { name: one.ownerName })] : []),
  ];
  return (
    <Card className="relative h-full hover:border-line-strong">
      <div className="flex items-start gap-2">
        <h3 className="min-w-0 flex-1 text-base font-semibold">
          <Link to="/dashboards/$id" params={{ id: one.id }} className="after:absolute after:inset-0 hover:text-accent">
            {one.title}
          </Link>
        </h3>
        {one.ownerName && one.access === 'view' && <Badge>{t('viewOnly')}</Badge>}
        {one.ownerName && one.access !== 'view' && one.shared && <Badge>{t('sharedMark')}</Badge>}
      </div>
      {one.description && <p className="mt-1 text-ink-soft">{one.description}</p>}
      <p className="figures mt-auto pt-2 text-xs text-ink-faint">{facts.join(' · ')}</p>
      {one.updatedAt && (
        <p className="figures text-xs text-ink-faint">
          {t('changedOn', { at: format.instant(one.updatedAt), by: one.updatedBy })}
        </p>
      )}
    </Card>
  );
}

interface YamlFault {
  line: number;
  path: string;
  message: string;
}

/** A dashboard written as YAML; every fault of a bad one is listed with its line. */
function ImportButton() {
  const t = useMessages(dashboardsMessages);
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [faults, setFaults] = useState<{ sentence: string; list: YamlFault[] } | null>(null);
  const send = async (file: File) => {
    try {
      const yaml = await file.text();
      const { id } = await api.send<Saved>('POST', '/api/dashboards/import', { yaml, file: file.name });
      notify({ title: t('imported'), tone: 'ok' });
      void queries.invalidateQueries({ queryKey: ['/api/dashboards'] });
      void navigate({ to: '/dashboards/$id', params: { id } });
    } catch (error) {
      const list = error instanceof ApiError ? (error.details.faults as YamlFault[] | undefined) : undefined;
      setFaults({ sentence: error instanceof Error ? error.message : String(error), list: list ?? [] });
    }
  };
  return (
    <>
      <Button icon={FileUp} onClick={() => input.current?.click()}>
        {t('importYaml')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".yml,.yaml,application/yaml,text/yaml"
        aria-label={t('importYaml')}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void send(file);
        }}
      />
      <Dialog
        open={faults !== null}
        onOpenChange={(open) => !open && setFaults(null)}
        title={t('importFailed')}
        description={faults?.sentence ?? ''}
      >
        <ul className="figures flex flex-col gap-1 pb-2">
          {faults?.list.map((fault) => (
            <li key={`${fault.line} ${fault.path} ${fault.message}`}>
              {t('faultLine', { line: fault.line, what: [fault.path, fault.message].filter(Boolean).join(' : ') })}
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}
