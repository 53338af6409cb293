import { BarChart, GaugeChart, LineChart, PieChart, RadarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, RadarComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([
  BarChart,
  GaugeChart,
  LineChart,
  PieChart,
  RadarChart,
  GridComponent,
  LegendComponent,
  RadarComponent,
  SVGRenderer,
]);

/** Seven colours that every kind of eye tells apart on paper; the order of the pages' palette. */
export const INKS = ['#34388c', '#c98418', '#14a3a8', '#86290f', '#9089e4', '#733c5d', '#9f9565'] as const;
export const REST = '#a89f93';

/** A chart drawn on the server, in points of a page: nothing moves and nothing is hidden behind a pointer. */
export function chartSvg(option: Record<string, unknown>, size: { width: number; height: number }): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: 'Inter', fontSize: 11, color: '#5b5868' },
      ...option,
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
