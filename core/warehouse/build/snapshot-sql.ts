import { DomainError } from '@griot/kernel';
import { quoteName } from '../engine/identifiers.ts';
import type { Node, NodeConfig } from '../project/manifest.ts';

/** The names and expressions that the statements of one snapshot are made of. */
export interface SnapshotShape {
  config: NodeConfig;
  key: string[];
  from: string;
  to: string;
  scdId: string;
  updatedAt: string;
  isDeleted: string;
  /** When the record `alias` became what it is: its own time (timestamp strategy) or the time of this run (check). */
  since(alias: string): string;
  /** The end of current records: NULL unless the project says otherwise. */
  open: string;
  /** Whether a record is the current one of its key. */
  isCurrent(alias: string): string;
}

export function snapshotShape(node: Node, now: string): SnapshotShape {
  const { config } = node;
  const { snapshot_meta_column_names: names } = config;
  if (config.unique_key.length === 0 || config.strategy === null) {
    throw new DomainError({
      code: 'warehouse.snapshot_invalid',
      kind: 'invalid',
      details: { node: node.id },
      message: `the snapshot ${node.name} needs unique_key and strategy`,
    });
  }
  const { updated_at } = config;
  if (config.strategy === 'timestamp' && updated_at === null) {
    throw new DomainError({
      code: 'warehouse.snapshot_invalid',
      kind: 'invalid',
      details: { node: node.id },
      message: `the snapshot ${node.name} has the timestamp strategy and no updated_at`,
    });
  }
  const to = quoteName(names.dbt_valid_to);
  const open = config.dbt_valid_to_current ?? 'NULL';
  return {
    config,
    key: config.unique_key,
    from: quoteName(names.dbt_valid_from),
    to,
    scdId: quoteName(names.dbt_scd_id),
    updatedAt: quoteName(names.dbt_updated_at),
    isDeleted: quoteName(names.dbt_is_deleted),
    since: (alias) => (updated_at === null ? now : inRow(alias, updated_at)),
    open,
    isCurrent: (alias) =>
      config.dbt_valid_to_current === null
        ? `${alias}.${to} IS NULL`
        : `(${alias}.${to} = ${open} OR ${alias}.${to} IS NULL)`,
  };
}

/** A plain column of a row; anything else is an expression over its columns. */
export function inRow(alias: string, expression: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(expression) ? `${alias}.${quoteName(expression)}` : expression;
}

/** Equal in key and never null there (null keys are refused before). */
export function sameKey(shape: SnapshotShape, a: string, b: string): string {
  return shape.key
    .map((key, i) => `${a}."griot_key_${i}" = ${b}."griot_key_${i}" /* ${key.replaceAll('*/', '')} */`)
    .join(' AND ');
}

/** A digest of key and time, as the id of one record. The parts are joined as dbt joins them, so the ids are the same. */
export function scdId(shape: SnapshotShape, alias: string, since: string): string {
  const parts = [...shape.key.map((_, i) => `${alias}."griot_key_${i}"`), since];
  return `md5(${parts.map((part) => `coalesce(CAST(${part} AS VARCHAR), '')`).join(" || '|' || ")})`;
}

/**
 * Whether the source's record says something else than the current record of the snapshot. `had`: the columns (lower case) that
 * the snapshot had before; one that is looked at and new makes every record a new state, as in dbt.
 */
export function hasChanged(
  shape: SnapshotShape,
  columns: string[],
  had: ReadonlySet<string>,
  [source, current]: [string, string],
): string {
  if (shape.config.strategy === 'timestamp') return `${current}.${shape.from} < ${shape.since(source)}`;
  const { check_cols } = shape.config;
  const checked = check_cols === 'all' || check_cols === null ? columns : check_cols;
  if (checked.length === 0) return 'false';
  if (checked.some((name) => !had.has(name.toLowerCase()))) return 'true';
  return `(${checked.map((c) => `${current}.${quoteName(c)} IS DISTINCT FROM ${source}.${quoteName(c)}`).join(' OR ')})`;
}

/** A snapshot is continued under the names it was begun with. Throws `warehouse.snapshot_invalid` with those it lacks. */
export function checkHistoryColumns(node: Node, had: ReadonlySet<string>): void {
  const { snapshot_meta_column_names: names, hard_deletes } = node.config;
  const { dbt_is_deleted, ...always } = names;
  const wanted = [...Object.values(always), ...(hard_deletes === 'new_record' ? [dbt_is_deleted] : [])];
  const missing = wanted.filter((name) => !had.has(name.toLowerCase()));
  if (missing.length === 0) return;
  throw new DomainError({
    code: 'warehouse.snapshot_invalid',
    kind: 'invalid',
    details: { node: node.id, missing },
    message: `the snapshot ${node.name} was begun without the columns ${missing.join(', ')}: its settings changed. Give it its former snapshot_meta_column_names and hard_deletes, or another name`,
  });
}
