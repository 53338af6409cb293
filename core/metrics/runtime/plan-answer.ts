import { planQuery } from '../compile.ts';
import { invalidQuery } from '../errors.ts';
import type { SemanticManifest } from '../manifest/model.ts';
import { type Column, type PlanNode, project } from '../plan/nodes.ts';
import { type CompiledColumn, finish } from '../plan/order.ts';
import { relationsRead } from '../plan/relations-read.ts';
import type { QueryRequest } from '../query/request.ts';
import { LeafBook, leavesOf } from '../resolve/leaves.ts';
import { Parameters } from '../resolve/predicates.ts';
import type { Dialect } from '../sql/dialect.ts';
import { all, cell, raw, type Sql, sql } from '../sql/fragment.ts';
import { render } from '../sql/render.ts';
import { type Earlier, earlierPeriod, type Period } from './periods.ts';
import type { MetricQuery, Value } from './types.ts';

/** A query with conditions that only the manifest may write. */
export interface TrustedQuery extends MetricQuery {
  readonly where?: readonly string[];
}

export interface AnswerColumn extends CompiledColumn {
  /** The metric a column is about. */
  readonly metric: string | null;
  readonly what: 'dimension' | 'metric' | 'target' | 'previous' | 'change_pct' | 'share';
}

export interface AnswerPlan {
  readonly sql: string;
  readonly params: readonly Value[];
  readonly columns: readonly AnswerColumn[];
  readonly previousPeriod: Period | null;
  /** Names of the models it reads. */
  readonly models: readonly string[];
}

const targetName = (metric: string): string => `${metric}__target`;
const previousName = (metric: string): string => `${metric}__previous`;
const changeName = (metric: string): string => `${metric}__change_pct`;
const shareName = (metric: string): string => `${metric}__share`;

/** One statement for a whole answer: the figures, the earlier period beside them, and shares of the total. */
export function planAnswer(manifest: SemanticManifest, query: TrustedQuery, dialect: Dialect): AnswerPlan {
  const parameters = new Parameters(dialect);
  const request = requestOf(query);
  const plan = (changes: Partial<QueryRequest>) => planQuery(manifest, { ...request, ...changes }, dialect, parameters);
  const targets = query.targets ? targetsOf(manifest, query.metrics) : [];
  const now = plan({ metrics: [...new Set([...query.metrics, ...targets.map((one) => one.target)])] });
  let columns = columnsBeside(now.columns, query.metrics, targets);
  let node = targets.length === 0 ? now.node : withTargets(now.node, columns, targets);
  let earlier: Earlier | null = null;
  if (query.compare) {
    if (!query.timeRange) throw invalidQuery('a comparison needs a time range');
    earlier = earlierPeriod(query.timeRange, query.compare);
    const before = plan({ timeRange: earlier.period });
    node = compared(node, before.node, columns, earlier, dialect);
    columns = columns.flatMap((column): AnswerColumn[] =>
      column.what === 'metric'
        ? [
            column,
            { ...column, name: previousName(column.name), kind: 'comparison', what: 'previous' },
            { ...column, name: changeName(column.name), kind: 'comparison', what: 'change_pct' },
          ]
        : [column],
    );
  }
  if (query.shares) {
    node = shared(node, plan({ groupBy: [] }).node, columns, query.metrics, dialect);
    columns = [
      ...columns,
      ...query.metrics.map(
        (metric): AnswerColumn => ({ name: shareName(metric), kind: 'share', item: null, metric, what: 'share' }),
      ),
    ];
  }
  const limit = query.limit ?? null;
  // One row more than the page tells whether another page follows.
  const paged = {
    ...request,
    orderBy: query.order ?? [],
    limit: limit === null ? null : limit + 1,
    offset: query.offset ?? null,
  };
  const done = finish(node, columns, paged, { dialect, parameters });
  return {
    ...{ sql: render(done, dialect), params: parameters.values, columns, models: relationsRead(done) },
    previousPeriod: earlier?.period ?? null,
  };
}

interface Target {
  readonly metric: string;
  /** The metric that says what was aimed at: `meta.griot.target`. */
  readonly target: string;
}

function targetsOf(manifest: SemanticManifest, metrics: readonly string[]): Target[] {
  return metrics.flatMap((metric) => {
    const target = manifest.metrics.get(metric)?.extras.target;
    return typeof target === 'string' ? [{ metric, target }] : [];
  });
}

/** Dimensions and the metrics asked for, each followed by its target. */
function columnsBeside(
  found: readonly CompiledColumn[],
  metrics: readonly string[],
  targets: readonly Target[],
): AnswerColumn[] {
  return found.flatMap((column): AnswerColumn[] => {
    if (column.kind !== 'metric') return [{ ...column, metric: null, what: 'dimension' }];
    if (!metrics.includes(column.name)) return [];
    const own: AnswerColumn = { ...column, metric: column.name, what: 'metric' };
    const aimed = targets.some((one) => one.metric === column.name);
    return aimed ? [own, { ...own, name: targetName(column.name), kind: 'comparison', what: 'target' }] : [own];
  });
}

