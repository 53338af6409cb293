import { RadarChart, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { figureOf, shapeOf, textOf, unitOf } from './figures.ts';
import type { WidgetViewProps } from './widget-props.ts';

export function RadarWidget({ data, title, note, source }: WidgetViewProps<'radar'>) {
  const t = useMessages(dashboardsMessages);
  const { axes, shapes } = useMemo(() => {
    const { dimensions, metrics } = shapeOf(data);
    return {
      axes: metrics.map(({ column }) => ({
        key: column.name,
        label: column.label,
        unit: unitOf(column),
        ...(column.currency ? { currency: column.currency } : {}),
        ...(column.unit === 'percent' ? { max: 100 } : {}),
      })),
      shapes: data.rows.map((row) => {
        const label = textOf(row[dimensions[0]?.at ?? 0], t('none'));
        return { key: label, label, values: metrics.map(({ at }) => figureOf(row[at])) };
      }),
    };
  }, [data, t]);
  return (
    <RadarChart
      className="h-full"
      title={title}
      note={note ?? t('radarNote')}
      passport={data.passport}
      source={source}
      axes={axes}
      shapes={shapes}
      height={150}
    />
  );
}
