import {
  Badge,
  Card,
  type Column,
  DataTable,
  QueryView,
  Select,
  Skeleton,
  type Tone,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { useMemo } from 'react';
import type { Generation, RelationDifference } from '../../../api/warehouse.ts';
import { useMay } from '../../../shell/services.tsx';
import { generationsMessages } from './generations.messages.ts';
import { MetricDifferences } from './metric-differences.tsx';

export interface ComparisonProps {
  generations: readonly Generation[];
  from: string;
  to: string;
  onChange: (patch: { from?: string | null; to?: string | null }) => void;
}

/** Two generations side by side: the figures first, then the rows that make them. */
export function Comparison({ generations, from, to, onChange }: ComparisonProps) {
  const t = useMessages(generationsMessages);
  const format = useFormat();
  const mayMetrics = useMay('core.metrics.read');
  const options = generations.map(({ id, publishedAt }) => ({
    value: String(id),
    label: `n° ${id} · ${format.instant(publishedAt)}`,
  }));
  return (
    <section aria-label={t('comparison')} className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <h2 className="mr-auto text-lg font-semibold">{t('comparison')}</h2>
        <div className="w-64">
          <span className="text-sm text-ink-faint">{t('from')}</span>
          <Select label={t('from')} value={from} options={options} onChange={(value) => onChange({ from: value })} />
        </div>
        <div className="w-64">
          <span className="text-sm text-ink-faint">{t('to')}</span>
          <Select label={t('to')} value={to} options={options} onChange={(value) => onChange({ to: value })} />
        </div>
      </div>
      {from === to ? (
        <p className="text-ink-soft">{t('sameTwo')}</p>
      ) : (
        <>
          {mayMetrics ? <MetricDifferences from={from} to={to} /> : <p className="text-ink-soft">{t('noMetrics')}</p>}
          <Relations from={from} to={to} />
        </>
      )}
    </section>
  );
}

const tones: Record<RelationDifference['change'], Tone> = {
  added: 'accent',
  removed: 'ochre',
  changed: 'accent',
  columns_changed: 'ochre',
  same: 'neutral',
};
const rank = { columns_changed: 0, removed: 1, added: 2, changed: 3, same: 4 };

function Relations({ from, to }: { from: string; to: string }) {
  const query = useApiQuery<{ relations: RelationDifference[] }>('/api/warehouse/generations/compare', { from, to });
  return (
    <QueryView query={query} skeleton={<Skeleton className="h-64" />}>
      {({ relations }) => <RelationTable relations={relations} />}
    </QueryView>
  );
}

function RelationTable({ relations }: { relations: RelationDifference[] }) {
  const t = useMessages(generationsMessages);
  const rows = useMemo(() => [...relations].sort((a, b) => rank[a.change] - rank[b.change]), [relations]);
  const columns = useMemo<Column<RelationDifference>[]>(() => {
    const figure = (id: 'rowsFrom' | 'rowsTo' | 'onlyInFrom' | 'onlyInTo', heading: string) =>
      ({ id, heading, kind: 'figure', unit: 'count', value: (row) => row[id] }) satisfies Column<RelationDifference>;
    return [
      { id: 'name', heading: t('model'), kind: 'text', value: (row) => row.name },
      {
        ...{ id: 'change', heading: t('change'), kind: 'text', options: true, onPhone: true },
        value: (row) => row.change,
        text: (row) => t(`change_${row.change}`),
        render: (row) => <Badge tone={tones[row.change]}>{t(`change_${row.change}`)}</Badge>,
      },
      figure('rowsFrom', t('rowsFrom')),
      { ...figure('rowsTo', t('rowsTo')), onPhone: true },
      figure('onlyInFrom', t('gone')),
      figure('onlyInTo', t('fresh')),
    ];
  }, [t]);
  return (
    <Card padded={false}>
      <DataTable title={t('relations')} columns={columns} rows={rows} rowKey={(row) => row.name} />
    </Card>
  );
}
