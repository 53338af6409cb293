export { type Compiled, compileMetricQuery } from './compile.ts';
export { loadSemanticModels, type SourceDocument } from './manifest/load.ts';
export type {
  DatePart,
  Direction,
  Hierarchy,
  Label,
  ManifestProblem,
  Metric,
  SemanticManifest,
  SemanticModel,
  StandardGrain,
  Unit,
} from './manifest/model.ts';
export type {
  DimensionChoice,
  Filter,
  FilterOperator,
  FilterValue,
  OrderChoice,
  QueryRequest,
} from './query/request.ts';
export { buildCatalogue } from './runtime/catalogue.ts';
export type { Contribution, ContributionQuery, ContributionRow } from './runtime/contribution.ts';
export type { DrillQuery } from './runtime/drill.ts';
export { createMetrics, MAX_ROWS, type Metrics, type MetricsOptions, type SavedChanges } from './runtime/metrics.ts';
export { passportOf } from './runtime/passport.ts';
export type {
  Answer,
  GenerationFacts,
  MetricsTenantWarehouse,
  MetricsWarehouse,
  ProjectFacts,
} from './runtime/ports.ts';
export type { ScopeDimensions } from './runtime/scope.ts';
export { connectSharedAnswers, type SharedAnswers } from './runtime/shared-answers.ts';
export type {
  Catalogue,
  CatalogueDimension,
  CatalogueMetric,
  Comparison,
  DrillResult,
  MetricColumn,
  MetricContext,
  MetricQuery,
  MetricResult,
  MetricScope,
  Passport,
  PassportSource,
  PassportTrouble,
  Value,
} from './runtime/types.ts';
export { type AnsweredQuery, watchMetrics } from './runtime/watch-metrics.ts';
export { clickhouse } from './sql/clickhouse.ts';
export type { Dialect } from './sql/dialect.ts';
export { duckdb } from './sql/duckdb.ts';
