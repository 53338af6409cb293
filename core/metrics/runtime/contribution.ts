import { Decimal } from '@griot/kernel';
import type { DerivedMetric, MetricInput, RatioMetric, SemanticManifest } from '../manifest/model.ts';
import type { MetricColumn, MetricQuery, MetricResult, Value } from './types.ts';

export interface ContributionQuery {
  readonly metric: string;
  readonly dimension: NonNullable<MetricQuery['dimensions']>[number];
  readonly timeRange: { readonly from: string; readonly to: string };
  readonly compare: 'previous_period' | 'previous_year';
  readonly filters?: MetricQuery['filters'];
}

export interface ContributionRow {
  readonly value: Value;
  readonly now: Value;
  readonly before: Value;
  /** What this value of the dimension did to the whole figure, in the figure's unit. */
  readonly effect: Value;
  /** Effect over the whole change; they add up to 1. Null when nothing changed or effects cannot be added up. */
  readonly contribution: number | null;
}

export interface Contribution {
  readonly metric: MetricColumn | undefined;
  readonly dimension: MetricColumn | undefined;
  readonly now: Value;
  readonly before: Value;
  readonly change: Value;
  /** Largest effect first, whatever its sign. */
  readonly rows: readonly ContributionRow[];
  /** False for figures whose parts do not add up to the whole, e.g. distinct counts: effects are then each row's own change. */
  readonly adds: boolean;
  readonly period: { readonly from: string; readonly to: string } | undefined;
  readonly previousPeriod: { readonly from: string; readonly to: string } | undefined;
  readonly passport: MetricResult['passport'];
}

const part = (metric: string, which: 'numerator' | 'denominator'): string => `${metric}__${which}`;

/** A ratio's two sides as metrics of their own, so that the shares of the whole can be told. */
export function withRatioSides(manifest: SemanticManifest, name: string): SemanticManifest {
  const metric = manifest.metrics.get(name);
  if (metric?.type !== 'ratio') return manifest;
  const side = (which: 'numerator' | 'denominator', input: MetricInput): DerivedMetric => {
    const { numerator: _n, denominator: _d, ...base }: RatioMetric = metric;
    return { ...base, type: 'derived', name: part(name, which), expr: 'side', inputs: [{ ...input, alias: 'side' }] };
  };
  const sides = [side('numerator', metric.numerator), side('denominator', metric.denominator)];
  return { ...manifest, metrics: new Map([...manifest.metrics, ...sides.map((one) => [one.name, one] as const)]) };
}

export function contributionQuery(manifest: SemanticManifest, o: ContributionQuery): MetricQuery {
  const ratio = manifest.metrics.get(o.metric)?.type === 'ratio';
  return {
    metrics: ratio ? [o.metric, part(o.metric, 'numerator'), part(o.metric, 'denominator')] : [o.metric],
    dimensions: [o.dimension],
    filters: o.filters ?? [],
    timeRange: o.timeRange,
    compare: o.compare,
    totals: true,
  };
}

const TOLERANCE = 1e-6;

export function contributionOf(o: ContributionQuery, result: MetricResult): Contribution {
  const at = (name: string): number => result.columns.findIndex((column) => column.name === name);
  const read = (row: readonly Value[], name: string): Value => row[at(name)] ?? null;
  const total = (name: string): Value => result.totals?.[name] ?? null;
  const previous = `${o.metric}__previous`;
  const sides = at(part(o.metric, 'numerator')) >= 0;
  const [now, before] = [total(o.metric), total(previous)];
  const whole = subtract(now, before);
  const [over, under] = [part(o.metric, 'numerator'), part(o.metric, 'denominator')];
  const rows = result.rows.map((row) => {
    const [current, earlier] = [read(row, o.metric), read(row, previous)];
    // A ratio N/D changes by the sum over rows of n1/D1 - n0/D0: each row's effect through its own numerator.
    const effect = sides
      ? over1(read(row, over), total(under)) - over1(read(row, `${over}__previous`), total(`${under}__previous`))
      : subtract(current ?? 0, earlier ?? 0);
    return { value: row[0] ?? null, now: current, before: earlier, effect };
  });
  const sum = rows.reduce((added, row) => added + number(row.effect), 0);
  const adds = Math.abs(sum - number(whole)) <= TOLERANCE * Math.max(1, Math.abs(number(whole)), Math.abs(number(now)));
  const share = (effect: Value): number | null =>
    adds && number(whole) !== 0 && effect !== null ? number(effect) / number(whole) : null;
  return {
    metric: result.columns[at(o.metric)],
    dimension: result.columns[0],
    now,
    before,
    change: whole,
    rows: rows
      .map((row) => ({ ...row, contribution: share(row.effect) }))
      .sort((a, b) => Math.abs(number(b.effect)) - Math.abs(number(a.effect))),
    adds,
    period: result.period,
    previousPeriod: result.previousPeriod,
    passport: result.passport,
  };
}

const number = (value: Value): number => (value === null ? 0 : Number(value));
const over1 = (side: Value, whole: Value): number => (number(whole) === 0 ? 0 : number(side) / number(whole));

/** Exact when both are exact; null when either is missing. */
function subtract(a: Value, b: Value): Value {
  if (a === null || b === null) return null;
  const exact = [a, b].every((one) => /^-?\d+(\.\d+)?$/.test(String(one)));
  if (exact && (typeof a === 'string' || typeof b === 'string'))
    return Decimal.parse(String(a))
      .subtract(Decimal.parse(String(b)))
      .toString();
  return Number(a) - Number(b);
}
