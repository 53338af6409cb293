import type { EChartsCoreOption } from 'echarts/core';
import { toPlot } from '../../formats/number.ts';
import type { ChartItem } from '../chart-data.ts';
import type { ChartTheme } from '../chart-theme.ts';
import { OTHERS } from '../fold-others.ts';
import { tooltipElement, tooltipStyle } from './tooltip.ts';

export interface RankingOptionInput {
  items: ChartItem[];
  theme: ChartTheme;
  width: number;
  chosen: string | null;
  shortValue: (value: string | null) => string;
  fullValue: (value: string | null) => string;
  note: (item: ChartItem) => string | undefined;
}

/** Bars from the longest to the shortest, each with its name and its figure: no axis is needed to read them. */
export function rankingOption(o: RankingOptionInput): EChartsCoreOption {
  const { theme, items } = o;
  const room = Math.round(Math.min(190, Math.max(84, o.width * 0.32)));
  return {
    animation: theme.animate,
    animationDuration: 140,
    textStyle: { fontFamily: theme.fontFamily, fontSize: 12, color: theme.inkSoft },
    grid: { left: room + 8, right: 72, top: 4, bottom: 4, outerBoundsMode: 'none' },
    tooltip: {
      ...tooltipStyle(theme),
      trigger: 'item',
      formatter: (raw: unknown) => {
        const item = items[(raw as { dataIndex: number }).dataIndex];
        if (!item) return '';
        const line = { colour: null, label: '', value: o.fullValue(item.value ?? null) };
        return tooltipElement(item.label, [line], o.note(item));
      },
    },
    xAxis: { type: 'value', show: false, min: 0 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: items.map((item) => item.label),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: theme.ink, width: room, overflow: 'truncate', margin: 8 },
    },
    series: [
      {
        type: 'bar',
        cursor: 'pointer',
        barMaxWidth: 22,
        barCategoryGap: '34%',
        data: items.map((item) => ({
          value: toPlot(item.value),
          itemStyle: {
            color: item.key === OTHERS ? theme.rest : theme.entities[item.slot ?? 0],
            opacity: o.chosen === null || o.chosen === item.key ? 1 : 0.35,
            borderRadius: [0, 2, 2, 0],
          },
        })),
        label: {
          show: true,
          position: 'right',
          color: theme.inkSoft,
          formatter: (raw: { dataIndex: number }) => o.shortValue(items[raw.dataIndex]?.value ?? null),
        },
        emphasis: { disabled: true },
      },
    ],
  };
}
