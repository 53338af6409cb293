import type { ChartSource } from '@griot/ui';
import type { Widget } from '../answers.ts';

const KEYS = new Set(['type', 'title', 'query', 'display', 'id']);

/**
 * A widget from an address, given an id and the members that the schema would fill in; null without one, `bad` when it is
 * not a widget at all. The server's schema has the last word when it is measured and saved.
 */
export function readWidgetLink(text: string | undefined): Widget | 'bad' | null {
  if (text === undefined) return null;
  try {
    const found = JSON.parse(text) as unknown;
    if (typeof found !== 'object' || found === null || !Object.keys(found).every((key) => KEYS.has(key))) return 'bad';
    if (typeof (found as { type?: unknown }).type !== 'string') return 'bad';
    return completed(found as ChartSource['widget'], 'w1');
  } catch {
    return 'bad';
  }
}

/** A chart's own words as a whole widget. */
export function completed(source: ChartSource['widget'], id: string): Widget {
  const query = source.query as object | undefined;
  const filled = query && { dimensions: [], filters: [], period: 'reader', order: [], totals: false, ...query };
  return { display: DISPLAY[String(source.type)] ?? {}, ...source, ...(filled && { query: filled }), id } as Widget;
}

const DISPLAY: Record<string, object> = {
  kpi: { trend: 'month' },
  chart_area: { stacked: true },
  chart_bar: { stacked: false },
  gauge: { max: 100, limits: [50, 70, 85, 95] },
  alert_list: { limit: 8 },
};
