/** Settings of nodes and of data tests, as merged from every place that may set them. Part of the seam: see manifest.ts. */

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
