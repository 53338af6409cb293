/**
 * The seam between the two halves of the warehouse: what the project loader hands over, and what the engine must supply
 * to compile. Everything here is plain data or a pure function of the project folder; nothing knows a database.
 *
 * Names of settings keep dbt's own spelling (`unique_key`, `incremental_strategy`): they are the vocabulary of the people
 * who write the projects. Ids are dbt's too:
 *   model.<package>.<name> (`.v2` appended for a version)   seed.<package>.<name>      snapshot.<package>.<name>
 *   source.<package>.<source>.<table>                       test.<package>.<name>      unit_test.<package>.<model>.<name>
 *   exposure.<package>.<name>                               macro.<package>.<name>
 */

/** A finding about the project's text. `file` is relative to the project folder, `line` counts from 1 in the original file. */
export interface ProjectFinding {
  file: string;
  line: number;
  message: string;
}

export type EngineType = 'duckdb' | 'clickhouse';

/** dbt's `target`. `schema` is the default schema of relations without a `schema` config. */
export interface Target {
  name: string;
  schema: string;
  type: EngineType;
  database?: string;
  threads?: number;
}

export interface LoadOptions {
  /** Override the `vars:` of dbt_project.yml, as `--vars` does. */
  vars?: Record<string, unknown>;
  /** Default `{ name: 'griot', schema: 'main', type: 'duckdb' }`. */
  target?: Partial<Target>;
  /** Values `env_var()` may read. Only names that begin with GRIOT_VAR_ are ever looked at; the process environment never is. */
  env?: Record<string, string>;
  /** Bound of one template rendering, in template instructions. Default 2 000 000. */
  fuel?: number;
}

export type Materialization = 'view' | 'table' | 'incremental' | 'ephemeral' | 'snapshot' | 'seed';
export type IncrementalStrategy = 'append' | 'delete+insert' | 'merge' | 'insert_overwrite' | 'microbatch';
export type BatchSize = 'hour' | 'day' | 'month' | 'year';
export type HardDeletes = 'ignore' | 'invalidate' | 'new_record';

/** The four columns a snapshot adds, and the fifth of `hard_deletes: new_record`; the values are the names to use. */
export interface SnapshotColumnNames {
  dbt_valid_from: string;
  dbt_valid_to: string;
  dbt_scd_id: string;
  dbt_updated_at: string;
  dbt_is_deleted: string;
}

/** A hook's template, not yet rendered: `compileNode` renders those of its node, `compileHooks` those of the project. */
export interface Hook {
  sql: string;
  transaction: boolean;
}

/**
 * The settings of one node after all sources are merged: dbt_project.yml trees, then properties YAML, then the `config()`
 * call, the later and the more specific winning; `tags` add up, `meta` merges by key, hooks add up.
 */
export interface NodeConfig {
  enabled: boolean;
  materialized: Materialization;
  /** Custom schema, raw; `Node.schema` is the resolved one. */
  schema: string | null;
  database: string | null;
  alias: string | null;
  tags: string[];
  meta: Record<string, unknown>;
  group: string | null;
  access: 'private' | 'protected' | 'public';
  docs: { show: boolean; node_color: string | null };
  persist_docs: { relation: boolean; columns: boolean };
  pre_hook: Hook[];
  post_hook: Hook[];
  contract: { enforced: boolean; alias_types: boolean };
  /** `true`: always rebuilt whole; `false`: never, whatever the caller says; null: as the caller says. */
  full_refresh: boolean | null;

  /** Empty when not set. One or several columns (or SQL expressions, for incrementals). */
  unique_key: string[];
  /** Null: the engine's default (delete+insert with a unique key, else append). */
  incremental_strategy: IncrementalStrategy | null;
  /** SQL predicates on DBT_INTERNAL_DEST / DBT_INTERNAL_SOURCE, added to a merge's or a delete's condition. */
  incremental_predicates: string[];
  on_schema_change: 'ignore' | 'fail' | 'append_new_columns' | 'sync_all_columns';
  merge_update_columns: string[] | null;
  merge_exclude_columns: string[] | null;
  /** SQL expressions or columns; with `insert_overwrite` the partitions present in the new rows are replaced. */
  partition_by: string[];
  /** Physical order of the table (`order_by`, `sort`, `cluster_by`): SQL expressions. */
  order_by: string[];
  /** Columns for indexes where the engine has them. */
  indexes: { columns: string[]; unique: boolean }[];

  /** Column with the event's time: microbatch models, and inputs that are filtered to the batch. */
  event_time: string | null;
  batch_size: BatchSize | null;
  /** Batches before the current one that are built again. */
  lookback: number;
  /** First batch, ISO date or time. */
  begin: string | null;
  concurrent_batches: boolean | null;

  /** Seeds. */
  column_types: Record<string, string>;
  delimiter: string;
  quote_columns: boolean | null;

