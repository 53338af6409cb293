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

import type { Fingerprint } from './compile-context.ts';
import type { DataTestConfig, Hook, NodeConfig } from './node-config.ts';

export type {
  CompileContext,
  CompiledNode,
  CompiledTest,
  CompiledUnitTest,
  Fingerprint,
  QueryColumn,
  QueryTable,
  ResultStatus,
  Selection,
  SelectionInput,
  SelectionState,
} from './compile-context.ts';
export type {
  BatchSize,
  DataTestConfig,
  HardDeletes,
  Hook,
  IncrementalStrategy,
  Materialization,
  NodeConfig,
  SnapshotColumnNames,
} from './node-config.ts';

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
  /** Absolute folders outside the project where `local:` packages may lie. None by default. */
  packageRoots?: string[];
  /** Bound of the time that all templates together may take to be parsed. Default 60 000. */
  timeoutMs?: number;
  /** Bound of one template rendering, in template instructions. Default 2 000 000. */
  fuel?: number;
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
  /** Names of the metrics it reads: `metric('ca_total')`. */
  metrics: string[];
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
  /**
   * The `build` part of the fingerprint of a node, test, source or exposure: its own SQL, building settings, macros and vars,
   * not those of its inputs (an ephemeral input's count beside it). Throws 'warehouse.node_unknown'.
   */
  fingerprint(id: string): string;
  fingerprintParts(id: string): Fingerprint;
  /** Fingerprints of all nodes, tests, sources and exposures: keep it, and give it back as `SelectionState.previous`. */
  state(): Record<string, Fingerprint>;
}

/*
 * The functions of this half (./index.ts):
 *   loadProject(dir, options?): Promise<Project>                           throws 'warehouse.project_invalid' (details.errors: ProjectFinding[]), 'warehouse.project_missing'
 *   compileNode(project, nodeId, ctx): Promise<CompiledNode>               all compile functions throw 'warehouse.compile_failed'
 *   compileTest(project, testId, ctx): Promise<CompiledTest>                 (details: id, file, line, message) and 'warehouse.node_unknown'
 *   compileUnitTest(project, unitTestId, ctx): Promise<CompiledUnitTest>
 *   compileHooks(project, 'on-run-start' | 'on-run-end', ctx): Promise<string[]>
 *   compileFreshness(project, sourceId, ctx): Promise<string | null>       a row of max_loaded_at and snapshotted_at
 *   selectResources(project, input, state?): Selection                     throws 'warehouse.selection_invalid' (details: expression, message)
 *   selectNodes(project, input, state?): string[]                          only the nodes of it
 */
