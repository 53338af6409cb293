import { KpiCard, useFormat, useMessages } from '@griot/ui';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { figureOf, firstOf, shapeOf, unitOf } from './figures.ts';
import type { WidgetViewProps } from './widget-props.ts';

export function KpiWidget({ data, title, note }: WidgetViewProps<'kpi'>) {
  const t = useMessages(dashboardsMessages);
  const format = useFormat();
  const column = shapeOf(data).metrics[0]?.column;
  const name = column?.name ?? '';
  const { previousPeriod } = data;
  return (
    <KpiCard
      passport={data.passport}
      kpi={{
        metric: name,
        label: title,
        description: note ?? '',
        unit: unitOf(column),
        currency: column?.currency,
        value: figureOf(firstOf(data, name)),
        previous: figureOf(firstOf(data, `${name}__previous`)),
        previousLabel: previousPeriod
          ? t('versus', { from: format.day(previousPeriod.from), to: format.day(previousPeriod.to) })
          : '',
        changePct: figureOf(firstOf(data, `${name}__change_pct`)),
        goodDirection: column?.direction ?? 'none',
        sparkline: (data.trend ?? []).map(({ period, value }) => ({ period, value: figureOf(value) })),
      }}
    />
  );
}
