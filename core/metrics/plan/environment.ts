import type { SemanticManifest } from '../manifest/model.ts';
import type { TimeRange } from '../query/time-range.ts';
import type { Item } from '../resolve/items.ts';
import type { Parameters, Predicate } from '../resolve/predicates.ts';
import type { Dialect } from '../sql/dialect.ts';
import type { PlanNode } from './nodes.ts';

/** What every planning step shares. */
export interface Environment {
  readonly manifest: SemanticManifest;
  readonly dialect: Dialect;
  readonly parameters: Parameters;
  /** Group-by columns, in the order asked for. */
  readonly keys: readonly Item[];
  /** Conditions of the query itself. */
  readonly predicates: readonly Predicate[];
  readonly timeRange: TimeRange | null;
  /** Plans a metric grouped by one entity, for `Metric()` in a filter: its columns are the entity and the metric. */
  readonly metricByEntity: (metric: string, entity: string) => { node: PlanNode; key: string };
}
