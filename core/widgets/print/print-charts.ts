import { type FigureUnit, formatAxis, formatDay, formatFigureShort, formatMonth, toPlot } from '@griot/kernel';
import type { WidgetData } from '../run/read-widgets.ts';
import type { MeasuringWidget } from '../spec/widget.ts';
import { chartSvg, INKS, REST } from './chart-svg.ts';
import { figureText, type PrintWords, plainShape } from './print-words.ts';

const WIDTH = 640;
const MOST = 7;
const LINE = { lineStyle: { color: '#ddd8cc' } };

/** The chart of a widget as an SVG; null for kinds that are printed as a table. */
export function printedChart(widget: MeasuringWidget, data: WidgetData, words: PrintWords): string | null {
  const { dimensions, metrics } = plainShape(data);
  const [first, second] = dimensions;
  const metric = metrics[0];
  if (!metric) return null;
  const unit: FigureUnit = metric.column.unit ?? 'count';
  const short = (value: number) => formatFigureShort(String(value), unit, words.locale, metric.column.currency);
  if (widget.type === 'gauge') return gauge(widget, figureText(data.rows[0]?.[metric.at]), short);
  if (widget.type === 'radar' && first) return radar(data, words);
  if (!first) return null;
  const label = (value: unknown) => words.label(first.column, value);
  const values = data.rows.map((row) => toPlot(figureText(row[metric.at])));
  if (widget.type === 'pie')
    return pie(
      data.rows.map((row) => label(row[first.at])),
      values,
      words,
    );
  if (widget.type === 'chart_bar' && first.column.grain === undefined)
    return bars(
      data.rows.map((row) => label(row[first.at])),
      values,
      short,
    );
  if (!widget.type.startsWith('chart_')) return null;
  const periods = [...new Set(data.rows.map((row) => String(row[first.at])))].sort();
  const series = second ? split(data, first.at, second.at, metric.at, periods, words) : whole(data, first.at, periods);
  const area = widget.type === 'chart_area';
  const wide = ['month', 'quarter', 'year'].includes(first.column.grain ?? '');
  return chartSvg(
    {
      color: INKS,
      legend: series.length > 1 ? { bottom: 0, icon: 'roundRect', itemHeight: 6, itemWidth: 14 } : undefined,
      grid: {
        left: 8,
        right: 14,
        top: 24,
        bottom: series.length > 1 ? 30 : 6,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      xAxis: {
        type: 'category',
        data: periods,
        boundaryGap: widget.type === 'chart_bar',
        axisLine: LINE,
        axisTick: { show: false },
        axisLabel: { formatter: (day: string) => (wide ? formatMonth(day, words.locale, true) : formatDay(day)) },
      },
      yAxis: {
        type: 'value',
        name: words.unit(metric.column),
        nameTextStyle: { align: 'left' },
        splitLine: LINE,
        axisLabel: { formatter: (value: number) => formatAxis(value, words.locale) },
      },
      series: series.slice(0, MOST).map((one) => ({
        ...one,
        type: widget.type === 'chart_bar' ? 'bar' : 'line',
        symbol: 'none',
        barMaxWidth: 18,
        lineStyle: { width: 2 },
        ...(area ? { areaStyle: { opacity: 0.14 }, ...(second ? { stack: 'all' } : {}) } : {}),
      })),
    },
    { width: WIDTH, height: 240 },
  );
}

interface Series {
  name: string;
  data: (number | null)[];
}

function whole(data: WidgetData, timeAt: number, periods: string[]): Series[] {
  const shown = data.columns
    .map((column, at) => ({ column, at }))
    .filter(({ column }) => {
      return column.kind === 'metric' || column.name.endsWith('__previous');
    });
  return shown.map(({ column, at }) => {
    const by = new Map(data.rows.map((row) => [String(row[timeAt]), toPlot(figureText(row[at]))]));
    return { name: column.label, data: periods.map((period) => by.get(period) ?? null) };
  });
}

function split(
  data: WidgetData,
  timeAt: number,
  splitAt: number,
  metricAt: number,
  periods: string[],
  words: PrintWords,
): Series[] {
  const found = new Map<string, Series>();
  for (const row of data.rows) {
    const name = row[splitAt] === null ? words.none : String(row[splitAt]);
    const series = found.get(name) ?? { name, data: periods.map(() => null) };
    series.data[periods.indexOf(String(row[timeAt]))] = toPlot(figureText(row[metricAt]));
    found.set(name, series);
  }
  const size = ({ data: values }: Series) => values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0);
  return [...found.values()].sort((a, b) => size(b) - size(a));
}

