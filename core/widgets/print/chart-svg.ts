import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

let drawing: typeof import('echarts/core') | undefined;

/** Loaded with the first chart that is printed: it is a third of a second that a start does not have to spend. */
function drawingEngine(): typeof import('echarts/core') {
  if (drawing) return drawing;
  const { BarChart, GaugeChart, LineChart, PieChart, RadarChart } = require('echarts/charts');
  const { GridComponent, LegendComponent, RadarComponent } = require('echarts/components');
  const { SVGRenderer } = require('echarts/renderers');
  const core: typeof import('echarts/core') = require('echarts/core');
  core.use([BarChart, GaugeChart, LineChart, PieChart, RadarChart]);
  core.use([GridComponent, LegendComponent, RadarComponent, SVGRenderer]);
  drawing = core;
  return core;
}

/** Seven colours that every kind of eye tells apart on paper; the order of the pages' palette. */
export const INKS = ['#34388c', '#c98418', '#14a3a8', '#86290f', '#9089e4', '#733c5d', '#9f9565'] as const;
export const REST = '#a89f93';

/** A chart drawn on the server, in points of a page: nothing moves and nothing is hidden behind a pointer. */
export function chartSvg(option: Record<string, unknown>, size: { width: number; height: number }): string {
  const chart = drawingEngine().init(null, null, { renderer: 'svg', ssr: true, ...size });
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
