/** What the engine supplies to compile, what it gets back, and what selections need. Part of the seam: see manifest.ts. */

/** Rows of `runQuery`, and columns of `describe`. */
export interface QueryTable {
  columns: QueryColumn[];
  rows: unknown[][];
}
export interface QueryColumn {
  name: string;
  type: string;
}

/** What the engine supplies to compile one thing. */
export interface CompileContext {
  /** Quoted physical relation to read a node or a source from. Never asked for ephemeral models. */
  relation(id: string): string;
  /** Quoted relation being built (`this`): the existing rows of an incremental, the table of a snapshot or of a seed. */
  this?: string;
  /** True when the model exists, is incremental, and is not rebuilt whole. */
  isIncremental: boolean;
  /** `flags.FULL_REFRESH`. Default false. */
  fullRefresh?: boolean;
  /** Override the project's vars for this compilation. */
  vars?: Record<string, unknown>;
  /** ISO 8601 with offset or Z. */
  runStartedAt: string;
  invocationId: string;
  /** Microbatch: inputs with `event_time` are read only where start <= event_time < end (ISO 8601, UTC). */
  batch?: { start: string; end: string };
  /**
   * For macros that query (`run_query`, `{% call statement %}`, `dbt_utils.get_column_values`). Asked at most once per distinct SQL
   * of a compilation. Without it such macros get an empty result, as in dbt's parse step.
   */
  runQuery?(sql: string): Promise<QueryTable>;
  /**
   * Columns of a SELECT (also `select * from <relation>`), or null when it cannot be described. For `adapter.get_columns_in_relation`,
   * `dbt_utils.star`, and the types of unit tests' rows.
   */
  describe?(sql: string): Promise<QueryColumn[] | null>;
  /** Where `log()` and `print()` go. */
  log?(message: string): void;
}

export interface CompiledNode {
  id: string;
  /** One SELECT, ephemeral inputs inlined as `__dbt__cte__<name>`; '' for a seed. */
  sql: string;
  /** Rendered hooks, in order. */
  preHooks: string[];
  postHooks: string[];
  /** Ids of non-ephemeral nodes and sources actually read, also through ephemerals. */
  reads: string[];
  /** `exceptions.warn` and the like. */
  warnings: string[];
}

export interface CompiledTest {
  id: string;
  /** SELECT of the failing rows, with `where` and `limit` applied. */
  sql: string;
  /** SELECT of one row (failures: integer, should_warn, should_error: boolean) over `rows`: `sql` itself or a stored table. */
  summary(rows?: string): string;
  reads: string[];
  warnings: string[];
}

export interface CompiledUnitTest {
  id: string;
  /** SELECT of the differences: `actual_or_expected` ('actual' | 'expected'), `row_count` (how often), and the columns of `expect`. No rows: passed. */
  sql: string;
  /** The model's SQL over the given rows, and the expected rows, each a SELECT. */
  actualSql: string;
  expectedSql: string;
  columns: string[];
  warnings: string[];
}

export type ResultStatus = 'success' | 'error' | 'fail' | 'warn' | 'pass' | 'skipped' | 'reused';

/** What makes a node change, in parts (`state:modified.body` and so on). Hex SHA-256. */
export interface Fingerprint {
  /** Every part. */
  all: string;
  /** What decides the rows: not tags, meta, group, access, nor where the relation stands. */
  build: string;
  body: string;
  configs: string;
  macros: string;
  vars: string;
  contract: string;
  relation: string;
}

/** What selections by state need from earlier runs. */
export interface SelectionState {
  /** `Project.state()` of the build to compare with. */
  previous?: Record<string, Fingerprint>;
  /** Status of nodes and tests in the last run, by id. */
  results?: Record<string, ResultStatus>;
  /** Sources with newer data than the last build, for `source_status:fresher`. */
  fresherSources?: string[];
}

export interface SelectionInput {
  /** Each entry a union of terms by space; the entries add up. None: everything. */
  select?: string[];
  exclude?: string[];
  /** Which tests come with the nodes. Default 'eager': every test that touches a selected node. */
  indirect?: 'eager' | 'cautious' | 'buildable' | 'empty';
}

export interface Selection {
  /** Models, seeds and snapshots, inputs before their readers. */
  nodes: string[];
  tests: string[];
  unitTests: string[];
  sources: string[];
  exposures: string[];
}
