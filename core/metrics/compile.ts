import { coarsest, finest, type SemanticManifest } from './manifest/model.ts';
import { combine } from './plan/combine.ts';
import { distinctValues } from './plan/distinct-values.ts';
import type { Environment, TimeRange } from './plan/environment.ts';
import { baseOf } from './plan/leaf-rows.ts';
import type { PlanNode } from './plan/nodes.ts';
import { columnsOf, project } from './plan/nodes.ts';
import { parseCall } from './query/parse-call.ts';
import { baseName, type ItemReference, parseName } from './query/references.ts';
import type { Filter, FilterValue, QueryRequest } from './query/request.ts';
import { checkedRange, widen } from './query/time-range.ts';
import { invalidQuery } from './resolve/errors.ts';
import { grainKnown, type Item, type ItemContext, METRIC_TIME, neededGrain, resolveItem } from './resolve/items.ts';
import { defaultGrainOf, formulaSql, LeafBook } from './resolve/leaves.ts';
import { comparison, filterPredicate, Parameters, templatePredicate } from './resolve/predicates.ts';
import type { Dialect } from './sql/dialect.ts';
import { duckdb } from './sql/duckdb.ts';
import { cell, raw, sql } from './sql/fragment.ts';
import { render } from './sql/render.ts';

export interface CompiledColumn {
  readonly name: string;
  readonly kind: 'dimension' | 'metric' | 'comparison' | 'share';
  /** The item behind a dimension column. */
  readonly item: Item | null;
}

export interface Compiled {
  readonly sql: string;
  readonly params: readonly FilterValue[];
  readonly columns: readonly CompiledColumn[];
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
  return { sql: render(node, dialect), params: parameters.values, columns: planned.columns };
}

/** Conditions on metric values, order and page, over rows that are complete. */
export function finish(
  rows: PlanNode,
  columns: readonly CompiledColumn[],
  request: QueryRequest,
  tools: { dialect: Dialect; parameters: Parameters },
): PlanNode {
  const names = new Set(columns.flatMap((column) => (column.kind === 'metric' ? [column.name] : [])));
  const having = (request.filters ?? []).filter((filter) => names.has(filter.dimension));
  const where = having.map((one) => comparison(one, null, raw(tools.dialect.quote(one.dimension)), tools));
  return sorted(where.length === 0 ? rows : { op: 'filter', input: rows, where }, request, columns);
}

/** Rows and columns of a query, without order, page, or conditions on metric values. */

export function planQuery(
  manifest: SemanticManifest,
  request: QueryRequest,
  dialect: Dialect,
  parameters: Parameters,
): Planned {
  if (request.metrics.length === 0 && (request.groupBy ?? []).length === 0)
    throw invalidQuery('name at least one metric or one dimension');
  const book = new LeafBook(manifest, []);
  const metrics = request.metrics.map((name) => book.metric(name));
  const bases = book.leaves.map((leaf) => baseOf({ manifest }, leaf));
  const floorGrain = coarsest(bases.map((base) => base.time?.grain ?? 'day')) ?? finest(spineGrains(manifest)) ?? 'day';
  const context: ItemContext = {
    manifest,
    bases:
      bases.length > 0 ? bases : [...manifest.models.values()].map((model) => ({ model, time: null, metric: null })),
    defaultGrain: coarsest(metrics.map(({ metric }) => defaultGrainOf(metric, floorGrain))) ?? 'day',
    floorGrain,
    strict: bases.length > 0,
  };
  const resolve = (reference: ItemReference): Item =>
    bases.length > 0 ? resolveItem(reference, context) : resolveAnywhere(reference, context);
  const keys = unique((request.groupBy ?? []).map((choice) => resolve(readChoice(choice, manifest))));

  const isMetric = (filter: Filter): boolean => request.metrics.includes(filter.dimension);
  const filters = request.filters ?? [];
  const perFilter = bases.length > 0 ? context : { ...context, bases: anywhere(context, filters, request.where ?? []) };
  const predicates = [
    ...(request.where ?? []).map((one) => templatePredicate(one, 'query', perFilter)),
    ...filters.filter((one) => !isMetric(one)).map((one) => filterPredicate(one, perFilter, { dialect, parameters })),
  ];
  const asked = request.timeRange ? checkedRange(request.timeRange) : null;
  const timeKeys = keys.filter((item) => item.role === 'metric_time');
  const timeRange = asked && request.wholePeriods ? widen(asked, neededGrain(timeKeys) ?? floorGrain) : asked;

  const env: Environment = {
    manifest,
    dialect,
    parameters,
    keys,
    predicates,
    timeRange,
    metricByEntity: (metric, entity) => {
      const inner = planQuery(manifest, { metrics: [metric], groupBy: [entity] }, dialect, parameters);
      return { node: inner.node, key: inner.columns[0]?.name ?? entity };
    },
  };

  let node: PlanNode;
  if (metrics.length === 0) node = distinctValues(env, request.distinct !== false && !request.minMaxOnly);
  else {
    const combined = combine(env, book.leaves);
    const leafSql = (leaf: { id: string; fill: number | null }): string => {
      const name = dialect.quote(leaf.id);
      return leaf.fill === null ? name : `COALESCE(${name}, ${leaf.fill})`;
    };
    const toDouble = (value: string): string => dialect.toDouble(raw(value)).join('');
    const plain = metrics.every(
      ({ metric, formula }) => formula.kind === 'leaf' && formula.leaf.id === metric.name && formula.leaf.fill === null,
    );
    const names = [...keys.map((one) => one.name), ...metrics.map(({ metric }) => metric.name)];
    node =
      plain && names.join() === columnsOf(combined).join()
        ? combined
        : project(combined, [
            ...keys.map((item) => ({ name: item.name, sql: cell('rows', item.name) })),
            ...metrics.map(({ metric, formula }) => ({
              name: metric.name,
              sql: raw(formulaSql(formula, leafSql, toDouble)),
            })),
          ]);
  }
  const columns: CompiledColumn[] = [
    ...keys.map((item) => ({ name: item.name, kind: 'dimension' as const, item })),
    ...metrics.map(({ metric }) => ({ name: metric.name, kind: 'metric' as const, item: null })),
  ];
  if (request.minMaxOnly) return minMax(node, columns, timeRange);
  return { node, columns, timeRange };
}

