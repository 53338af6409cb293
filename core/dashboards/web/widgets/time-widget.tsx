import { TimeChart, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { timeFigures } from './time-series.ts';
import type { WidgetViewProps } from './widget-props.ts';

const KINDS = { chart_line: 'line', chart_bar: 'bar', chart_area: 'area' } as const;

/** Lines, columns or areas over time; figures of several units stand one chart above the other. */
export function TimeWidget(props: WidgetViewProps<'chart_line' | 'chart_bar' | 'chart_area'>) {
  const t = useMessages(dashboardsMessages);
  const { widget, data } = props;
  const figures = useMemo(() => timeFigures(data, KINDS[widget.type], t('none')), [data, widget.type, t]);
  const left = figures.leftOut > 0 ? t('seriesLeftOut', { count: figures.leftOut }) : undefined;
  const note = [props.note, left].filter(Boolean).join(' · ') || undefined;
  return (
    <div className="flex h-full min-h-0 flex-col gap-2">
      {figures.charts.map((chart, at) => (
        <TimeChart
          key={chart.series[0]?.key}
          className="min-h-0 flex-1"
          title={at === 0 ? props.title : chart.series.map((one) => one.label).join(', ')}
          note={note}
          passport={data.passport}
          source={props.source}
          periods={figures.periods}
          grain={figures.grain}
          series={chart.series}
          unit={chart.unit}
          {...(chart.currency ? { currency: chart.currency } : {})}
          stacked={widget.type !== 'chart_line' && widget.display.stacked && chart.series.every((one) => !one.previous)}
          height={110}
        />
      ))}
    </div>
  );
}
