import type { Catalogue, MeasuringWidget, Widget } from '../answers.ts';
import { isMeasuring } from '../answers.ts';

export type WidgetKind = Widget['type'];
type Query = MeasuringWidget['query'];

const TIME = 'metric_time__month';
export const isTime = (dimension: string | undefined): boolean =>
  dimension !== undefined && (/^metric_time/.test(dimension) || /__(day|week|month|quarter|year)$/.test(dimension));

const EMPTY: Query = { metrics: [], dimensions: [], filters: [], period: 'reader', order: [], totals: false };

/** How many of what each kind shows; the server's schema refuses what lies outside. */
export const BOUNDS: Record<MeasuringWidget['type'], { metrics: [number, number]; dimensions: [number, number] }> = {
  kpi: { metrics: [1, 1], dimensions: [0, 0] },
  chart_line: { metrics: [1, 7], dimensions: [1, 2] },
  chart_bar: { metrics: [1, 7], dimensions: [1, 2] },
  chart_area: { metrics: [1, 7], dimensions: [1, 2] },
  pie: { metrics: [1, 1], dimensions: [1, 1] },
  gauge: { metrics: [1, 1], dimensions: [0, 0] },
  radar: { metrics: [3, 8], dimensions: [1, 1] },
  table: { metrics: [1, 12], dimensions: [0, 4] },
  list: { metrics: [1, 1], dimensions: [1, 1] },
  map: { metrics: [1, 1], dimensions: [1, 1] },
};

/** Dimensions of category that all of these metrics have; the one that maps are drawn by first. */
export function categoriesOf(metrics: readonly string[], catalogue: Catalogue): string[] {
  const lists = metrics.map((name) => catalogue.metrics.find((one) => one.name === name)?.dimensions ?? []);
  const mapped = new Set(catalogue.layers.map((layer) => layer.dimension));
  return (lists[0] ?? [])
    .filter(
      (name) =>
        lists.every((list) => list.includes(name)) &&
        catalogue.dimensions.find((one) => one.name === name)?.kind === 'categorical',
    )
    .sort((a, b) => Number(mapped.has(b)) - Number(mapped.has(a)));
}

/** Dimensions worth a filter of the whole board: of several with one label, the one that most metrics have. */
export function filterableDimensions(catalogue: Catalogue): Catalogue['dimensions'] {
  const reach = (name: string) => catalogue.metrics.filter((one) => one.dimensions.includes(name)).length;
  const best = new Map<string, Catalogue['dimensions'][number]>();
  for (const one of catalogue.dimensions) {
    if (one.kind !== 'categorical') continue;
    const other = best.get(one.label);
    if (!other || reach(one.name) > reach(other.name)) best.set(one.label, one);
  }
  return [...best.values()].sort((a, b) => reach(b.name) - reach(a.name));
}

/**
 * The widget as another kind, or with other metrics: what still fits is kept, what is missing is filled with what lies
 * nearest, so that a preview can be drawn at once.
 */
export function adapted(widget: Widget, type: WidgetKind, catalogue: Catalogue, change: Partial<Query> = {}): Widget {
  const head = { id: widget.id, ...(widget.title ? { title: widget.title } : {}) };
  if (type === 'text') return { ...head, type, display: { text: widget.type === 'text' ? widget.display.text : '' } };
  if (type === 'alert_list') return { ...head, type, display: { limit: 8 } };
  const before = isMeasuring(widget) ? widget.query : EMPTY;
  const wanted = { ...before, ...change };
  const layer = catalogue.layers[0];
  const bounds = BOUNDS[type];
  const metrics = fillMetrics(wanted.metrics, bounds.metrics, catalogue, type === 'map' ? layer?.dimension : undefined);
  const categories = categoriesOf(metrics, catalogue);
  const kept = wanted.dimensions.filter((name) => isTime(name) || categories.includes(name));
  const first = kept[0];
  let dimensions = kept.slice(0, bounds.dimensions[1]);
  if (type === 'chart_line' || type === 'chart_area') {
    const time = kept.find(isTime) ?? TIME;
    dimensions = [time, ...kept.filter((name) => !isTime(name))].slice(0, metrics.length > 1 ? 1 : 2);
  } else if (type === 'chart_bar') {
    if (first === undefined) dimensions = [categories[0] ?? TIME];
    const over = isTime(dimensions[0]);
    dimensions = dimensions.slice(0, over && metrics.length === 1 ? 2 : 1);
    if (!over) metrics.splice(1);
  } else if (type === 'map') dimensions = layer ? [layer.dimension] : [];
  else if (bounds.dimensions[0] === 1) {
    const fits = type === 'list' ? first : kept.find((name) => !isTime(name));
    dimensions = [fits ?? categories[0] ?? TIME];
  }
  const names = new Set([...metrics, ...dimensions]);
  const query: Query = {
    ...wanted,
    metrics,
    dimensions,
    order: wanted.order.filter((by) => names.has(by.replace(/^-/, ''))),
  };
  const same = widget.type === type ? widget.display : undefined;
  switch (type) {
    case 'kpi':
      return { ...head, type, query, display: (same as never) ?? { trend: 'month' } };
    case 'gauge':
      return { ...head, type, query, display: (same as never) ?? { max: 100, limits: [50, 70, 85, 95] } };
    case 'chart_area':
      return { ...head, type, query, display: (same as never) ?? { stacked: true } };
    case 'chart_bar':
      return { ...head, type, query, display: (same as never) ?? { stacked: false } };
    case 'map':
      return { ...head, type, query, display: (same as never) ?? { layer: layer?.id ?? '' } };
    default:
      return { ...head, type, query, display: {} };
  }
}

function fillMetrics(
  wanted: readonly string[],
  [least, most]: [number, number],
  catalogue: Catalogue,
  needs: string | undefined,
): string[] {
  const able = catalogue.metrics.filter((one) => needs === undefined || one.dimensions.includes(needs));
  const names = new Set(able.map((one) => one.name));
  const kept = wanted.filter((name) => names.has(name)).slice(0, most);
  const first = able.find((one) => one.name === kept[0]);
  // Filled with metrics that share the first one's dimensions, so that they can be compared at all.
  const near = able.filter((one) => !first || first.dimensions.every((name) => one.dimensions.includes(name)));
  for (const { name } of [...near, ...able]) {
    if (kept.length >= least) break;
    if (!kept.includes(name)) kept.push(name);
  }
  return kept;
}

/** A number that no widget of the board has. */
export function freeId(taken: readonly string[], type: WidgetKind): string {
  for (let number = 1; ; number += 1) {
    const id = `${type}-${number}`.replaceAll('_', '-');
    if (!taken.includes(id)) return id;
  }
}
