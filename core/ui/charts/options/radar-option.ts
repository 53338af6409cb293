import type { EChartsCoreOption } from 'echarts/core';
import { type Figure, type FigureUnit, toPlot } from '../../formats/number.ts';
import type { ChartTheme } from '../chart-theme.ts';
import { fade } from '../chart-theme.ts';
import { tooltipElement, tooltipStyle } from './tooltip.ts';

export interface RadarAxis {
  key: string;
  label: string;
  unit: FigureUnit;
  currency?: string;
  /** End of the axis (100 for rates); the largest value shown when absent. */
  max?: number;
}

export interface RadarShape {
  key: string;
  label: string;
  /** One value for each axis, in their order. */
  values: Figure[];
  slot?: number;
}

export interface RadarOptionInput {
  axes: RadarAxis[];
  shapes: RadarShape[];
  theme: ChartTheme;
  width: number;
  fullValue: (axis: RadarAxis, value: string | null) => string;
}

/** One axis for each measure, ending at the largest value shown; one outline for each thing compared. */
export function radarOption(o: RadarOptionInput): EChartsCoreOption {
  const { theme, axes, shapes } = o;
  const narrow = o.width < 360;
  return {
    animation: theme.animate,
    animationDuration: 140,
    textStyle: { fontFamily: theme.fontFamily, fontSize: 12, color: theme.inkSoft },
    tooltip: {
      ...tooltipStyle(theme),
      trigger: 'item',
      formatter: (raw: unknown) => {
        const shape = shapes[(raw as { dataIndex: number }).dataIndex];
        if (!shape) return '';
        return tooltipElement(
          shape.label,
          axes.map((axis, index) => ({
            colour: null,
            label: axis.label,
            value: o.fullValue(axis, shape.values[index] ?? null),
          })),
        );
      },
    },
    radar: {
      radius: narrow ? '54%' : '62%',
      center: ['50%', '52%'],
      splitNumber: 4,
      axisName: {
        color: theme.ink,
        fontSize: 12,
        width: Math.round(Math.max(64, Math.min(130, o.width * 0.18))),
        overflow: 'break',
      },
      axisLine: { lineStyle: { color: theme.line } },
      splitLine: { lineStyle: { color: theme.line } },
      splitArea: { show: false },
      indicator: axes.map((axis, index) => {
        const largest = Math.max(0, ...shapes.map((shape) => toPlot(shape.values[index]) ?? 0));
        return { name: axis.label, min: 0, max: axis.max ?? (largest === 0 ? 1 : largest) };
      }),
    },
    series: [
      {
        type: 'radar',
        symbolSize: 4,
        data: shapes.map((shape, index) => {
          const colour = theme.entities[(shape.slot ?? index) % theme.entities.length] ?? theme.ink;
          return {
            name: shape.label,
            value: axes.map((_axis, at) => toPlot(shape.values[at]) ?? 0),
            itemStyle: { color: colour },
            lineStyle: { color: colour, width: 2 },
            areaStyle: { color: fade(colour, 0.08) },
          };
        }),
      },
    ],
  };
}
