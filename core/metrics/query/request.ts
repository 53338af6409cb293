import type { DatePart } from '../manifest/model.ts';

/** A dimension in a query: `zone__region`, `metric_time` with a grain, or the object syntax as text. */
export interface DimensionChoice {
  readonly name: string;
  readonly grain?: string;
  readonly datePart?: DatePart;
}

export type FilterValue = string | number | boolean;
export type FilterOperator =
  | 'eq'
  | 'ne'
  | 'in'
  | 'not_in'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'between'
  | 'is_null'
  | 'is_not_null'
  | 'contains';

/** A filter from outside. `value` is one value, two for `between`, a list for `in` and `not_in`, none for `is_null`. */
export interface Filter {
  readonly dimension: string;
  readonly grain?: string;
  readonly operator: FilterOperator;
  readonly value?: FilterValue | readonly FilterValue[] | null;
}

export interface OrderChoice {
  readonly by: string;
  readonly descending?: boolean;
}

/** What the compiler is asked. Names are checked against the manifest; values become parameters. */
export interface QueryRequest {
  readonly metrics: readonly string[];
  readonly groupBy?: readonly (string | DimensionChoice)[];
  /** Where-filter templates. Trusted text: from the manifest, a saved query or a test, never from a request. */
  readonly where?: readonly string[];
  readonly filters?: readonly Filter[];
  /** Days (both inclusive) or instants `YYYY-MM-DD HH:MM:SS`. */
  readonly timeRange?: { readonly from: string; readonly to: string } | null;
  /** Widen the time range to whole periods of the finest `metric_time` grain asked for, as MetricFlow does. */
  readonly wholePeriods?: boolean;
  readonly orderBy?: readonly (string | OrderChoice)[];
  readonly limit?: number | null;
  readonly offset?: number | null;
  /** Only the smallest and largest value of each dimension. */
  readonly minMaxOnly?: boolean;
  /** False: a query of dimensions alone keeps duplicate rows. */
  readonly distinct?: boolean;
}
