import { currencyLabel } from '@griot/kernel';
import { Card, cx, ErrorState, InCurrency, Skeleton, useMessages } from '@griot/ui';
import type { MeasuringWidget, Widget, WidgetResult } from '../answers.ts';
import { isMeasuring } from '../answers.ts';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { BarWidget, PieWidget } from './category-widgets.tsx';
import { shapeOf, titleOf } from './figures.ts';
import { GaugeWidget } from './gauge-widget.tsx';
import { KpiWidget } from './kpi-widget.tsx';
import { ListWidget } from './list-widget.tsx';
import { MapWidget } from './map-widget.tsx';
import { AlertListWidget, TextWidget } from './plain-widgets.tsx';
import { RadarWidget } from './radar-widget.tsx';
import { TableWidget } from './table-widget.tsx';
import { TimeWidget } from './time-widget.tsx';
import { widgetFault } from './widget-fault.ts';
import type { WidgetViewProps } from './widget-props.ts';

export interface WidgetProps {
  widget: Widget;
  application: string;
  /** Its figures; absent while they are read. */
  result: WidgetResult | undefined;
  /** The reading as a whole failed. */
  error: unknown;
  onRetry: () => void;
  labelOf: (dimension: string) => string;
  onPick: ((dimension: string, value: string) => void) | undefined;
  chosen: (dimension: string) => string | null;
}

/** One widget in its place: figures, or why there are none. */
export function WidgetView(props: WidgetProps) {
  const t = useMessages(dashboardsMessages);
  const { widget, result, application } = props;
  if (widget.type === 'text') return <TextWidget widget={widget} />;
  if (widget.type === 'alert_list') return <AlertListWidget widget={widget} />;
  if (!isMeasuring(widget)) return null;
  if (result?.error || (!result && props.error !== null)) {
    const fault = result?.error ? widgetFault(result.error, t) : null;
    return (
      <Card title={widget.title ?? t('noFigure')} className="h-full overflow-y-auto">
        {fault ? (
          <p role="alert" className="text-bad">
            {fault}
          </p>
        ) : (
          <ErrorState error={props.error} onRetry={props.onRetry} />
        )}
      </Card>
    );
  }
  const data = result?.data;
  if (!data) return <Skeleton className={cx('h-full min-h-24 rounded-lg')} />;
  const ignored = data.ignoredFilters.map(props.labelOf);
  const notes = [
    ignored.length > 0 && t('ignoredFilters', { filters: ignored.join(', '), count: ignored.length }),
    data.leftOut && t('leftOut', { currencies: data.leftOut.map(currencyLabel).join(', ') }),
  ].filter(Boolean);
  const { id: _id, title: _title, ...rest } = widget;
  const view = {
    application,
    data,
    title: titleOf(widget.title, data, t('by')),
    note: notes.length > 0 ? notes.join(' · ') : undefined,
    source: { application, widget: rest },
    onPick: props.onPick,
    chosen: props.chosen(widget.query.dimensions[0] ?? ''),
  };
  return (
    <InCurrency currency={data.columns.find(({ currency }) => currency !== undefined)?.currency}>
      <Figures widget={widget} view={view} />
    </InCurrency>
  );
}

function Figures({
  widget,
  view,
}: {
  widget: MeasuringWidget;
  view: Omit<WidgetViewProps<MeasuringWidget['type']>, 'widget'>;
}) {
  const { data } = view;
  switch (widget.type) {
    case 'kpi':
      return <KpiWidget widget={widget} {...view} />;
    case 'chart_bar':
      if (shapeOf(data).dimensions[0]?.column.grain === undefined) return <BarWidget widget={widget} {...view} />;
      return <TimeWidget widget={widget} {...view} />;
    case 'chart_line':
    case 'chart_area':
      return <TimeWidget widget={widget} {...view} />;
    case 'pie':
      return <PieWidget widget={widget} {...view} />;
    case 'gauge':
      return <GaugeWidget widget={widget} {...view} />;
    case 'radar':
      return <RadarWidget widget={widget} {...view} />;
    case 'table':
      return <TableWidget widget={widget} {...view} />;
    case 'list':
      return <ListWidget widget={widget} {...view} />;
    case 'map':
      return <MapWidget widget={widget} {...view} />;
  }
}
