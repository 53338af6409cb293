/** What the warehouse's pages read; see `hosts/server/endpoints/warehouse`. Instants are ISO 8601 in UTC. */
export type ResourceKind = 'model' | 'seed' | 'snapshot' | 'source' | 'test' | 'metric' | 'exposure';
export type ResourceStatus = 'built' | 'reused' | 'error' | 'skipped' | 'pass' | 'warn' | 'fail';

export interface Resource {
  id: string;
  kind: ResourceKind;
  name: string;
  title: string;
  project: string;
  application: string;
  description: string;
  tags: string[];
  materialized: string | null;
  file: string | null;
  reads: string[];
  status: ResourceStatus | null;
  rows: number | null;
  ms: number | null;
  at: string | null;
  tests: { passed: number; warned: number; failed: number; waiting: number } | null;
  href: string | null;
}

export interface ProjectSummary {
  name: string;
  application: string;
  lastBuild: {
    buildId: string;
    state: 'open' | 'published' | 'abandoned';
    reason: string | null;
    openedAt: string;
    nodes: { built: number; reused: number; error: number; skipped: number };
    tests: { passed: number; warned: number; failed: number };
  } | null;
}

export interface WarehouseProject {
  generation: { id: number; publishedAt: string } | null;
  projects: ProjectSummary[];
  items: Resource[];
}

export interface ColumnPlace {
  id: string;
  column: string;
}

export interface ResourceColumn {
  name: string;
  type: string | null;
  description: string;
  isCopy: boolean;
  origins: ColumnPlace[];
  readers: ColumnPlace[];
}

export interface RunFailure {
  code: string;
  message: string;
  file?: string;
  line?: number;
}

export interface ResourceTest {
  id: string;
  name: string;
  column: string | null;
  description: string;
  severity: 'error' | 'warn';
  status: 'pass' | 'warn' | 'fail' | 'error' | null;
  failures: number;
  at: string | null;
  ms: number | null;
  failing: { columns: string[]; rows: unknown[][] } | null;
  error: RunFailure | null;
}

export interface NodeRun {
  buildId: string;
  state: 'open' | 'published' | 'abandoned';
  generation: number | null;
  at: string;
  status: 'built' | 'reused' | 'error' | 'skipped';
  rows: number | null;
  ms: number;
  error: RunFailure | null;
}

export interface FreshnessRule {
  count: number;
  period: 'minute' | 'hour' | 'day';
}

export interface ResourceDetail {
  item: Resource;
  problem: string | null;
  columns: ResourceColumn[];
  sql: string | null;
  source: string | null;
  tests: ResourceTest[];
  rowsHidden: boolean;
  runs: NodeRun[];
  freshness: {
    status: 'pass' | 'warn' | 'error';
    newest: string | null;
    age: number | null;
    warnAfter: FreshnessRule | null;
    errorAfter: FreshnessRule | null;
  } | null;
  reads: Resource[];
  readers: Resource[];
  exposures: Resource[];
}

export interface Generation {
  id: number;
  publishedAt: string;
  buildId: string;
  project: string;
  tests: { passed: number; warned: number; failed: number };
  relations: number;
  rebuilt: number;
  isCurrent: boolean;
}

export interface RelationDifference {
  name: string;
  change: 'added' | 'removed' | 'same' | 'changed' | 'columns_changed';
  rowsFrom: number | null;
  rowsTo: number | null;
  onlyInFrom: number | null;
  onlyInTo: number | null;
}

export interface MetricDifference {
  application: string;
  name: string;
  label: string;
  unit: 'currency' | 'percent' | 'days' | 'count' | 'hectares' | 'score' | null;
  direction: 'up' | 'down' | 'none';
  from: string | number | boolean | null;
  to: string | number | boolean | null;
  change: 'same' | 'changed' | 'unknown';
  problem: string | null;
}

export interface SqlAnswer {
  columns: { name: string; type: string }[];
  rows: unknown[][];
  truncated: boolean;
  generation: number | null;
  ms: number;
}

export interface AskedSql {
  at: string;
  sql: string;
  outcome: 'answered' | 'refused' | 'stopped' | 'failed';
  reason?: string;
  rows?: number;
  generation?: number | null;
  ms: number;
}

export interface SqlTable {
  name: string;
  columns: { name: string; type: string | null }[];
}
