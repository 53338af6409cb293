/** Settings of a model, seed or snapshot as a checked NodeConfig. Documented at docs.getdbt.com, "Model configurations", "Seed configurations", "Snapshot configurations". */
import type { Findings } from '../findings.ts';
import type { Hook, NodeConfig, SnapshotColumnNames } from '../node-config.ts';
import { isRecord } from '../yaml/section.ts';
import { SettingReader, type Settings, type Subject } from './settings.ts';

const MODEL_MATERIALIZATIONS = ['view', 'table', 'incremental', 'ephemeral', 'materialized_view'] as const;
const SNAPSHOT_COLUMNS: SnapshotColumnNames = {
  dbt_valid_from: 'dbt_valid_from',
  dbt_valid_to: 'dbt_valid_to',
  dbt_scd_id: 'dbt_scd_id',
  dbt_updated_at: 'dbt_updated_at',
  dbt_is_deleted: 'dbt_is_deleted',
};

function hooks(reader: SettingReader, name: string): Hook[] {
  return reader.list(name).flatMap((hook): Hook[] => {
    if (typeof hook === 'string') return hook.trim() === '' ? [] : [{ sql: hook, transaction: true }];
    if (isRecord(hook) && typeof hook.sql === 'string')
      return [{ sql: hook.sql, transaction: hook.transaction !== false }];
    reader.error(name, `'${name}' must be SQL, or a list of it`);
    return [];
  });
}

function flag(reader: SettingReader, name: string, key: string): boolean {
  return reader.record(name)[key] === true;
}

function expressions(reader: SettingReader, names: readonly string[]): string[] {
  for (const name of names) {
    const value = reader.raw(name);
    // BigQuery's form: a map with the field, a type and a granularity.
    if (isRecord(value) && typeof value.field === 'string') {
      const grain = typeof value.granularity === 'string' && value.granularity !== 'day' ? value.granularity : null;
      return [grain === null ? value.field : `date_trunc('${grain.replaceAll("'", "''")}', ${value.field})`];
    }
    const list = reader.texts(name);
    if (list) return list;
  }
  return [];
}

function materialization(reader: SettingReader, kind: 'model' | 'seed' | 'snapshot'): NodeConfig['materialized'] {
  if (kind !== 'model') {
    const other = reader.text('materialized');
    if (other !== null && other !== kind)
      reader.error('materialized', `a ${kind} cannot be materialized as '${other}'`);
    return kind;
  }
  const found = reader.oneOf('materialized', MODEL_MATERIALIZATIONS) ?? 'view';
  // There is nothing to refresh between builds: a materialized view is a table here.
  return found === 'materialized_view' ? 'table' : found;
}

function hardDeletes(reader: SettingReader): NodeConfig['hard_deletes'] {
  const invalidate = reader.bool('invalidate_hard_deletes');
  const mode = reader.oneOf('hard_deletes', ['ignore', 'invalidate', 'new_record']);
  if (mode !== null && invalidate !== null)
    reader.error('hard_deletes', "'hard_deletes' and the older 'invalidate_hard_deletes' exclude each other");
  return mode ?? (invalidate ? 'invalidate' : 'ignore');
}

function snapshotColumns(reader: SettingReader): SnapshotColumnNames {
  const names = { ...SNAPSHOT_COLUMNS };
  for (const [key, value] of Object.entries(reader.record('snapshot_meta_column_names'))) {
    if (!(key in names)) reader.error('snapshot_meta_column_names', `'snapshot_meta_column_names' knows no '${key}'`);
    else if (typeof value === 'string') names[key as keyof SnapshotColumnNames] = value;
  }
  return names;
}

function checkCols(reader: SettingReader): NodeConfig['check_cols'] {
  const value = reader.raw('check_cols');
  return value === 'all' ? 'all' : reader.texts('check_cols');
}

function checkSnapshot(reader: SettingReader, config: NodeConfig): void {
  if (config.unique_key.length === 0) reader.error('unique_key', "a snapshot needs 'unique_key'");
  if (config.strategy === null) reader.error('strategy', "a snapshot needs 'strategy': timestamp or check");
  if (config.strategy === 'timestamp' && config.updated_at === null)
    reader.error('strategy', "the timestamp strategy needs 'updated_at'");
  if (config.strategy === 'check' && (config.check_cols === null || config.check_cols.length === 0))
    reader.error('strategy', "the check strategy needs 'check_cols'");
}