const spineGrains = (manifest: SemanticManifest) => manifest.timeSpines.map((spine) => spine.grain);

function unique(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.name, item])).values()];
}

function readChoice(choice: NonNullable<QueryRequest['groupBy']>[number], manifest: SemanticManifest): ItemReference {
  const known = grainKnown(manifest);
  if (typeof choice === 'string')
    return choice.includes('(') ? parseCall(choice, known).reference : parseName(choice, known);
  const reference = parseName(choice.name, known);
  return {
    ...reference,
    grain: choice.grain?.toLowerCase() ?? reference.grain,
    datePart: choice.datePart ?? reference.datePart,
  };
}

/** Without metrics an item may be found from any model; the first that reaches it says what it is. */
function resolveAnywhere(reference: ItemReference, context: ItemContext): Item {
  let failure: unknown;
  const direct = reference.links.at(-1);
  const ordered = [...context.bases].sort((a, b) => distance(a.model, direct) - distance(b.model, direct));
  for (const base of ordered) {
    try {
      return resolveItem(reference, { ...context, bases: [base] });
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

const distance = (
  model: { entities: readonly { name: string; type: string }[]; primaryEntity: string | null },
  link: string | undefined,
): number =>
  model.primaryEntity === link || model.entities.some((one) => one.name === link && one.type !== 'foreign') ? 0 : 1;

/** For filters without metrics: the models from which every name of the filters can be read. */
function anywhere(context: ItemContext, filters: readonly Filter[], where: readonly string[]): ItemContext['bases'] {
  if (filters.length + where.length === 0) return context.bases;
  const able = context.bases.filter((base) => {
    try {
      const own = { ...context, bases: [base] };
      for (const one of where) templatePredicate(one, 'query', own);
      for (const one of filters) resolveItem(parseName(one.dimension, grainKnown(context.manifest)), own);
      return true;
    } catch {
      return false;
    }
  });
  return able.length > 0 ? able.slice(0, 1) : context.bases;
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

function sorted(node: PlanNode, request: QueryRequest, columns: readonly CompiledColumn[]): PlanNode {
  const by = (request.orderBy ?? []).map((choice) => {
    const order =
      typeof choice === 'string' ? readOrder(choice) : { by: choice.by, descending: choice.descending === true };
    return { column: columnNamed(order.by, columns), descending: order.descending };
  });
  const limit = counted(request.limit, 'limit');
  const offset = counted(request.offset, 'offset');
  if (by.length === 0 && limit === null && offset === null) return node;
  // Pages must not overlap: what the order leaves open is settled by the dimensions.
  if (limit !== null || offset !== null)
    for (const column of columns)
      if (column.kind === 'dimension' && !by.some((one) => one.column === column.name))
        by.push({ column: column.name, descending: false });
  return { op: 'sort', input: node, by, limit, offset };
}

function counted(value: number | null | undefined, what: string): number | null {
  if (value === null || value === undefined) return null;
  if (!Number.isSafeInteger(value) || value < 0) throw invalidQuery(`${what} must be a whole number, not negative`);
  return value;
}

function readOrder(text: string): { by: string; descending: boolean } {
  const minus = text.startsWith('-');
  const name = minus ? text.slice(1) : text;
  if (!name.includes('(')) return { by: name, descending: minus };
  const call = parseCall(name, () => false);
  const { reference } = call;
  const suffix = reference.datePart ? `__extract_${reference.datePart}` : reference.grain ? `__${reference.grain}` : '';
  return { by: baseName(reference) + suffix, descending: minus || call.descending };
}

/** An order by `metric_time` means the column of that name whatever its grain. */
function columnNamed(name: string, columns: readonly CompiledColumn[]): string {
  const exact = columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  const loose = columns.find(
    (column) => column.item?.base === name || (name === METRIC_TIME && column.item?.role === 'metric_time'),
  );
  const found = exact ?? loose;
  if (!found) throw invalidQuery(`cannot order by "${name}": it is not among the columns`, { orderBy: name });
  return found.name;
}