  /** Snapshots. */
  strategy: 'timestamp' | 'check' | null;
  updated_at: string | null;
  check_cols: 'all' | string[] | null;
  hard_deletes: HardDeletes;
  /** SQL expression for the end of current rows; null: NULL. */
  dbt_valid_to_current: string | null;
  snapshot_meta_column_names: SnapshotColumnNames;
  target_schema: string | null;

  /** Everything else that the project set (adapter settings the engine may honour), as written. */
  extra: Record<string, unknown>;
}

export interface Constraint {
  type: 'not_null' | 'unique' | 'primary_key' | 'foreign_key' | 'check' | 'custom';
  name: string | null;
  /** `check`: the condition; `foreign_key`: the old free text form. */
  expression: string | null;
  /** Only of constraints of a whole model. */
  columns: string[];
  /** `foreign_key`: the node or source id referred to, and its columns. */
  to: string | null;
  to_columns: string[];
  warn_unenforced: boolean;
  warn_unsupported: boolean;
}

export interface Column {
  name: string;
  description: string;
  data_type: string | null;
  quote: boolean;
  constraints: Constraint[];
  tags: string[];
  meta: Record<string, unknown>;
}

export interface Node {
  id: string;
  kind: 'model' | 'seed' | 'snapshot';
  name: string;
  package: string;
  /** Models with versions: which one, and whether `ref` without a version means it. */
  version: string | number | null;
  isLatestVersion: boolean;
  /** Path relative to the project folder, with forward slashes. */
  file: string;
  /** Line where the SQL begins in `file` (snapshots may share a file). */
  line: number;
  /** Package, folders below the resource path, name: `['zones', 'staging', 'stg_lots']`. */
  fqn: string[];
  /** The template as written; '' for a seed and for a YAML snapshot of a relation. */
  rawSql: string;
  config: NodeConfig;
  /** Where it would stand by dbt's rules: logical schema and identifier. The engine chooses the physical place. */
  schema: string;
  alias: string;
  /** Ids of nodes and sources it reads, in order of first use, without repeats. */
  dependsOn: string[];
  /** Ids of macros it calls, also through other macros. */
  macros: string[];
  columns: Column[];
  constraints: Constraint[];
  description: string;
  /** Where its properties stand, when some YAML file has them. */
  propertiesFile: string | null;
  /** Seeds: absolute path and digest of the CSV file. */
  seed: { path: string; sha256: string } | null;
}

export interface FreshnessRule {
  count: number;
  period: 'minute' | 'hour' | 'day';
}

export interface Source {
  id: string;
  package: string;
  source: string;
  /** Table name as the project calls it; `identifier` is its name in the database. */
  name: string;
  identifier: string;
  schema: string;
  database: string | null;
  file: string;
  line: number;
  description: string;
  sourceDescription: string;
  loader: string;
  columns: Column[];
  tags: string[];
  meta: Record<string, unknown>;
  /** `external:` as written, for engines that read files in place (`location`, `file_format`, …). */
  external: Record<string, unknown> | null;
  loaded_at_field: string | null;
  loaded_at_query: string | null;
  event_time: string | null;
  freshness: { warn_after: FreshnessRule | null; error_after: FreshnessRule | null; filter: string | null } | null;
  enabled: boolean;
  fqn: string[];
}

export interface DataTestConfig {
  enabled: boolean;
  severity: 'error' | 'warn';
  /** Conditions on the number of failures, SQL: `!= 0`, `> 10`, `between 1 and 5`. */
  error_if: string;
  warn_if: string;
  /** Aggregate over the failing rows that gives the number of failures. */
  fail_calc: string;
  where: string | null;
  limit: number | null;
  store_failures: boolean | null;
  store_failures_as: 'table' | 'view' | 'ephemeral' | null;
  schema: string | null;
  tags: string[];
  meta: Record<string, unknown>;
  group: string | null;
}

export interface DataTest {
  id: string;
  kind: 'generic' | 'singular';
  name: string;
  package: string;
  file: string;
  line: number;
  /** Generic: `not_null`, `dbt_utils.accepted_range`, … Singular: null. */
  test: string | null;
  /** Generic: arguments as written (after `arguments:` is flattened), without `model` and `column_name`. */
  arguments: Record<string, unknown>;
  /** The node or source whose YAML declares it; null for a singular test. */
  attachedTo: string | null;
  column: string | null;
  dependsOn: string[];
  macros: string[];
  config: DataTestConfig;
  description: string;
  fqn: string[];
  /** Singular: the template. Generic: the call that stands for it. */
  rawSql: string;
}

/** Rows of a unit test: already read, whatever the format; `sql` is kept as text. Values are scalars, lists, objects or null. */
export type UnitTestRows = { format: 'rows'; rows: Record<string, unknown>[] } | { format: 'sql'; sql: string };

