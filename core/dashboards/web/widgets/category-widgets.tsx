import { type ChartItem, DonutChart, RankingChart, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import type { WidgetData } from '../answers.ts';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { figureOf, shapeOf, textOf, unitOf } from './figures.ts';
import type { WidgetViewProps } from './widget-props.ts';

function useItems(data: WidgetData): ChartItem[] {
  const t = useMessages(dashboardsMessages);
  return useMemo(() => {
    const { dimensions, metrics } = shapeOf(data);
    return data.rows.map((row) => {
      const label = textOf(row[dimensions[0]?.at ?? 0], t('none'));
      return { key: label, label, value: figureOf(row[metrics[0]?.at ?? 1]) };
    });
  }, [data, t]);
}

/** Bars of a category, in the order of the query. */
export function BarWidget(props: WidgetViewProps<'chart_bar'>) {
  const { data, widget } = props;
  const items = useItems(data);
  const metric = shapeOf(data).metrics[0]?.column;
  return (
    <RankingChart
      className="h-full overflow-y-auto"
      title={props.title}
      note={props.note}
      passport={data.passport}
      source={props.source}
      items={items}
      unit={unitOf(metric)}
      {...(metric?.currency ? { currency: metric.currency } : {})}
      chosen={props.chosen}
      {...pickOf(props, widget.query.dimensions[0])}
    />
  );
}

export function PieWidget(props: WidgetViewProps<'pie'>) {
  const { data, widget } = props;
  const items = useItems(data);
  const metric = shapeOf(data).metrics[0]?.column;
  return (
    <DonutChart
      className="h-full overflow-y-auto"
      title={props.title}
      note={props.note}
      passport={data.passport}
      source={props.source}
      items={items}
      unit={unitOf(metric)}
      {...(metric?.currency ? { currency: metric.currency } : {})}
      chosen={props.chosen}
      {...pickOf(props, widget.query.dimensions[0])}
    />
  );
}

function pickOf({ onPick }: Pick<WidgetViewProps<'pie'>, 'onPick'>, dimension: string | undefined) {
  return onPick && dimension !== undefined ? { onPick: (key: string) => onPick(dimension, key) } : {};
}
