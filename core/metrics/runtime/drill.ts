import { addDays, addMonths, type Day, endOf, isDay, startOf } from '@griot/kernel';
import { metricByEntity } from '../compile.ts';
import { invalidQuery } from '../errors.ts';
import type { SemanticManifest } from '../manifest/model.ts';
import { type DetailPlan, planDetail, VALUE } from '../plan/detail.ts';
import type { Environment } from '../plan/environment.ts';
import type { PlanNode } from '../plan/nodes.ts';
import { prepare } from '../plan/prepare.ts';
import { relationsRead } from '../plan/relations-read.ts';
import type { DimensionChoice, Filter } from '../query/request.ts';
import { type Item, METRIC_TIME } from '../resolve/items.ts';
import { type Leaf, leavesOf } from '../resolve/leaves.ts';
import { Parameters } from '../resolve/predicates.ts';
import type { Dialect } from '../sql/dialect.ts';
import { raw, sql } from '../sql/fragment.ts';
import { render } from '../sql/render.ts';
import type { MetricQuery, Value } from './types.ts';

export interface DrillQuery {
  readonly metric: string;
  /** The query whose figure is opened. */
  readonly query: Omit<MetricQuery, 'metrics'>;
  /** Values of the row's dimension columns, by column name; null means the row without a value. */
  readonly cell?: Readonly<Record<string, Value>>;
  /** For ratios and derived metrics: which of `inputs`; the first by default. */
  readonly input?: string;
  /** Columns to sort by, `-` for descending; the rest decides ties. */
  readonly order?: readonly string[];
  readonly limit?: number;
  readonly offset?: number;
}

export interface DrillPlan {
  readonly rows: string;
  readonly summary: string;
  readonly params: readonly Value[];
  readonly summaryParams: readonly Value[];
  readonly columns: readonly { readonly name: string; readonly item: Item | null }[];
  readonly adds: boolean;
  readonly input: string;
  readonly inputs: readonly string[];
  /** Names of the models it reads. */
  readonly models: readonly string[];
}

/** Two statements: a page of the rows, and their number with the figure computed over all of them. */
export function planDrill(manifest: SemanticManifest, drill: DrillQuery, dialect: Dialect): DrillPlan {
  const rows = new Parameters(dialect);
  const opened = open(manifest, drill, dialect, rows);
  const { columns } = opened.plan;
  const by = (drill.order ?? []).map((text) => {
    const column = text.replace(/^-/, '');
    if (!columns.includes(column)) throw invalidQuery(`cannot order by "${column}": it is not among the columns`);
    return { column, descending: text.startsWith('-') };
  });
  for (const column of columns) if (!by.some((one) => one.column === column)) by.push({ column, descending: false });
  const page = { limit: (drill.limit ?? 50) + 1, offset: drill.offset ?? 0 };
  if (!Number.isSafeInteger(page.limit) || page.limit < 1 || !Number.isSafeInteger(page.offset) || page.offset < 0)
    throw invalidQuery('limit and offset must be whole numbers, not negative');

  const summaryParameters = new Parameters(dialect);
  const all = open(manifest, drill, dialect, summaryParameters);
  const summary = render(
    {
      op: 'select',
      from: { alias: 'rows', source: counting(all.plan, dialect) },
      joins: [],
      columns: [
        { name: 'row_count', sql: sql`COUNT(*)` },
        { name: 'figure', sql: all.plan.figure },
      ],
      where: [],
      distinct: false,
    },
    dialect,
  );
  const items = new Map(opened.keys.map((item) => [item.name, item]));
  return {
    rows: render({ op: 'sort', input: counting(opened.plan, dialect), by, ...page }, dialect),
    summary,
    params: rows.values,
    summaryParams: summaryParameters.values,
    columns: columns.map((name) => ({ name, item: items.get(name) ?? null })),
    adds: opened.plan.adds,
    input: opened.leaf.id,
    inputs: opened.inputs,
    models: relationsRead(opened.plan.node),
  };
}

/** Where rows add up, those that bring nothing are not among them: a settled invoice is not behind a debt. */
function counting({ node, adds }: DetailPlan, dialect: Dialect): PlanNode {
  return adds ? { op: 'filter', input: node, where: [sql`${raw(dialect.quote(VALUE))} <> 0`] } : node;
}

