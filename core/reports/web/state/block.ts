import type { Widget } from '../answers.ts';

/** Kinds of blocks that a page of paper can show. */
export const BLOCKS = ['kpi', 'chart_line', 'chart_bar', 'pie', 'table', 'text'] as const;
export type BlockKind = (typeof BLOCKS)[number];

/** What a person says of a block; the rest follows. */
export interface BlockDraft {
  kind: BlockKind;
  title: string;
  metrics: string[];
  /** A dimension of category, `metric_time__month`, or nothing. */
  by: string | null;
  text: string;
}

export const MONTHS = 'metric_time__month';
export const MOST_METRICS: Record<BlockKind, number> = {
  kpi: 1,
  chart_line: 5,
  chart_bar: 1,
  pie: 1,
  table: 8,
  text: 0,
};
/** Must, may or cannot be shown by something. */
export const BY: Record<BlockKind, 'none' | 'time' | 'category' | 'any'> = {
  ...{ kpi: 'none', chart_line: 'time', chart_bar: 'any', pie: 'category', table: 'any', text: 'none' },
};

export function isComplete({ kind, metrics, by, text }: BlockDraft): boolean {
  if (kind === 'text') return text.trim() !== '';
  if (metrics.length === 0) return false;
  return BY[kind] === 'none' || kind === 'table' || kind === 'chart_line' || by !== null;
}

/** The block as a widget of core/widgets, whose schema has the last word. */
export function toWidget(draft: BlockDraft, id: string): Widget {
  const head = { id, ...(draft.title.trim() ? { title: draft.title.trim() } : {}) };
  if (draft.kind === 'text') return { ...head, type: 'text', display: { text: draft.text } };
  const by = BY[draft.kind] === 'none' ? null : draft.kind === 'chart_line' ? MONTHS : draft.by;
  const query = {
    metrics: draft.metrics.slice(0, MOST_METRICS[draft.kind]),
    dimensions: by === null ? [] : [by],
    filters: [],
    period: 'reader' as const,
    order: [],
    totals: draft.kind === 'table' && by !== null,
  };
  switch (draft.kind) {
    case 'kpi':
      return { ...head, type: 'kpi', query: { ...query, compare: 'previous_year' }, display: { trend: 'none' } };
    case 'chart_bar':
      return { ...head, type: 'chart_bar', query, display: { stacked: false } };
    case 'table':
      return { ...head, type: 'table', query: { ...query, limit: 50 }, display: {} };
    default:
      return { ...head, type: draft.kind, query, display: {} };
  }
}

/** A number that no block of the template has. */
export function freeId(taken: readonly string[], kind: BlockKind): string {
  for (let number = 1; ; number += 1) {
    const id = `${kind}-${number}`.replaceAll('_', '-');
    if (!taken.includes(id)) return id;
  }
}

export function moved<T>(list: readonly T[], from: number, by: number): T[] {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(Math.max(0, from + by), 0, one);
  return next;
}