function withTargets(rows: PlanNode, columns: readonly AnswerColumn[], targets: readonly Target[]): PlanNode {
  return project(
    rows,
    columns.map(({ name, metric, what }) => {
      const target = what === 'target' ? targets.find((one) => one.metric === metric)?.target : undefined;
      return { name, sql: cell('rows', target ?? name) };
    }),
  );
}

function requestOf(query: TrustedQuery): QueryRequest {
  return {
    metrics: query.metrics,
    groupBy: query.dimensions ?? [],
    where: query.where ?? [],
    filters: query.filters ?? [],
    timeRange: query.timeRange ?? null,
  };
}

/** Both periods side by side; a row that only one of them has is kept. */
function compared(
  now: PlanNode,
  before: PlanNode,
  columns: readonly AnswerColumn[],
  earlier: Earlier,
  dialect: Dialect,
): PlanNode {
  const keys = columns.filter((column) => column.what === 'dimension');
  const metrics = columns.filter((column) => column.what === 'metric');
  const { moved, kept } = movedKeys(keys, earlier, dialect);
  const aligned = project({ op: 'filter', input: before, where: kept.length > 0 ? kept : [raw('TRUE')] }, [
    ...moved,
    ...metrics.map((column) => ({ name: column.name, sql: cell('rows', column.name) })),
  ]);
  const equal = keys.map(({ name }) => sql`${cell('now', name)} IS NOT DISTINCT FROM ${cell('before', name)}`);
  return {
    op: 'select',
    from: { alias: 'now', source: now },
    joins: [
      {
        type: keys.length === 0 ? 'cross' : 'full',
        table: { alias: 'before', source: aligned },
        on: keys.length === 0 ? null : all(equal),
      },
    ],
    columns: [
      ...keys.map(({ name }) => ({ name, sql: sql`COALESCE(${cell('now', name)}, ${cell('before', name)})` })),
      ...columns.flatMap(({ name, what }): Column[] => {
        if (what === 'dimension') return [];
        if (what === 'target') return [{ name, sql: cell('now', name) }];
        const [value, previous] = [cell('now', name), cell('before', name)];
        const change = sql`100 * (${dialect.toDouble(value)} - ${dialect.toDouble(previous)}) / NULLIF(ABS(${dialect.toDouble(previous)}), 0)`;
        return [
          { name, sql: value },
          { name: previousName(name), sql: previous },
          { name: changeName(name), sql: change },
        ];
      }),
    ],
    where: [],
    distinct: false,
  };
}

/** Time buckets of the earlier period under the names of their counterparts; one without a counterpart is left out. */
function movedKeys(
  keys: readonly AnswerColumn[],
  earlier: Earlier,
  dialect: Dialect,
): { moved: Column[]; kept: Sql[] } {
  const kept: Sql[] = [];
  const moved = keys.map(({ name, item }): Column => {
    const grain = item?.role === 'metric_time' ? item.grain : null;
    if (item?.custom) throw invalidQuery(`a comparison by the custom granularity of "${name}" is not supported`);
    if (grain === null) return { name, sql: cell('rows', name) };
    const { count, grain: unit } = earlier.move(grain);
    const there = dialect.truncate(grain, dialect.shift(cell('rows', name), count, unit));
    if (unit === 'month') {
      // 31 March moved by a month would fall on 30 April a second time.
      const column = raw(dialect.quote(name));
      const back = dialect.shift(sql`(${dialect.shift(column, count, unit)})`, -count, unit);
      kept.push(sql`${dialect.truncate(grain, back)} = ${column}`);
    }
    return { name, sql: there };
  });
  return { moved, kept };
}

function shared(
  rows: PlanNode,
  total: PlanNode,
  columns: readonly AnswerColumn[],
  metrics: readonly string[],
  dialect: Dialect,
): PlanNode {
  return {
    op: 'select',
    from: { alias: 'rows', source: rows },
    joins: [{ type: 'cross', table: { alias: 'total', source: total }, on: null }],
    columns: [
      ...columns.map(({ name }) => ({ name, sql: cell('rows', name) })),
      ...metrics.map((metric) => ({
        name: shareName(metric),
        sql: sql`100 * ${dialect.toDouble(cell('rows', metric))} / NULLIF(${dialect.toDouble(cell('total', metric))}, 0)`,
      })),
    ],
    where: [],
    distinct: false,
  };
}

/** False for a metric that needs its time axis: it has no figure over all rows. */
export function hasTotal(manifest: SemanticManifest, name: string): boolean {
  const { formula } = new LeafBook(manifest, []).metric(name);
  return leavesOf(formula).every((leaf) => leaf.shifts.length === 0 && leaf.accumulation === null);
}