function open(
  manifest: SemanticManifest,
  drill: DrillQuery,
  dialect: Dialect,
  parameters: Parameters,
): { plan: DetailPlan; leaf: Leaf; inputs: string[]; keys: readonly Item[] } {
  const { query } = drill;
  const request = { metrics: [drill.metric], groupBy: query.dimensions ?? [], timeRange: query.timeRange ?? null };
  const tools = { dialect, parameters };
  const inner = metricByEntity(manifest, dialect, parameters);
  const shape = prepare(manifest, request, tools, inner);
  const asked = shape.env.keys.filter((item) => drill.cell !== undefined && item.name in drill.cell);
  for (const name of Object.keys(drill.cell ?? {}))
    if (!asked.some((item) => item.name === name)) throw invalidQuery(`"${name}" is not a dimension of the query`);
  const filters = [...(query.filters ?? []), ...asked.map((item) => cellFilter(item, drill.cell?.[item.name] ?? null))];
  const conditions = filters.filter((filter) => filter.dimension !== drill.metric);
  const { env, metrics } = prepare(manifest, { ...request, filters: conditions }, tools, inner);
  const leaves = metrics.flatMap(({ formula }) => leavesOf(formula));
  const leaf = drill.input === undefined ? leaves[0] : leaves.find((one) => one.id === drill.input);
  if (!leaf) throw invalidQuery(`"${drill.input}" is not an input of "${drill.metric}"`);
  const found = leaf.accumulation ? ranged(env, leaf, drill, asked, conditions, manifest, tools) : { env, leaf };
  return {
    plan: planDetail(found.env, found.leaf),
    leaf,
    inputs: [...new Set(leaves.map((one) => one.id))],
    keys: found.env.keys,
  };
}

function cellFilter(item: Item, value: Value): Filter {
  const grain = item.grain ?? item.custom?.name;
  const dimension = item.datePart === null ? item.base : item.name;
  return {
    dimension,
    ...(grain === undefined ? {} : { grain }),
    ...(value === null ? { operator: 'is_null' } : { operator: 'eq', value }),
  };
}

/** An accumulation's rows are those of its range: without the time axis, between the range's first and last day. */
function ranged(
  env: Environment,
  leaf: Leaf,
  drill: DrillQuery,
  asked: readonly Item[],
  filters: readonly Filter[],
  manifest: SemanticManifest,
  tools: { dialect: Dialect; parameters: Parameters },
): { env: Environment; leaf: Leaf } {
  if (leaf.shifts.length > 0)
    throw invalidQuery(`the rows behind "${leaf.metric}" cannot be listed: it is moved in time`);
  const time = asked.find((item) => item.role === 'metric_time');
  const end = endDay(leaf, time, time ? (drill.cell?.[time.name] ?? null) : null, env);
  const request = {
    metrics: [drill.metric],
    groupBy: env.keys.filter((item) => item.role !== 'metric_time').map(choiceOf),
    filters: filters.filter((one) => !one.dimension.startsWith(METRIC_TIME)),
    timeRange: { from: startDay(leaf, end), to: end },
  };
  const prepared = prepare(manifest, request, tools, metricByEntity(manifest, tools.dialect, tools.parameters));
  return { env: prepared.env, leaf: { ...leaf, accumulation: null } };
}

function choiceOf(item: Item): DimensionChoice {
  const grain = item.grain ?? item.custom?.name;
  return {
    name: item.base,
    ...(grain === undefined ? {} : { grain }),
    ...(item.datePart === null ? {} : { datePart: item.datePart }),
  };
}

function endDay(leaf: Leaf, time: Item | undefined, value: Value, env: Environment): Day {
  const range = env.timeRange;
  if (!time) {
    if (!range)
      throw invalidQuery('a running value is opened at a moment: give metric_time in the cell, or a time range');
    return range.to.slice(0, 10);
  }
  const day = typeof value === 'string' ? value.slice(0, 10) : '';
  const { grain } = time;
  if (!isDay(day) || grain === null || !isCalendar(grain)) throw invalidQuery(`cannot open "${time.name}"`);
  if (leaf.accumulation?.periodAgg === 'average' && grain !== 'day')
    throw invalidQuery('an average of running values has no rows of its own: open a day');
  const end = leaf.accumulation?.periodAgg === 'last' ? endOf(grain, day) : startOf(grain, day);
  return range && range.to.slice(0, 10) < end ? range.to.slice(0, 10) : end;
}

const isCalendar = (grain: string): grain is 'day' | 'week' | 'month' | 'quarter' | 'year' =>
  ['day', 'week', 'month', 'quarter', 'year'].includes(grain);

const EARLIEST = '0001-01-01';

function startDay(leaf: Leaf, end: Day): Day {
  const { window, grainToDate } = leaf.accumulation ?? { window: null, grainToDate: null };
  if (grainToDate && isCalendar(grainToDate)) return startOf(grainToDate, end);
  if (!window) return EARLIEST;
  const months = { month: 1, quarter: 3, year: 12 }[window.grain];
  if (months) return addDays(addMonths(end, -window.count * months), 1);
  const days = { day: 1, week: 7 }[window.grain];
  if (!days) throw invalidQuery(`a running value over ${window.grain} cannot be opened`);
  return addDays(end, 1 - window.count * days);
}
