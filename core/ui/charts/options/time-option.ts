import type { EChartsCoreOption } from 'echarts/core';
import { toPlot } from '../../formats/number.ts';
import type { TimeSeries } from '../chart-data.ts';
import { type ChartTheme, fade } from '../chart-theme.ts';
import { tooltipElement, tooltipStyle } from './tooltip.ts';

export interface TimeOptionInput {
  periods: string[];
  series: TimeSeries[];
  stacked: boolean;
  theme: ChartTheme;
  /** Width of the drawing: labels at the ends of lines need room. */
  width: number;
  /** Words and figures in the person's language. */
  periodLabel: (period: string, short: boolean) => string;
  shortValue: (value: number) => string;
  fullValue: (value: string | null) => string;
  axisName: string;
  /** Fixed top of the axis, e.g. 100 for rates. */
  max?: number;
}

/** The colour of a series: its slot, or its place among those that are not a previous period. */
export function seriesColour(series: TimeSeries, all: TimeSeries[], theme: ChartTheme): string {
  if (series.previous) return theme.inkFaint;
  if (series.limit) return theme.bad;
  const place = series.slot ?? all.filter((one) => !one.previous && !one.limit).indexOf(series);
  return theme.entities[place % theme.entities.length] ?? theme.ink;
}

export const NARROW = 480;

/** Lines, areas and bars over time. */
export function timeOption(o: TimeOptionInput): EChartsCoreOption {
  const { theme, series, periods } = o;
  const narrow = o.width < NARROW;
  const lines = series.filter((one) => one.shape !== 'bar');
  const labelled = !narrow && lines.length > 0 && lines.length <= 4;
  const longest = Math.max(0, ...lines.map((one) => one.label.length));
  return {
    animation: theme.animate,
    animationDuration: 140,
    animationDurationUpdate: 140,
    textStyle: { fontFamily: theme.fontFamily, fontSize: 12, color: theme.inkSoft },
    grid: {
      left: 8,
      right: labelled ? Math.min(140, longest * 6.6 + 16) : 12,
      top: 30,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      ...tooltipStyle(theme),
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: theme.inkFaint, type: 'dashed' } },
      formatter: (raw: unknown) => {
        const index = (raw as { dataIndex: number }[])[0]?.dataIndex ?? 0;
        return tooltipElement(
          o.periodLabel(periods[index] ?? '', false),
          series.map((one) => ({
            colour: seriesColour(one, series, theme),
            label: one.label,
            value: o.fullValue(one.values[index] ?? null),
          })),
        );
      },
    },
    xAxis: {
      type: 'category',
      data: periods,
      boundaryGap: series.some((one) => one.shape === 'bar'),
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
      axisLabel: {
        color: theme.inkFaint,
        hideOverlap: true,
        ...(series.some((one) => one.shape === 'bar') ? {} : { alignMinLabel: 'left', alignMaxLabel: 'right' }),
        formatter: (period: string) => o.periodLabel(period, true),
      },
    },
    yAxis: {
      type: 'value',
      max: o.max,
      name: o.axisName,
      nameTextStyle: { color: theme.inkFaint, align: 'left', padding: [0, 0, 0, -8] },
      nameGap: 12,
      ...(o.max === 100 ? { interval: 25 } : { splitNumber: 4 }),
      axisLabel: { color: theme.inkFaint, formatter: (value: number) => o.shortValue(value) },
      splitLine: { lineStyle: { color: theme.line } },
    },
    series: [...series]
      .sort((a, b) => Number(b.previous ?? false) - Number(a.previous ?? false))
      .map((one) => {
        const colour = seriesColour(one, series, theme);
        const base = {
          id: one.key,
          name: one.label,
          data: one.values.map(toPlot),
          color: colour,
          cursor: 'pointer',
          ...(o.stacked && !one.previous ? { stack: 'all' } : {}),
        };
        if (one.shape === 'bar') {
          return {
            ...base,
            type: 'bar',
            barMaxWidth: 18,
            barGap: '10%',
            itemStyle: { borderRadius: [2, 2, 0, 0] },
            emphasis: { itemStyle: { color: colour, opacity: 0.85 } },
          };
        }
        return {
          ...base,
          type: 'line',
          z: one.previous ? 1 : 3,
          showSymbol: periods.length === 1,
          symbolSize: 6,
          lineStyle: {
            width: one.previous ? 1.25 : one.limit ? 1.5 : 2,
            opacity: one.previous ? 0.55 : 1,
            color: colour,
            type: one.limit ? 'dashed' : 'solid',
          },
          ...(one.shape === 'area' ? { areaStyle: { color: fade(colour, 0.14) } } : {}),
          endLabel: {
            show: labelled,
            formatter: one.label,
            color: one.previous ? theme.inkFaint : colour,
            fontSize: 12,
            fontWeight: one.previous ? 400 : 600,
            distance: 6,
          },
          labelLayout: { moveOverlap: 'shiftY' },
          emphasis: { disabled: true },
        };
      }),
  };
}
