import {
  Card,
  type Column,
  cx,
  DataTable,
  EmptyState,
  PageHeader,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useMessages,
  useUrlFilters,
} from '@griot/ui';
import { useMemo } from 'react';
import type { Resource, WarehouseProject } from '../../api/warehouse.ts';
import { BuildNotices } from './build-notices.tsx';
import { KINDS } from './resource-kind.ts';
import { ResourceLink } from './resource-link.tsx';
import { StatusBadge, TestCounts } from './status-badge.tsx';
import { warehouseMessages } from './warehouse.messages.ts';
import { WarehouseTabs } from './warehouse-tabs.tsx';

const checks = {
  kind: (value: string) => KINDS.some((kind) => kind === value),
  /** `bad`: only what failed or warned. */
  state: (value: string) => value === 'bad',
};
const BAD = new Set(['error', 'fail', 'warn', 'skipped']);

/** Everything that figures are made of, with how it went the last time. */
export default function ProjectPage() {
  const t = useMessages(warehouseMessages);
  const format = useFormat();
  const query = useApiQuery<WarehouseProject>('/api/warehouse/explorer');
  const generation = query.data?.generation;
  const note = generation
    ? t('readNow', { generation: generation.id, at: format.instant(generation.publishedAt) })
    : query.data && t('nothingPublished');
  return (
    <>
      <PageHeader title={t('warehouse')} note={note ?? t('projectNote')} />
      <WarehouseTabs />
      <QueryView query={query} skeleton={<Skeleton className="h-96" />}>
        {(answer) =>
          answer.items.length === 0 ? <EmptyState sentence={t('emptyProject')} /> : <Resources answer={answer} />
        }
      </QueryView>
    </>
  );
}

function Resources({ answer }: { answer: WarehouseProject }) {
  const t = useMessages(warehouseMessages);
  const format = useFormat();
  const filters = useUrlFilters(checks);
  const { kind, state } = filters.values;
  const several = answer.projects.length > 1;
  const shown = useMemo(
    () =>
      answer.items.filter(
        (item) => (!kind || item.kind === kind) && (!state || (item.status !== null && BAD.has(item.status))),
      ),
    [answer, kind, state],
  );
  const columns = useMemo<Column<Resource>[]>(
    () => [
      {
        ...{ id: 'name', heading: t('name'), kind: 'text', width: 320 },
        value: (item) => item.title,
        text: (item) => `${item.title} ${item.name}`,
        render: (item) => (
          <span className="flex min-w-0 flex-col">
            <ResourceLink item={item} className="font-medium" />
            {item.kind === 'metric' && <span className="pl-5.5 font-mono text-xs text-ink-faint">{item.name}</span>}
          </span>
        ),
      },
      {
        ...{ id: 'kind', heading: t('kind'), kind: 'text', options: true, width: 140 },
        value: (item) => item.kind,
        text: (item) => (item.kind === 'exposure' ? item.name : t(`kind_${item.kind}`)),
        render: (item) => (item.kind === 'exposure' ? item.name : t(`kind_${item.kind}`)),
      },
      {
        ...{ id: 'project', heading: t('project'), kind: 'text', options: true, hidden: !several, width: 110 },
        value: (item) => item.project,
      },
      {
        ...{ id: 'tags', heading: t('tags'), kind: 'text', options: true, width: 120 },
        value: (item) => item.tags.join(', '),
      },
      {
        ...{ id: 'materialized', heading: t('materialized'), kind: 'text', options: true, hidden: true, width: 120 },
        value: (item) => item.materialized,
      },
      {
        ...{ id: 'state', heading: t('state'), kind: 'text', options: true, onPhone: true, width: 120 },
        value: (item) => item.status,
        text: (item) => (item.status === null ? t('never') : t(`status_${item.status}`)),
        render: (item) =>
          item.kind === 'metric' || item.kind === 'exposure' || item.kind === 'source' ? (
            <span className="text-ink-faint">–</span>
          ) : (
            <StatusBadge status={item.status} />
          ),
      },
      {
        ...{ id: 'tests', heading: t('tests'), kind: 'text', width: 130 },
        value: (item) => item.tests && item.tests.passed + item.tests.warned + item.tests.failed,
        render: (item) => <TestCounts tests={item.tests} />,
      },
      {
        ...{ id: 'rows', heading: t('rows'), kind: 'figure', unit: 'count', onPhone: true, width: 110 },
        value: (item) => item.rows,
      },
      {
        ...{ id: 'ms', heading: t('timeMs'), kind: 'figure', unit: 'count', width: 110 },
        value: (item) => (item.ms === null ? null : Math.round(item.ms)),
      },
      {
        ...{ id: 'at', heading: t('lastRun'), kind: 'text', width: 150 },
        value: (item) => item.at,
        render: (item) => <span className="figures text-ink-soft">{item.at ? format.instant(item.at) : '–'}</span>,
      },
    ],
    [t, format, several],
  );
  return (
    <>
      <BuildNotices projects={answer.projects} />
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">{t('byKind')}</legend>
        <Chip on={!kind && !state} onClick={filters.clear} label={t('all')} count={answer.items.length} />
        {KINDS.map((one) => {
          const count = answer.items.filter((item) => item.kind === one).length;
          if (count === 0) return null;
          return (
            <Chip
              key={one}
              on={kind === one}
              onClick={() => filters.set({ kind: one, state: null })}
              label={t(`kinds_${one}`)}
              count={count}
            />
          );
        })}
      </fieldset>
      <Card padded={false}>
        <DataTable
          title={t(kind ? (`kinds_${kind}` as 'kinds_model') : 'tabProject')}
          columns={columns}
          rows={shown}
          rowKey={(item) => item.id}
        />
      </Card>
    </>
  );
}

function Chip(props: { on: boolean; onClick: () => void; label: string; count: number }) {
  const format = useFormat();
  return (
    <button
      type="button"
      aria-pressed={props.on}
      onClick={props.onClick}
      className={cx(
        'flex h-8 items-center gap-1.5 rounded-full border px-3 text-sm max-md:h-11',
        props.on ? 'border-accent bg-accent-soft font-medium text-accent' : 'border-line text-ink-soft hover:text-ink',
      )}
    >
      {props.label}
      <span className="figures text-xs text-ink-faint">{format.count(props.count)}</span>
    </button>
  );
}
