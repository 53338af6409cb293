import type { EChartsCoreOption } from 'echarts/core';
import { toPlot } from '../../formats/number.ts';
import type { ChartItem } from '../chart-data.ts';
import type { ChartTheme } from '../chart-theme.ts';
import { OTHERS } from '../fold-others.ts';
import { tooltipElement, tooltipStyle } from './tooltip.ts';

export interface DonutOptionInput {
  items: ChartItem[];
  theme: ChartTheme;
  width: number;
  chosen: string | null;
  share: (item: ChartItem) => string;
  fullValue: (value: string | null) => string;
}

/** Colour of a slice; the rest has its own. */
export function itemColour(item: ChartItem, index: number, theme: ChartTheme): string {
  if (item.key === OTHERS) return theme.rest;
  return theme.entities[(item.slot ?? index) % theme.entities.length] ?? theme.ink;
}

/** A ring of at most six slices, each named beside it. */
export function donutOption(o: DonutOptionInput): EChartsCoreOption {
  const { theme, items } = o;
  return {
    animation: theme.animate,
    animationDuration: 140,
    textStyle: { fontFamily: theme.fontFamily, fontSize: 12, color: theme.inkSoft },
    tooltip: {
      ...tooltipStyle(theme),
      trigger: 'item',
      formatter: (raw: unknown) => {
        const index = (raw as { dataIndex: number }).dataIndex;
        const item = items[index];
        if (!item) return '';
        return tooltipElement(item.label, [
          { colour: itemColour(item, index, theme), label: o.share(item), value: o.fullValue(item.value ?? null) },
        ]);
      },
    },
    series: [
      {
        type: 'pie',
        cursor: 'pointer',
        radius: ['62%', '92%'],
        center: ['50%', '50%'],
        padAngle: 1,
        label: { show: false },
        labelLine: { show: false },
        emphasis: { scale: false, itemStyle: { opacity: 0.85 } },
        data: items.map((item, index) => ({
          name: item.label,
          value: Math.max(0, toPlot(item.value) ?? 0),
          itemStyle: {
            color: itemColour(item, index, theme),
            borderRadius: 2,
            opacity: o.chosen === null || o.chosen === item.key ? 1 : 0.35,
          },
        })),
      },
    ],
  };
}
