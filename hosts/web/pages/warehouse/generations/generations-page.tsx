import {
  Badge,
  buttonClasses,
  Card,
  EmptyState,
  PageHeader,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useMessages,
  useUrlFilters,
} from '@griot/ui';
import { Link } from '@tanstack/react-router';
import { Code, Eye, GitCompare } from 'lucide-react';
import type { Generation } from '../../../api/warehouse.ts';
import { useMay } from '../../../shell/services.tsx';
import { WarehouseTabs } from '../warehouse-tabs.tsx';
import { Comparison } from './comparison.tsx';
import { generationsMessages } from './generations.messages.ts';
import { RollBackButton } from './roll-back-button.tsx';

const isId = (value: string) => /^\d{1,9}$/.test(value);
const checks = { from: isId, to: isId };

/** What readers have had and have: compare two, read an older one, go back. */
export default function GenerationsPage() {
  const t = useMessages(generationsMessages);
  const query = useApiQuery<{ items: Generation[] }>('/api/warehouse/generations');
  return (
    <>
      <PageHeader title={t('title')} note={t('note')} />
      <WarehouseTabs />
      <QueryView query={query} skeleton={<Skeleton className="h-64" />}>
        {({ items }) => (items.length === 0 ? <EmptyState sentence={t('none')} /> : <Kept generations={items} />)}
      </QueryView>
    </>
  );
}

function Kept({ generations }: { generations: Generation[] }) {
  const t = useMessages(generationsMessages);
  const filters = useUrlFilters(checks);
  const current = generations.find((one) => one.isCurrent);
  // Without a choice: what the last publication changed.
  const to = filters.values.to ?? String(current?.id ?? generations[0]?.id);
  const before = generations.find((one) => one.id < Number(to)) ?? generations.find((one) => String(one.id) !== to);
  const from = filters.values.from ?? (before ? String(before.id) : null);
  return (
    <>
      <Card padded={false}>
        <ul>
          {generations.map((generation) => (
            <Line
              key={generation.id}
              generation={generation}
              current={current}
              onCompare={() => filters.set({ from: String(generation.id), to: String(current?.id ?? '') })}
            />
          ))}
        </ul>
      </Card>
      {from === null ? (
        <p className="text-ink-soft">{t('oneOnly')}</p>
      ) : (
        <Comparison generations={generations} from={from} to={to} onChange={(patch) => filters.set(patch)} />
      )}
    </>
  );
}

interface LineProps {
  generation: Generation;
  current: Generation | undefined;
  onCompare: () => void;
}

function Line({ generation, current, onCompare }: LineProps) {
  const t = useMessages(generationsMessages);
  const format = useFormat();
  const mayQuery = useMay('core.warehouse.query');
  const mayGoBack = useMay('core.warehouse.rollback');
  const { id, publishedAt, project, tests, relations, rebuilt, isCurrent } = generation;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-3 first:border-t-0">
      <div className="min-w-56 flex-1">
        <p className="figures flex items-center gap-2 font-semibold">
          n°&nbsp;{id}
          {isCurrent && (
            <Badge tone="accent" icon={Eye}>
              {t('current')}
            </Badge>
          )}
          {tests.warned > 0 && <Badge tone="warn">{format.count(tests.warned)}</Badge>}
        </p>
        <p className="figures text-sm text-ink-soft">
          {format.instant(publishedAt)} · {project}
        </p>
      </div>
      <p className="figures min-w-44 text-sm text-ink-faint">
        {t('testsText', { passed: format.count(tests.passed), warned: format.count(tests.warned) })}
        <br />
        {t('rebuilt', { rebuilt: format.count(rebuilt), relations: format.count(relations) })}
      </p>
      <div className="flex flex-wrap gap-2">
        {mayQuery && (
          <Link
            to="/warehouse/sql"
            search={(isCurrent ? {} : { generation: String(id) }) as never}
            className={buttonClasses('secondary', 'small')}
          >
            <Code aria-hidden className="size-4" strokeWidth={1.75} />
            {t('readIt')}
          </Link>
        )}
        {!isCurrent && current && (
          <>
            <button type="button" className={buttonClasses('secondary', 'small')} onClick={onCompare}>
              <GitCompare aria-hidden className="size-4" strokeWidth={1.75} />
              {t('compare')}
            </button>
            {mayGoBack && <RollBackButton generation={generation} current={current} />}
          </>
        )}
      </div>
    </li>
  );
}
