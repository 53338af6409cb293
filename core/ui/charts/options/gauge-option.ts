import type { EChartsCoreOption } from 'echarts/core';
import type { ChartTheme } from '../chart-theme.ts';

export interface GaugeOptionInput {
  /** 0 to `max`, or null when it is not known. */
  value: number | null;
  /** The scale's right end. */
  max: number;
  text: string;
  /** Limits of the classes, ascending, each drawn with its figure. */
  limits: readonly number[];
  colours: readonly string[];
  /** How a threshold is written; null: nothing stands there. */
  markText: (mark: number | null) => string;
  theme: ChartTheme;
  width: number;
}

/** A half circle in classes, the needle at the value, every threshold written. */
export function gaugeOption(o: GaugeOptionInput): EChartsCoreOption {
  const { theme } = o;
  const stops = [...o.limits.map((limit) => limit / o.max), 1].map((stop, index) => [
    stop,
    o.colours[index % o.colours.length],
  ]);
  const marks = [0, ...o.limits];
  // Marks are drawn at twentieths of the scale: each threshold is written at the nearest one.
  const written = new Map(marks.map((mark) => [Math.round((mark / o.max) * 20), mark]));
  return {
    animation: false,
    series: [
      {
        type: 'gauge',
        startAngle: 200,
        endAngle: -20,
        min: 0,
        max: o.max,
        splitNumber: 20,
        radius: '104%',
        center: ['50%', '60%'],
        axisLine: { lineStyle: { width: 14, color: stops } },
        axisTick: { show: false },
        splitLine: { show: false },
        axisLabel: {
          distance: 20,
          color: theme.inkFaint,
          fontFamily: theme.fontFamily,
          fontSize: 11,
          formatter: (value: number) => o.markText(written.get(Math.round((value / o.max) * 20)) ?? null),
        },
        pointer: {
          show: o.value !== null,
          icon: 'path://M-2,0 L2,0 L1,-100 L-1,-100 Z',
          length: '56%',
          width: 5,
          offsetCenter: [0, 0],
          itemStyle: { color: theme.ink },
        },
        anchor: { show: o.value !== null, size: 9, itemStyle: { color: theme.ink, borderWidth: 0 } },
        title: { show: false },
        detail: {
          offsetCenter: [0, '36%'],
          color: theme.ink,
          fontFamily: theme.fontFamily,
          fontWeight: 600,
          fontSize: 26,
          formatter: () => o.text,
        },
        data: [{ value: o.value ?? 0 }],
      },
    ],
  };
}
