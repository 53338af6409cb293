import {
  Button,
  Card,
  EmptyState,
  PageHeader,
  QueryView,
  Skeleton,
  TextField,
  useApiQuery,
  useFormat,
  useMessages,
  useUrlFilters,
} from '@griot/ui';
import { type FormEvent, useMemo, useState } from 'react';
import type { Resource, WarehouseProject } from '../../../api/warehouse.ts';
import { warehouseMessages } from '../warehouse.messages.ts';
import { WarehouseTabs } from '../warehouse-tabs.tsx';
import { ProjectGraph } from './project-graph.tsx';

const short = (value: string) => value.length <= 2000;
const checks = { select: short, exclude: short, metrics: (value: string) => value === '1' };

/** The graph, narrowed by a selection in dbt's words. */
export default function GraphPage() {
  const t = useMessages(warehouseMessages);
  const filters = useUrlFilters(checks);
  const { select = '', exclude = '' } = filters.values;
  const withMetrics = filters.values.metrics === '1';
  const project = useApiQuery<WarehouseProject>('/api/warehouse/explorer');
  const chosen = useApiQuery<{ ids: string[] }>('/api/warehouse/explorer/selection', { select, exclude });
  return (
    <>
      <PageHeader title={t('warehouse')} note={t('graph')} />
      <WarehouseTabs />
      <SelectionBox
        key={`${select}\n${exclude}`}
        select={select}
        exclude={exclude}
        metrics={withMetrics}
        error={chosen.error instanceof Error ? chosen.error : null}
        onApply={(patch) => filters.set(patch)}
        onClear={filters.clear}
      />
      <QueryView query={project} skeleton={<Skeleton className="h-96" />}>
        {({ items }) =>
          chosen.data && (
            <Shown
              items={items}
              ids={chosen.data.ids}
              withMetrics={withMetrics}
              onAround={(item) =>
                filters.set({ select: item.kind === 'source' ? `source:${item.title}+` : `+${item.name}+` })
              }
            />
          )
        }
      </QueryView>
    </>
  );
}

interface BoxProps {
  select: string;
  exclude: string;
  metrics: boolean;
  error: Error | null;
  onApply: (patch: { select?: string | null; exclude?: string | null; metrics?: string | null }) => void;
  onClear: () => void;
}

function SelectionBox(props: BoxProps) {
  const t = useMessages(warehouseMessages);
  const [select, setSelect] = useState(props.select);
  const [exclude, setExclude] = useState(props.exclude);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    props.onApply({ select, exclude });
  };
  const reason = (props.error as { details?: { message?: string } } | null)?.details?.message;
  return (
    <form onSubmit={apply} className="flex flex-wrap items-start gap-x-3 gap-y-2">
      <TextField
        label={t('selection')}
        value={select}
        onChange={setSelect}
        help={t('selectionHelp')}
        error={props.error ? [props.error.message, reason].filter(Boolean).join(' ') : null}
        spellCheck={false}
        autoCapitalize="off"
        className="min-w-60 flex-[3]"
      />
      <TextField
        label={t('exclude')}
        value={exclude}
        onChange={setExclude}
        optional
        spellCheck={false}
        autoCapitalize="off"
        className="min-w-40 flex-1"
      />
      <div className="flex flex-wrap items-center gap-2 md:pt-6">
        <Button type="submit" tone="primary">
          {t('apply')}
        </Button>
        {(props.select || props.exclude) && <Button onClick={props.onClear}>{t('clear')}</Button>}
        <label className="flex h-9 items-center gap-2 text-ink-soft max-md:h-11">
          <input
            type="checkbox"
            checked={props.metrics}
            onChange={(event) => props.onApply({ metrics: event.target.checked ? '1' : null })}
            className="size-4 accent-accent"
          />
          {t('showMetrics')}
        </label>
      </div>
    </form>
  );
}

interface ShownProps {
  items: Resource[];
  ids: string[];
  withMetrics: boolean;
  onAround: (item: Resource) => void;
}

function Shown({ items, ids, withMetrics, onAround }: ShownProps) {
  const t = useMessages(warehouseMessages);
  const format = useFormat();
  const shown = useMemo(() => visible(items, ids, withMetrics), [items, ids, withMetrics]);
  if (shown.length === 0) return <EmptyState sentence={t('nothingSelected')} />;
  const count = t('graphCount', { count: shown.length, shown: format.count(shown.length) });
  return (
    <Card title={t('graph')} note={count}>
      <ProjectGraph items={shown} onAround={onAround} />
    </Card>
  );
}

/** What was selected but tests; then the metrics over it and who reads them. */
function visible(items: readonly Resource[], ids: readonly string[], withMetrics: boolean): Resource[] {
  const chosen = new Set(ids);
  const base = items.filter(({ id, kind }) => chosen.has(id) && kind !== 'test' && kind !== 'exposure');
  if (!withMetrics) return base;
  const over = (kind: Resource['kind'], below: readonly Resource[]) => {
    const known = new Set(below.map(({ id }) => id));
    return items.filter((item) => item.kind === kind && item.reads.some((read) => known.has(read)));
  };
  const metrics = over('metric', base);
  return [...base, ...metrics, ...over('exposure', [...base, ...metrics])];
}
