import {
  Badge,
  Card,
  type Column,
  DataTable,
  type Figure,
  type FigureUnit,
  formatFigure,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useLocale,
  useMessages,
} from '@griot/ui';
import { useMemo } from 'react';
import type { MetricDifference } from '../../../api/warehouse.ts';
import { differenceOf } from './difference-of.ts';
import { generationsMessages } from './generations.messages.ts';

const tones = { changed: 'accent', same: 'neutral', unknown: 'warn' } as const;

/** The total of every metric on both generations: what a publication really did to the figures. */
export function MetricDifferences({ from, to }: { from: string; to: string }) {
  const t = useMessages(generationsMessages);
  const format = useFormat();
  const path = '/api/warehouse/generations/compare/metrics';
  const query = useApiQuery<{ metrics: MetricDifference[] }>(path, { from, to });
  return (
    <QueryView query={query} skeleton={<Skeleton className="h-64" />}>
      {({ metrics }) => {
        const changed = metrics.filter((metric) => metric.change === 'changed').length;
        return (
          <Card
            padded={false}
            title={
              changed === 0
                ? t('metricsSame')
                : t('metricsChanged', {
                    count: changed,
                    shown: format.count(changed),
                    all: format.count(metrics.length),
                  })
            }
            note={t('metricsNote')}
          >
            <MetricTable metrics={metrics} />
          </Card>
        );
      }}
    </QueryView>
  );
}

function MetricTable({ metrics }: { metrics: MetricDifference[] }) {
  const t = useMessages(generationsMessages);
  const { locale, currency } = useLocale();
  const columns = useMemo<Column<MetricDifference>[]>(() => {
    const shown = (metric: MetricDifference, value: MetricDifference['from']): string =>
      value === null || typeof value === 'boolean'
        ? '–'
        : formatFigure(value as Figure, (metric.unit ?? 'count') as FigureUnit, locale, currency);
    const side = (id: 'from' | 'to') =>
      ({
        ...{ id, heading: t(id), kind: 'figure', unit: 'count' },
        value: (metric) => (typeof metric[id] === 'boolean' ? null : metric[id]),
        render: (metric) => <span className="figures">{shown(metric, metric[id])}</span>,
      }) satisfies Column<MetricDifference>;
    return [
      {
        ...{ id: 'label', heading: t('metric'), kind: 'text' },
        value: (metric) => metric.label,
        render: (metric) => (
          <span className="flex flex-col">
            <span className="font-medium">{metric.label}</span>
            <span className="font-mono text-xs text-ink-faint">{metric.name}</span>
          </span>
        ),
      },
      {
        id: 'application',
        heading: t('application'),
        kind: 'text',
        options: true,
        hidden: true,
        value: (m) => m.application,
      },
      {
        ...{ id: 'change', heading: t('change'), kind: 'text', options: true },
        value: (metric) => metric.change,
        text: (metric) => t(metric.change),
        render: (metric) => (
          <span title={metric.problem ?? undefined}>
            <Badge tone={tones[metric.change]}>{t(metric.change)}</Badge>
          </span>
        ),
      },
      side('from'),
      { ...side('to'), onPhone: true },
      {
        ...{ id: 'difference', heading: t('difference'), kind: 'figure', unit: 'count', onPhone: true },
        value: (metric) => differenceOf(metric.from, metric.to),
        render: (metric) => {
          const difference = differenceOf(metric.from, metric.to);
          if (difference === null || metric.change === 'same') return <span className="text-ink-faint">–</span>;
          const sign = difference.startsWith('-') ? '' : '+';
          return (
            <span className="figures font-medium">
              {sign}
              {shown(metric, difference)}
            </span>
          );
        },
      },
    ];
  }, [t, locale, currency]);
  return (
    <DataTable
      title={t('metrics')}
      columns={columns}
      rows={metrics}
      rowKey={(metric) => `${metric.application} ${metric.name}`}
      maxHeight="28rem"
    />
  );
}
