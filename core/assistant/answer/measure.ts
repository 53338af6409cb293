import type { MetricColumn, MetricQuery, MetricResult } from '@griot/metrics';
import type { Knowledge } from '../knowledge.ts';
import type { Asked } from '../understand/asked.ts';
import { averaged } from './average.ts';
import type { Measured, Row } from './measured.ts';

/** Rows of one answer; more are opened where they are. */
const MOST_ROWS = 1000;
/** Figures that one mean is made of; with more it is not told. */
const MOST_AVERAGED = 50_000;

/** Reads a question's figures through the metric layer, within the reader's scopes: the only way to any value. */
export async function measure(knowledge: Knowledge, asked: Asked): Promise<Measured> {
  const { context, metrics } = knowledge;
  const many = asked.kind === 'mean' || asked.kind === 'median' ? MOST_AVERAGED : 10_000;
  const whole = metricQuery(asked, asked.kind === 'figure' || asked.kind === 'exists' ? MOST_ROWS : many);
  const result = await metrics.query(context, whole);
  const base = {
    totals: result.totals ?? null,
    count: null,
    holds: null,
    contribution: null,
    previousPeriod: result.previousPeriod ?? null,
    truncated: asked.limit === null && result.hasMore,
    leftOut: result.leftOut ?? [],
    sql: result.sql,
    params: result.params,
    passport: result.passport,
  };
  const own = { columns: result.columns, rows: result.rows };
  switch (asked.kind) {
    case 'list':
    case 'count':
      return { ...base, ...listed(asked, result), count: result.rows.length };
    case 'exists':
      return {
        ...base,
        ...own,
        count: asked.dimensions.length > 0 ? result.rows.length : null,
        holds: exists(asked, result),
      };
    case 'mean':
    case 'median':
      return { ...base, ...averaged(asked, result) };
    case 'check':
      return { ...base, ...own, holds: checked(asked, result) };
    case 'why': {
      const [metric = '', dimension = ''] = [asked.metrics[0], asked.dimensions[0]];
      const { timeRange, compare, filters } = asked;
      if (!timeRange || !compare) return { ...base, ...own };
      const contribution = await metrics.contribution(context, { metric, dimension, timeRange, compare, filters });
      return { ...base, ...own, contribution, previousPeriod: contribution.previousPeriod ?? null };
    }
    default:
      return {
        ...base,
        columns: result.columns,
        rows:
          asked.focus === null
            ? inBands(asked, result.rows, knowledge)
            : result.rows.filter((row) => String(row[0]) === asked.focus),
      };
  }
}

/** Ranges (ages of debt) stand in their own order where no other was asked, whatever their figures. */
function inBands(asked: Asked, rows: readonly Row[], { lexicon }: Knowledge): readonly Row[] {
  const [dimension = '', ...more] = asked.dimensions;
  const bands = lexicon.concepts.get(lexicon.conceptOf.get(dimension) ?? '')?.bands;
  if (!bands || more.length > 0 || asked.order) return rows;
  const place = (row: Row) => {
    const at = bands.findIndex(({ value }) => value === row[0]);
    return at < 0 ? bands.length : at;
  };
  return [...rows].sort((a, b) => place(a) - place(b));
}

/** The query as the metric layer wants it: time from old to new, the rest largest first where the question says nothing. */
export function metricQuery(asked: Asked, most: number): MetricQuery {
  const { metrics, dimensions, filters, timeRange, compare, order, limit, shares } = asked;
  const times = dimensions.filter((one) => one.startsWith('metric_time'));
  const [first = ''] = metrics;
  const counted = asked.kind === 'list' || asked.kind === 'count';
  const implied = times.length > 0 ? times.map((by) => ({ by, descending: false })) : [{ by: first, descending: true }];
  const names = dimensions.map((by) => ({ by, descending: false }));
  const ordering = order
    ? [order, ...names]
    : counted
      ? names
      : [...implied, ...names.filter(({ by }) => !times.includes(by))];
  return {
    metrics,
    dimensions,
    filters,
    timeRange,
    compare,
    order: dimensions.length > 0 ? ordering : [],
    limit: limit ?? most,
    totals: dimensions.length > 0 && !filters.some(({ dimension }) => metrics.includes(dimension)),
    shares,
  };
}

/** A list is of names: the figure that selected them stays where the question spoke of it. */
function listed(asked: Asked, result: MetricResult): { columns: readonly MetricColumn[]; rows: readonly Row[] } {
  const selected = asked.filters.some(({ dimension }) => asked.metrics.includes(dimension)) && asked.kind === 'count';
  if (selected) return { columns: result.columns, rows: result.rows };
  const kept = result.columns.flatMap(({ kind }, at) => (kind === 'dimension' ? [at] : []));
  return {
    columns: result.columns.filter(({ kind }) => kind === 'dimension'),
    rows: result.rows.map((row) => kept.map((at) => row[at] ?? null)),
  };
}

const figure = (result: MetricResult): number | null => {
  const at = result.columns.findIndex(({ kind }) => kind === 'metric');
  const value = result.rows[0]?.[at] ?? null;
  return value === null ? null : Number(value);
};

function exists(asked: Asked, result: MetricResult): boolean {
  return asked.dimensions.length > 0 ? result.rows.length > 0 : (figure(result) ?? 0) > 0;
}

function checked(asked: Asked, result: MetricResult): boolean | null {
  const value = figure(result);
  const { check } = asked;
  if (value === null || !check) return null;
  if (typeof check.value !== 'number') {
    const [low = 0, high = 0] = check.value;
    return value >= low && value <= high;
  }
  const limit = check.value;
  const holds = {
    gt: value > limit,
    gte: value >= limit,
    lt: value < limit,
    lte: value <= limit,
    eq: value === limit,
    between: false,
  };
  return holds[check.operator];
}
