import { z } from 'zod';
import { isTimeDimension, type MetricSelection, metricSelection } from './metric-selection.ts';

export const WIDGET_TYPES = [
  'kpi',
  'chart_line',
  'chart_bar',
  'chart_area',
  'pie',
  'gauge',
  'radar',
  'table',
  'list',
  'map',
  'alert_list',
  'text',
] as const;
export type WidgetType = (typeof WIDGET_TYPES)[number];

const head = {
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, { error: 'lower case letters, digits, - and _' }),
  /** Above the widget; without one the metrics' own names stand there. */
  title: z.string().trim().max(120).optional(),
};

interface Bounds {
  metrics: [number, number];
  dimensions: [number, number];
  /** What the first dimension must be. */
  first?: 'time' | 'category';
}

/** A selection narrowed to what one kind of widget can show; every fault names its own place. */
function selectionOf({ metrics, dimensions, first }: Bounds) {
  return metricSelection.superRefine((query, context) => {
    const say = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const within = (count: number, [least, most]: [number, number]) => count >= least && count <= most;
    if (!within(query.metrics.length, metrics))
      say('metrics', `${range(metrics)} metric(s), not ${query.metrics.length}`);
    if (!within(query.dimensions.length, dimensions))
      say('dimensions', `${range(dimensions)} dimension(s), not ${query.dimensions.length}`);
    const [head, second] = query.dimensions;
    if (head !== undefined && first === 'time' && !isTimeDimension(head)) say('dimensions', 'the first must be a time');
    if (head !== undefined && first === 'category' && isTimeDimension(head)) say('dimensions', 'must not be a time');
    if (second !== undefined && dimensions[1] === 2 && query.metrics.length > 1)
      say('metrics', 'one metric only when a second dimension makes the series');
  });
}

const range = ([least, most]: [number, number]) => (least === most ? String(least) : `${least} to ${most}`);

const kpi = z.strictObject({
  ...head,
  type: z.literal('kpi'),
  query: selectionOf({ metrics: [1, 1], dimensions: [0, 0] }),
  display: z.strictObject({ trend: z.enum(['day', 'week', 'month', 'quarter', 'none']).default('month') }).prefault({}),
});

const overTime = { metrics: [1, 7], dimensions: [1, 2], first: 'time' } satisfies Bounds;
const line = z.strictObject({
  ...head,
  type: z.literal('chart_line'),
  query: selectionOf(overTime),
  display: z.strictObject({}).prefault({}),
});
const area = z.strictObject({
  ...head,
  type: z.literal('chart_area'),
  query: selectionOf(overTime),
  display: z.strictObject({ stacked: z.boolean().default(true) }).prefault({}),
});
/** Over time: columns. Over a category: horizontal bars, longest first. */
const bar = z.strictObject({
  ...head,
  type: z.literal('chart_bar'),
  query: selectionOf({ metrics: [1, 7], dimensions: [1, 2] }).superRefine((query, context) => {
    if (isTimeDimension(query.dimensions[0] ?? '')) return;
    if (query.metrics.length > 1 || query.dimensions.length > 1)
      context.addIssue({ code: 'custom', path: ['metrics'], message: 'bars of a category show one metric' });
  }),
  display: z.strictObject({ stacked: z.boolean().default(false) }).prefault({}),
});
const pie = z.strictObject({
  ...head,
  type: z.literal('pie'),
  query: selectionOf({ metrics: [1, 1], dimensions: [1, 1], first: 'category' }),
  display: z.strictObject({}).prefault({}),
});
const gauge = z.strictObject({
  ...head,
  type: z.literal('gauge'),
  query: selectionOf({ metrics: [1, 1], dimensions: [0, 0] }),
  display: z
    .strictObject({
      /** Value of the scale's right end. */
      max: z.number().positive().default(100),
      /** Thresholds that are drawn, ascending, in the metric's unit. */
      limits: z
        .array(z.number())
        .min(1)
        .max(4)
        .default([50, 70, 85, 95])
        .refine((limits) => limits.every((one, at) => at === 0 || one > (limits[at - 1] ?? one)), {
          error: 'must ascend',
        }),
    })
    .prefault({})
    .refine(({ max, limits }) => limits.every((one) => one > 0 && one < max), {
      error: 'thresholds lie between 0 and max',
    }),
});
/** One shape for each value of the dimension, one axis for each metric; an axis ends at the largest value shown. */
const radar = z.strictObject({
  ...head,
  type: z.literal('radar'),
  query: selectionOf({ metrics: [3, 8], dimensions: [1, 1], first: 'category' }),
  display: z.strictObject({}).prefault({}),
});
const table = z.strictObject({
  ...head,
  type: z.literal('table'),
  query: selectionOf({ metrics: [1, 12], dimensions: [0, 4] }),
  display: z.strictObject({}).prefault({}),
});
const list = z.strictObject({
  ...head,
  type: z.literal('list'),
  query: selectionOf({ metrics: [1, 1], dimensions: [1, 1] }),
  display: z.strictObject({}).prefault({}),
});
const map = z.strictObject({
  ...head,
  type: z.literal('map'),
  query: selectionOf({ metrics: [1, 1], dimensions: [1, 1], first: 'category' }),
  display: z
    .strictObject({ /** A map layer of the application. */ layer: z.string().trim().min(1).max(60) })
    .prefault({ layer: '' }),
});
const alertList = z.strictObject({
  ...head,
  type: z.literal('alert_list'),
  display: z.strictObject({ limit: z.int().min(1).max(50).default(8) }).prefault({}),
});
const text = z.strictObject({
  ...head,
  type: z.literal('text'),
  display: z.strictObject({
    /** Paragraphs, `# ` headings, `- ` lists, `**strong**`; nothing else is markup. */
    text: z.string().max(5000),
  }),
});

/** One widget: its kind, what it measures, how it shows it. The schema of each kind refuses what it cannot draw. */
export const widget = z.discriminatedUnion('type', [
  kpi,
  line,
  bar,
  area,
  pie,
  gauge,
  radar,
  table,
  list,
  map,
  alertList,
  text,
]);

export type Widget = z.output<typeof widget>;
export type WidgetInput = z.input<typeof widget>;
/** Widgets that read figures. */
export type MeasuringWidget = Extract<Widget, { query: MetricSelection }>;

export function isMeasuring(candidate: Widget): candidate is MeasuringWidget {
  return 'query' in candidate;
}
