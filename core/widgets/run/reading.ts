import { type Day, resolvePeriod } from '@griot/kernel';
import type { Catalogue, Filter, MetricQuery } from '@griot/metrics';
import {
  isTimeDimension,
  type MetricSelection,
  type WidgetFilter,
  type WidgetPeriod,
} from '../spec/metric-selection.ts';
import type { MeasuringWidget } from '../spec/widget.ts';

/** What the reader of a page or a report chose, before anything is measured. */
export interface Reading {
  /** The reader's business day: relative periods count back from it. */
  today: Day;
  period: WidgetPeriod | null;
  /** On dimensions; one that a widget's metrics do not have is left out of that widget, and said. */
  filters: readonly WidgetFilter[];
}

export interface PlannedQuery {
  query: MetricQuery;
  /** Dimensions of the reader's filters that these metrics do not have. */
  ignoredFilters: string[];
}

const CATEGORY_ROWS = 50;
const BAR_ROWS = 15;
const RADAR_SHAPES = 5;
const TABLE_ROWS = 1000;

/** The metric query of a widget as this reader sees it. */
export function planWidget(widget: MeasuringWidget, reading: Reading, catalogue: Catalogue): PlannedQuery {
  const { query } = widget;
  const known = sharedDimensions(query.metrics, catalogue);
  const kept = reading.filters.filter((one) => known.has(one.dimension));
  const order = query.order.length > 0 ? query.order : defaultOrder(widget);
  const limit = query.limit ?? defaultLimit(widget);
  return {
    query: {
      metrics: query.metrics,
      dimensions: query.dimensions,
      filters: [...query.filters, ...kept].map(toFilter),
      timeRange: rangeOf(query, reading),
      compare: rangeOf(query, reading) === null ? null : (query.compare ?? null),
      order,
      ...(limit === null ? {} : { limit }),
      totals: query.totals || widget.type === 'pie' || widget.type === 'list',
    },
    ignoredFilters: reading.filters.filter((one) => !known.has(one.dimension)).map((one) => one.dimension),
  };
}

/** The line under a key figure: the same metric over time. */
export function planTrend(widget: MeasuringWidget, reading: Reading, catalogue: Catalogue): MetricQuery | null {
  if (widget.type !== 'kpi' || widget.display.trend === 'none') return null;
  const { query } = planWidget(widget, reading, catalogue);
  const time = `metric_time__${widget.display.trend}`;
  return { ...query, dimensions: [time], order: [time], compare: null, limit: null, totals: false };
}

function rangeOf({ period }: MetricSelection, reading: Reading): MetricQuery['timeRange'] {
  if (period === 'all') return null;
  const chosen = period === 'reader' ? reading.period : period;
  if (chosen === null) return null;
  return typeof chosen === 'string' ? resolvePeriod(chosen, reading.today) : chosen;
}

/** Dimensions that all of the metrics have: a filter must narrow each of them, or none. */
function sharedDimensions(metrics: readonly string[], catalogue: Catalogue): Set<string> {
  const lists = metrics.map((name) => catalogue.metrics.find((one) => one.name === name)?.dimensions ?? []);
  return new Set(lists[0]?.filter((name) => lists.every((list) => list.includes(name))));
}

function toFilter({ dimension, operator, value }: WidgetFilter): Filter {
  return value === undefined ? { dimension, operator } : { dimension, operator, value };
}

function defaultOrder({ query }: MeasuringWidget): string[] {
  const [first] = query.dimensions;
  if (first === undefined) return [];
  return isTimeDimension(first) ? [...query.dimensions] : [`-${query.metrics[0]}`];
}

function defaultLimit({ type, query }: MeasuringWidget): number | null {
  if (type === 'table' || type === 'map') return TABLE_ROWS;
  if (type === 'radar') return RADAR_SHAPES;
  if (type === 'pie') return CATEGORY_ROWS;
  if (type === 'list' || (type === 'chart_bar' && !isTimeDimension(query.dimensions[0] ?? ''))) return BAR_ROWS;
  return null;
}
