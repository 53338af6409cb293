import type { Day } from '@griot/kernel';
import type { Filter } from '@griot/metrics';
import type { Refusal } from '../language/refusals.ts';

/** `mean` and `median` are of the figures by the last dimension, told by those before it. */
export type Kind = 'figure' | 'mean' | 'median' | 'list' | 'count' | 'exists' | 'why' | 'check';

/** A threshold that a single figure is held against: « dépasse-t-il 80 % ? ». */
export interface Check {
  readonly operator: 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'between';
  readonly value: number | readonly number[];
}

/** A question as one metric query, and how its answer is told. What is kept of a question, shown as chips, sent back changed. */
export interface Asked {
  readonly kind: Kind;
  readonly metrics: readonly string[];
  /** `zone__nom_zone`, `metric_time__month`. */
  readonly dimensions: readonly string[];
  readonly filters: readonly Filter[];
  readonly timeRange: { readonly from: Day; readonly to: Day } | null;
  readonly compare: 'previous_period' | 'previous_year' | null;
  readonly order: { readonly by: string; readonly descending: boolean } | null;
  readonly limit: number | null;
  readonly shares: boolean;
  /** The one value that a share is asked of. */
  readonly focus: string | null;
  readonly check: Check | null;
}

export const NOTHING_ASKED: Asked = {
  kind: 'figure',
  metrics: [],
  dimensions: [],
  filters: [],
  timeRange: null,
  compare: null,
  order: null,
  limit: null,
  shares: false,
  focus: null,
  check: null,
};

export type ClarifyReason =
  | 'metric'
  | 'dimension'
  | 'period'
  | 'value'
  | 'threshold'
  | 'leftover'
  | 'average'
  | 'combination'
  | 'moment'
  | 'noun'
  | 'context'
  | 'unit'
  | 'list'
  | 'amount'
  | 'share'
  | 'change'
  | 'same'
  | 'definition'
  | 'state'
  | 'none';

/** What became of a question before anything is measured. */
export type Understanding =
  | {
      readonly status: 'query';
      readonly asked: Asked;
      readonly mended: readonly { readonly from: string; readonly to: string }[];
    }
  | {
      readonly status: 'clarify';
      readonly reason: ClarifyReason;
      readonly words: string;
      readonly options: readonly string[];
    }
  | {
      readonly status: 'unknown';
      readonly words: readonly string[];
      readonly options: readonly string[];
      readonly forecast?: boolean;
    }
  | { readonly status: 'refused'; readonly why: Refusal };

/** The query in one line, the same for the same query: what tests and people compare. */
export function writeAsked(asked: Asked): string {
  const { kind, metrics, dimensions, filters, timeRange, compare, order, limit, shares, focus, check } = asked;
  const sorted = ({ operator, value }: Filter) =>
    Array.isArray(value) && operator !== 'between' ? [...value].sort() : value;
  const condition = (filter: Filter): string => {
    const { dimension, grain, operator, value } = filter;
    return `${dimension}${grain ? `:${grain}` : ''} ${operator}${value === undefined || value === null ? '' : ` ${JSON.stringify(sorted(filter))}`}`;
  };
  return [
    kind === 'figure' ? '' : kind,
    metrics.join(', '),
    dimensions.length > 0 ? `by ${dimensions.join(', ')}` : '',
    filters.length > 0 ? `where ${filters.map(condition).sort().join(' and ')}` : '',
    timeRange ? `in ${timeRange.from}..${timeRange.to}` : '',
    compare ? `vs ${compare}` : '',
    order ? `order ${order.descending ? '-' : ''}${order.by}` : '',
    limit === null ? '' : `limit ${limit}`,
    shares ? 'shares' : '',
    focus === null ? '' : `focus ${JSON.stringify(focus)}`,
    check ? `check ${check.operator} ${JSON.stringify(check.value)}` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
