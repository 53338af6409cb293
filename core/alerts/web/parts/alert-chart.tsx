import { Card, type FigureUnit, Skeleton, TimeChart, useApiQuery, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import { alertsMessages } from '../alerts.messages.ts';
import type { AlertDetails, AlertSeries } from '../answers.ts';

const figure = (value: number | null): string | null => (value === null ? null : String(value));

/** The figure as its threshold saw it, day by day, with the line that it must not cross. */
export function AlertChart({ alert }: { alert: AlertDetails }) {
  const t = useMessages(alertsMessages);
  const query = useApiQuery<AlertSeries>(`/api/alerts/${alert.id}/series`);
  const data = query.data;
  const label = alert.context.metricLabel ?? alert.title;
  const series = useMemo(() => {
    if (!data) return [];
    const { limit } = data;
    return [
      { key: 'figure', label, values: data.values.map(figure), shape: 'line' as const },
      ...(limit === null
        ? []
        : [{ key: 'limit', label: t('threshold'), values: data.days.map(() => figure(limit)), limit: true }]),
    ];
  }, [data, label, t]);
  if (query.isPending) return <Skeleton className="h-80" />;
  if (!data || data.days.length === 0) return <Card title={label}>{t(query.isError ? 'chartFailed' : 'noChart')}</Card>;
  return (
    <TimeChart
      title={alert.zone === '' ? label : `${label} · ${alert.zoneLabel}`}
      note={t('chartNote')}
      grain="day"
      periods={data.days}
      series={series}
      unit={(data.unit ?? 'count') as FigureUnit}
      height={280}
    />
  );
}
