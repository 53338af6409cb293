import type { EChartsCoreOption } from 'echarts/core';
import type { ChartTheme } from '../chart-theme.ts';

export interface GaugeOptionInput {
  /** 0 to 100, or null when it is not known. */
  value: number | null;
  text: string;
  /** Limits of the classes, ascending, each drawn with its figure. */
  limits: readonly number[];
  colours: readonly string[];
  theme: ChartTheme;
  width: number;
}

/** A half circle in classes, the needle at the value, every threshold written. */
export function gaugeOption(o: GaugeOptionInput): EChartsCoreOption {
  const { theme } = o;
  const stops = [...o.limits.map((limit) => limit / 100), 1].map((stop, index) => [
    stop,
    o.colours[index % o.colours.length],
  ]);
  const written = new Set([0, ...o.limits]);
  return {
    animation: false,
    series: [
      {
        type: 'gauge',
        startAngle: 200,
        endAngle: -20,
        min: 0,
        max: 100,
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
          formatter: (value: number) => (written.has(value) ? String(value) : ''),
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