function bars(labels: string[], values: (number | null)[], short: (value: number) => string): string {
  return chartSvg(
    {
      grid: { left: 8, right: 70, top: 4, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      xAxis: { type: 'value', show: false, min: 0 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: labels,
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: '#1c1b2b', width: 190, overflow: 'truncate' },
      },
      series: [
        {
          type: 'bar',
          data: values,
          color: INKS[0],
          barMaxWidth: 18,
          label: { show: true, position: 'right', formatter: ({ value }: { value: number }) => short(value) },
        },
      ],
    },
    { width: WIDTH, height: Math.max(60, labels.length * 26 + 10) },
  );
}

function pie(labels: string[], values: (number | null)[], words: PrintWords): string {
  const all = labels
    .map((name, at) => ({ name, value: Math.max(0, values[at] ?? 0) }))
    .sort((a, b) => b.value - a.value);
  const shown = all.slice(0, all.length > 6 ? 5 : 6);
  const rest = all.slice(shown.length).reduce((sum, one) => sum + one.value, 0);
  const slices = [
    ...shown.map((one, at) => ({ ...one, itemStyle: { color: INKS[at % INKS.length] } })),
    ...(all.length > shown.length ? [{ name: words.others, value: rest, itemStyle: { color: REST } }] : []),
  ];
  const total = slices.reduce((sum, one) => sum + one.value, 0);
  return chartSvg(
    {
      series: [
        {
          type: 'pie',
          radius: ['46%', '76%'],
          padAngle: 1,
          data: slices,
          avoidLabelOverlap: true,
          label: {
            color: '#1c1b2b',
            width: 190,
            overflow: 'break',
            formatter: ({ name, value }: { name: string; value: number }) =>
              `${name} : ${words.percent(total === 0 ? null : (value / total) * 100)}`,
          },
        },
      ],
    },
    { width: WIDTH, height: 240 },
  );
}

function gauge(
  { display }: Extract<MeasuringWidget, { type: 'gauge' }>,
  value: string | null,
  short: (value: number) => string,
): string {
  const shades = ['#dcd9ee', '#b3b1dd', '#8582c4', '#575aa6', '#34388c'];
  const stops = [...display.limits, display.max].map((limit, at) => [limit / display.max, shades[at] ?? shades[4]]);
  const number = toPlot(value);
  return chartSvg(
    {
      series: [
        {
          type: 'gauge',
          startAngle: 200,
          endAngle: -20,
          max: display.max,
          splitNumber: 4,
          radius: '100%',
          center: ['50%', '62%'],
          axisLine: { lineStyle: { width: 14, color: stops } },
          axisTick: { show: false },
          splitLine: { show: false },
          axisLabel: { distance: 20 },
          pointer: { show: number !== null, length: '56%', width: 4, itemStyle: { color: '#1c1b2b' } },
          detail: {
            offsetCenter: [0, '34%'],
            fontSize: 20,
            color: '#1c1b2b',
            formatter: () => (number === null ? '–' : short(number)),
          },
          data: [{ value: number ?? 0 }],
        },
      ],
    },
    { width: WIDTH, height: 200 },
  );
}

function radar(data: WidgetData, words: PrintWords): string {
  const { dimensions, metrics } = plainShape(data);
  const numbers = (at: number) => data.rows.map((row) => toPlot(figureText(row[at])) ?? 0);
  return chartSvg(
    {
      color: INKS,
      legend: { bottom: 0, icon: 'roundRect', itemHeight: 6, itemWidth: 14 },
      radar: {
        radius: '62%',
        center: ['50%', '46%'],
        indicator: metrics.map(({ column, at }) => ({
          name: column.label,
          max: column.unit === 'percent' ? 100 : Math.max(1e-9, ...numbers(at)),
        })),
        splitArea: { show: false },
        axisName: { color: '#1c1b2b' },
      },
      series: [
        {
          type: 'radar',
          data: data.rows.map((row) => ({
            name: words.label(dimensions[0]?.column, row[dimensions[0]?.at ?? 0]),
            value: metrics.map(({ at }) => toPlot(figureText(row[at])) ?? 0),
          })),
        },
      ],
    },
    { width: WIDTH, height: 300 },
  );
}