function checkIncremental(reader: SettingReader, config: NodeConfig): void {
  const { incremental_strategy: strategy } = config;
  if (strategy === 'merge' && config.unique_key.length === 0)
    reader.error('incremental_strategy', "the merge strategy needs 'unique_key'");
  if (strategy === 'insert_overwrite' && config.partition_by.length === 0)
    reader.error('incremental_strategy', "the insert_overwrite strategy needs 'partition_by'");
  if (strategy !== 'microbatch') return;
  for (const name of ['event_time', 'batch_size', 'begin'] as const)
    if (config[name] === null) reader.error('incremental_strategy', `the microbatch strategy needs '${name}'`);
}

/** Checks and completes the settings of a node. Errors are reported where the setting was made. */
export function readNodeConfig(
  settings: Settings,
  kind: 'model' | 'seed' | 'snapshot',
  findings: Findings,
  subject: Subject,
): NodeConfig {
  const reader = new SettingReader(settings, findings, subject);
  const docs = reader.record('docs');
  const config: NodeConfig = {
    enabled: reader.bool('enabled') ?? true,
    materialized: materialization(reader, kind),
    schema: reader.text('schema'),
    database: reader.text('database'),
    alias: reader.text('alias'),
    tags: [...new Set(reader.texts('tags') ?? [])],
    meta: reader.record('meta'),
    group: reader.text('group'),
    access: reader.oneOf('access', ['private', 'protected', 'public']) ?? 'protected',
    docs: { show: docs.show !== false, node_color: typeof docs.node_color === 'string' ? docs.node_color : null },
    persist_docs: {
      relation: flag(reader, 'persist_docs', 'relation'),
      columns: flag(reader, 'persist_docs', 'columns'),
    },
    pre_hook: hooks(reader, 'pre_hook'),
    post_hook: hooks(reader, 'post_hook'),
    contract: {
      enforced: flag(reader, 'contract', 'enforced'),
      alias_types: reader.record('contract').alias_types !== false,
    },
    full_refresh: reader.bool('full_refresh'),
    unique_key: (reader.texts('unique_key') ?? []).filter((key) => key.trim() !== ''),
    incremental_strategy: reader.oneOf('incremental_strategy', [
      'append',
      'delete+insert',
      'merge',
      'insert_overwrite',
      'microbatch',
    ]),
    incremental_predicates: reader.texts('incremental_predicates') ?? reader.texts('predicates') ?? [],
    on_schema_change:
      reader.oneOf('on_schema_change', ['ignore', 'fail', 'append_new_columns', 'sync_all_columns']) ?? 'ignore',
    merge_update_columns: reader.texts('merge_update_columns'),
    merge_exclude_columns: reader.texts('merge_exclude_columns'),
    partition_by: expressions(reader, ['partition_by']),
    order_by: expressions(reader, ['order_by', 'sort', 'cluster_by']),
    indexes: reader.list('indexes').flatMap((index) => {
      if (!isRecord(index) || !Array.isArray(index.columns)) return [];
      return [{ columns: index.columns.map(String), unique: index.unique === true }];
    }),
    event_time: reader.text('event_time'),
    batch_size: reader.oneOf('batch_size', ['hour', 'day', 'month', 'year']),
    lookback: reader.integer('lookback') ?? 1,
    begin: reader.text('begin'),
    concurrent_batches: reader.bool('concurrent_batches'),
    column_types: Object.fromEntries(
      Object.entries(reader.record('column_types')).map(([name, type]) => [name, String(type)]),
    ),
    delimiter: reader.text('delimiter') ?? ',',
    quote_columns: reader.bool('quote_columns'),
    strategy: kind === 'snapshot' ? reader.oneOf('strategy', ['timestamp', 'check']) : null,
    updated_at: reader.text('updated_at'),
    check_cols: kind === 'snapshot' ? checkCols(reader) : null,
    hard_deletes: hardDeletes(reader),
    dbt_valid_to_current: reader.text('dbt_valid_to_current'),
    snapshot_meta_column_names: snapshotColumns(reader),
    target_schema: reader.text('target_schema'),
    extra: {},
  };
  if (config.enabled && kind === 'snapshot') checkSnapshot(reader, config);
  if (config.enabled && config.materialized === 'incremental') checkIncremental(reader, config);
  config.extra = reader.rest();
  return config;
}