export interface UnitTest {
  id: string;
  name: string;
  package: string;
  /** Id of the model under test. */
  model: string;
  file: string;
  line: number;
  description: string;
  /** `input` is a node or source id, or 'this' (the model's own former rows, for incrementals). */
  given: { input: string; rows: UnitTestRows }[];
  expect: UnitTestRows;
  overrides: { macros: Record<string, unknown>; vars: Record<string, unknown>; env_vars: Record<string, string> };
  enabled: boolean;
  tags: string[];
  meta: Record<string, unknown>;
  /** The model, and the inputs that exist (their column types are looked up). */
  dependsOn: string[];
  fqn: string[];
}

export interface Exposure {
  id: string;
  name: string;
  package: string;
  type: 'dashboard' | 'notebook' | 'analysis' | 'ml' | 'application';
  label: string;
  description: string;
  url: string | null;
  maturity: 'high' | 'medium' | 'low' | null;
  owner: { name: string | null; email: string | null };
  dependsOn: string[];
  tags: string[];
  meta: Record<string, unknown>;
  enabled: boolean;
  file: string;
  line: number;
  fqn: string[];
}

export interface Group {
  name: string;
  package: string;
  owner: { name: string | null; email: string | null };
}

export interface MacroParameter {
  name: string;
  hasDefault: boolean;
}

export interface Macro {
  id: string;
  name: string;
  package: string;
  kind: 'macro' | 'test';
  file: string;
  line: number;
  parameters: MacroParameter[];
  /** Whole block as written, `{% macro … %}` to `{% endmacro %}`. */
  source: string;
  description: string;
  /** Ids of macros it calls directly. */
  calls: string[];
}

/** One parsed YAML document under the model paths, as written: `semantic_models:`, `metrics:`, `saved_queries:` are read from it. */
export interface ProjectDocument {
  file: string;
  package: string;
  doc: Record<string, unknown>;
  /** Line of the value at a path such as `['metrics', 0, 'name']`, or of its nearest ancestor. */
  line(path: readonly (string | number)[]): number;
}

/** What makes a node change, in parts (`state:modified.body` and so on); `all` covers every part. Hex SHA-256. */
export interface Fingerprint {
  all: string;
  body: string;
  configs: string;
  macros: string;
  vars: string;
  contract: string;
  relation: string;
}

export interface Project {
  name: string;
  version: string;
  /** Absolute folder. */
  dir: string;
  target: Target;
  /** All enabled models, seeds and snapshots of the project and its packages, by id, inputs before their readers. */
  nodes: ReadonlyMap<string, Node>;
  /** Enabled only, in every list below. */
  tests: readonly DataTest[];
  unitTests: readonly UnitTest[];
  sources: readonly Source[];
  exposures: readonly Exposure[];
  groups: readonly Group[];
  macros: ReadonlyMap<string, Macro>;
  documents: readonly ProjectDocument[];
  onRunStart: readonly Hook[];
  onRunEnd: readonly Hook[];
  /** Packages found, the project first. */
  packages: readonly { name: string; version: string; dir: string }[];
  /** What was understood but is not done, or looks wrong without being refused. */
  warnings: readonly ProjectFinding[];
  /** Digest of every file read and of the vars: equal digests compile to equal SQL. */
  digest: string;
  /** Fingerprint of a node, test or source: its own SQL, config, macros and vars, not those of its inputs. Throws for an unknown id. */
  fingerprint(id: string): string;
  fingerprintParts(id: string): Fingerprint;
  /** Fingerprints of all nodes, tests, sources and exposures: keep it, and give it back as `SelectionState.previous`. */
  state(): Record<string, Fingerprint>;
}

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
  /** SELECT of the differences: `actual_or_expected` ('actual' | 'expected') and the columns of `expect`. No rows: passed. */
  sql: string;
  /** The model's SQL over the given rows, and the expected rows, each a SELECT. */
  actualSql: string;
  expectedSql: string;
  columns: string[];
  warnings: string[];
}

export type ResultStatus = 'success' | 'error' | 'fail' | 'warn' | 'pass' | 'skipped' | 'reused';

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

/*
 * The functions of this half (see index of the package):
 *   loadProject(dir, options?): Promise<Project>                           throws 'warehouse.project_invalid' (details.errors: ProjectFinding[])
 *   compileNode(project, nodeId, ctx): Promise<CompiledNode>               all compile functions throw 'warehouse.compile_failed'
 *   compileTest(project, testId, ctx): Promise<CompiledTest>                 (details: file, line, message) and 'warehouse.node_unknown'
 *   compileUnitTest(project, unitTestId, ctx): Promise<CompiledUnitTest>
 *   compileHooks(project, 'on-run-start' | 'on-run-end', ctx): Promise<string[]>
 *   selectResources(project, input, state?): Selection                     throws 'warehouse.selection_invalid'
 *   selectNodes(project, input, state?): string[]                          only the nodes of it
 */
