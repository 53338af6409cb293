import { invalidQuery } from './errors.ts';
import type { SemanticManifest } from './manifest/model.ts';
import { combine } from './plan/combine.ts';
import { distinctValues } from './plan/distinct-values.ts';
import { columnsOf, type PlanNode, project } from './plan/nodes.ts';
import { type CompiledColumn, finish } from './plan/order.ts';
import { type Prepared, prepare } from './plan/prepare.ts';
import { relationsRead } from './plan/relations-read.ts';
import type { FilterValue, QueryRequest } from './query/request.ts';
import type { TimeRange } from './query/time-range.ts';
import { formulaSql } from './resolve/leaves.ts';
import { Parameters } from './resolve/predicates.ts';
import type { Dialect } from './sql/dialect.ts';
import { duckdb } from './sql/duckdb.ts';
import { cell, raw, sql } from './sql/fragment.ts';
import { render } from './sql/render.ts';

export interface Compiled {
  readonly sql: string;
  readonly params: readonly FilterValue[];
  readonly columns: readonly CompiledColumn[];
  /** Names of the models it reads. */
  readonly relations: readonly string[];
}

export interface Planned {
  readonly node: PlanNode;
  readonly columns: readonly CompiledColumn[];
  /** The range the figures cover, after widening. */
  readonly timeRange: TimeRange | null;
}

/**
 * Compiles a query to one SQL statement. Throws `metrics.unknown_metric`, `metrics.unknown_dimension` or
 * `metrics.query_invalid`. Values of filters are in `params`, never in the text.
 */
export function compileMetricQuery(
  manifest: SemanticManifest,
  request: QueryRequest,
  dialect: Dialect = duckdb,
): Compiled {
  const parameters = new Parameters(dialect);
  const planned = planQuery(manifest, request, dialect, parameters);
  const node = finish(planned.node, planned.columns, request, { dialect, parameters });
  const relations = relationsRead(planned.node);
  return { sql: render(node, dialect), params: parameters.values, columns: planned.columns, relations };
}

/** Plans a metric grouped by one entity, for `Metric()` in a filter. */
export const metricByEntity =
  (manifest: SemanticManifest, dialect: Dialect, parameters: Parameters) =>
  (metric: string, entity: string): { node: PlanNode; key: string } => {
    const inner = planQuery(manifest, { metrics: [metric], groupBy: [entity] }, dialect, parameters);
    return { node: inner.node, key: inner.columns[0]?.name ?? entity };
  };

/** Rows and columns of a query, without order, page, or conditions on metric values. */
export function planQuery(
  manifest: SemanticManifest,
  request: QueryRequest,
  dialect: Dialect,
  parameters: Parameters,
): Planned {
  const inner = metricByEntity(manifest, dialect, parameters);
  const prepared = prepare(manifest, request, { dialect, parameters }, inner);
  const { env, metrics } = prepared;
  const columns: CompiledColumn[] = [
    ...env.keys.map((item) => ({ name: item.name, kind: 'dimension' as const, item })),
    ...metrics.map(({ metric }) => ({ name: metric.name, kind: 'metric' as const, item: null })),
  ];
  const twice = columns.find((one, at) => columns.findIndex((other) => other.name === one.name) !== at);
  if (twice) throw invalidQuery(`"${twice.name}" is asked for twice: as a dimension and as a metric`);
  const node =
    metrics.length > 0
      ? figures(prepared)
      : distinctValues(env, request.distinct !== false && request.minMaxOnly !== true);
  return request.minMaxOnly ? minMax(node, columns, env.timeRange) : { node, columns, timeRange: env.timeRange };
}

/** All leaves side by side, then each metric's formula over them. */
function figures({ env, book, metrics }: Prepared): PlanNode {
  const { dialect, keys } = env;
  const combined = combine(env, book.leaves);
  const names = [...keys.map((one) => one.name), ...metrics.map(({ metric }) => metric.name)];
  const plain = metrics.every(
    ({ metric, formula }) => formula.kind === 'leaf' && formula.leaf.id === metric.name && formula.leaf.fill === null,
  );
  if (plain && names.join() === columnsOf(combined).join()) return combined;
  const leafSql = (leaf: { id: string; fill: number | null }): string => {
    const name = dialect.quote(leaf.id);
    return leaf.fill === null ? name : `COALESCE(${name}, ${leaf.fill})`;
  };
  const engine = {
    toDouble: (value: string): string => dialect.toDouble(raw(value)).join(''),
    divisions: dialect.divisions,
  };
  return project(combined, [
    ...keys.map((item) => ({ name: item.name, sql: cell('rows', item.name) })),
    ...metrics.map(({ metric, formula }) => ({
      name: metric.name,
      sql: raw(formulaSql(formula, leafSql, engine)),
    })),
  ]);
}

function minMax(node: PlanNode, columns: readonly CompiledColumn[], timeRange: TimeRange | null): Planned {
  const bounds = columns.flatMap((column) =>
    (['min', 'max'] as const).map((end) => ({ ...column, name: `${column.name}__${end}`, from: column.name, end })),
  );
  const list = bounds.map((one) => ({
    name: one.name,
    sql: sql`${one.end.toUpperCase()}(${cell('rows', one.from)})`,
  }));
  return {
    node: project(node, list),
    columns: bounds.map(({ name, kind, item }) => ({ name, kind, item })),
    timeRange,
  };
}
