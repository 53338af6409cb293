import type { Answer } from '../answers.ts';

/** A kept widget cannot say these; then there is nothing to keep. */
const KINDS = new Set(['figure', 'exists', 'check']);

/** The answer as a widget of a dashboard, in the words of core/widgets; null for what a widget cannot say. */
export function widgetOf({ asked, shape }: Answer): Record<string, unknown> | null {
  if (!asked || !KINDS.has(asked.kind) || asked.focus !== null || asked.metrics.length === 0) return null;
  if (asked.filters.some(({ dimension }) => dimension === 'metric_time' || asked.metrics.includes(dimension)))
    return null;
  const [first = ''] = asked.dimensions;
  const type =
    asked.dimensions.length === 0 && asked.metrics.length === 1
      ? 'kpi'
      : shape === 'time' && first.startsWith('metric_time')
        ? 'chart_line'
        : shape === 'shares'
          ? 'pie'
          : shape === 'bars' && !first.startsWith('metric_time')
            ? 'chart_bar'
            : 'table';
  const query = {
    metrics: asked.metrics,
    dimensions: asked.dimensions,
    filters: asked.filters.map(({ dimension, operator, value }) => ({
      dimension,
      operator,
      ...(value === undefined || value === null ? {} : { value }),
    })),
    period: asked.timeRange ?? 'all',
    ...(asked.compare ? { compare: asked.compare } : {}),
    ...(asked.order ? { order: [`${asked.order.descending ? '-' : ''}${asked.order.by}`] } : {}),
    ...(asked.limit ? { limit: asked.limit } : {}),
  };
  return { type, query };
}
