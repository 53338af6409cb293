import type { Contribution, MetricColumn, Passport, Value } from '@griot/metrics';

export type Row = readonly Value[];

/** What was read for a question: rows as the question wants them, and all that proves them. */
export interface Measured {
  readonly columns: readonly MetricColumn[];
  readonly rows: readonly Row[];
  /** The figures over all rows. */
  readonly totals: Readonly<Record<string, Value>> | null;
  /** For counts and lists: how many there are. */
  readonly count: number | null;
  /** For questions of yes or no. */
  readonly holds: boolean | null;
  readonly contribution: Contribution | null;
  readonly previousPeriod: { readonly from: string; readonly to: string } | null;
  readonly truncated: boolean;
  /** Currencies whose figures are not in these. */
  readonly leftOut: readonly string[];
  readonly sql: string;
  readonly params: readonly Value[];
  readonly passport: Passport;
}
