import { GaugeChart } from '@griot/ui';
import { figureOf, firstOf, shapeOf, unitOf } from './figures.ts';
import type { WidgetViewProps } from './widget-props.ts';

export function GaugeWidget(props: WidgetViewProps<'gauge'>) {
  const { data, widget } = props;
  const column = shapeOf(data).metrics[0]?.column;
  return (
    <GaugeChart
      className="h-full"
      title={props.title}
      note={props.note}
      passport={data.passport}
      source={props.source}
      value={figureOf(firstOf(data, column?.name ?? ''))}
      unit={unitOf(column)}
      {...(column?.currency ? { currency: column.currency } : {})}
      limits={widget.display.limits}
      max={widget.display.max}
    />
  );
}
