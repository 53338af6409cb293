import { invalidQuery, unknownMetric } from '../errors.ts';
import type {
  AggregateInput,
  Aggregation,
  ConversionMetric,
  CumulativeMetric,
  Metric,
  MetricInput,
  SemanticManifest,
  StandardGrain,
  Window,
} from '../manifest/model.ts';
import { grainRank } from '../manifest/model.ts';
import { replaceIdentifiers } from '../query/parse-template.ts';

/** A move of the time axis, outermost first in a leaf's list. */
export type TimeShift =
  | { readonly kind: 'window'; readonly window: Window }
  | { readonly kind: 'to_grain'; readonly grain: string };

export interface Accumulation {
  readonly window: Window | null;
  readonly grainToDate: string | null;
  readonly periodAgg: CumulativeMetric['periodAgg'];
}

/** One aggregation over one model's rows, with everything that decides which rows: the unit the planner plans. */
export interface Leaf {
  /** Column name; unique within a query. */
  readonly id: string;
  readonly metric: string;
  readonly aggregation: Aggregation;
  /** Templates of the metric, of the metrics above it, and of the inputs between. */
  readonly filters: readonly string[];
  readonly shifts: readonly TimeShift[];
  readonly accumulation: Accumulation | null;
  readonly joinToSpine: boolean;
  readonly fill: number | null;
  /** For a conversion: count the conversions that follow this leaf's rows, not the rows themselves. */
  readonly conversion: Pick<ConversionMetric, 'conversion' | 'entity' | 'window' | 'constantProperties'> | null;
  readonly timeGrain: StandardGrain | null;
}

/** How a metric's value is computed from leaves. */
export type Formula =
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'ratio'; readonly numerator: Formula; readonly denominator: Formula }
  | { readonly kind: 'expression'; readonly expr: string; readonly inputs: ReadonlyMap<string, Formula> };

interface Scope {
  readonly filters: readonly string[];
  readonly shifts: readonly TimeShift[];
  readonly path: readonly string[];
}

/** Expands metrics into formulas over leaves; equal leaves are shared. */
export class LeafBook {
  readonly #manifest: SemanticManifest;
  readonly #leaves = new Map<string, Leaf>();
  readonly #names = new Set<string>();

  constructor(manifest: SemanticManifest, reserved: readonly string[]) {
    this.#manifest = manifest;
    for (const name of reserved) this.#names.add(name);
  }

  get leaves(): readonly Leaf[] {
    return [...this.#leaves.values()];
  }

  metric(name: string): { metric: Metric; formula: Formula } {
    const metric = this.#manifest.metrics.get(name);
    if (!metric) throw unknownMetric(name);
    return { metric, formula: this.#expand(metric, { filters: [], shifts: [], path: [] }) };
  }

  #expand(metric: Metric, scope: Scope): Formula {
    if (scope.path.includes(metric.name))
      throw invalidQuery(
        `metric "${metric.name}" is defined through itself: ${[...scope.path, metric.name].join(' > ')}`,
      );
    const inner: Scope = {
      filters: [...scope.filters, ...metric.filters],
      shifts: scope.shifts,
      path: [...scope.path, metric.name],
    };
    switch (metric.type) {
      case 'simple':
        return this.#leaf(metric, metric.input, inner, null, null);
      case 'cumulative': {
        const { window, grainToDate, periodAgg } = metric;
        return this.#leaf(metric, metric.input, inner, { window, grainToDate, periodAgg }, null);
      }
      case 'conversion': {
        const converted = this.#leaf(metric, metric.base, inner, null, metric);
        if (metric.calculation === 'conversions') return converted;
        const opportunities = this.#leaf(metric, metric.base, inner, null, null);
        return { kind: 'ratio', numerator: converted, denominator: opportunities };
      }
      case 'ratio':
        return {
          kind: 'ratio',
          numerator: this.#input(metric.numerator, inner),
          denominator: this.#input(metric.denominator, inner),
        };
      case 'derived':
        return {
          kind: 'expression',
          expr: metric.expr,
          inputs: new Map(metric.inputs.map((input) => [input.alias ?? input.name, this.#input(input, inner)])),
        };
    }
  }

  #input(input: MetricInput, scope: Scope): Formula {
    const metric = this.#manifest.metrics.get(input.name);
    if (!metric) throw unknownMetric(input.name);
    const shifts: TimeShift[] = [...scope.shifts];
    if (input.offsetWindow) shifts.push({ kind: 'window', window: input.offsetWindow });
    if (input.offsetToGrain) shifts.push({ kind: 'to_grain', grain: input.offsetToGrain });
    return this.#expand(metric, { filters: [...scope.filters, ...input.filters], shifts, path: scope.path });
  }

  #leaf(
    metric: Metric,
    input: AggregateInput,
    scope: Scope,
    accumulation: Accumulation | null,
    conversion: Leaf['conversion'],
  ): Formula {
    const { aggregation } = input;
    const body = {
      aggregation: {
        model: aggregation.model,
        agg: aggregation.agg,
        expr: aggregation.expr,
        time: aggregation.time,
        percentile: aggregation.percentile,
        nonAdditive: aggregation.nonAdditive,
      },
      filters: [...new Set([...scope.filters, ...input.filters])],
      shifts: scope.shifts,
      accumulation,
      joinToSpine: input.joinToSpine,
      fill: conversion === null ? input.fill : conversion.conversion.fill,
      conversion: conversion && {
        conversion: conversion.conversion,
        entity: conversion.entity,
        window: conversion.window,
        constantProperties: conversion.constantProperties,
      },
      timeGrain: metric.timeGrain,
    };
    const key = JSON.stringify(body);
    const known = this.#leaves.get(key);
    if (known) return { kind: 'leaf', leaf: known };
    const leaf: Leaf = {
      ...body,
      id: this.#uniqueName(conversion ? `${metric.name}_conversions` : metric.name),
      metric: metric.name,
    };
    this.#leaves.set(key, leaf);
    return { kind: 'leaf', leaf };
  }

  #uniqueName(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#names.has(name); count += 1) name = `${wanted}_${count}`;
    this.#names.add(name);
    return name;
  }
}

/** Every leaf of a formula. */
export function leavesOf(formula: Formula): Leaf[] {
  switch (formula.kind) {
    case 'leaf':
      return [formula.leaf];
    case 'ratio':
      return [...leavesOf(formula.numerator), ...leavesOf(formula.denominator)];
    case 'expression':
      return [...formula.inputs.values()].flatMap(leavesOf);
  }
}

/** SQL of a formula, given the SQL of its leaves. */
export function formulaSql(
  formula: Formula,
  leafSql: (leaf: Leaf) => string,
  engine: { toDouble(value: string): string; divisions(expression: string): string },
): string {
  switch (formula.kind) {
    case 'leaf':
      return leafSql(formula.leaf);
    case 'ratio': {
      const numerator = formulaSql(formula.numerator, leafSql, engine);
      const denominator = formulaSql(formula.denominator, leafSql, engine);
      return `${engine.toDouble(numerator)} / ${engine.toDouble(`NULLIF(${denominator}, 0)`)}`;
    }
    case 'expression':
      return replaceIdentifiers(engine.divisions(formula.expr), (name) => {
        const input = formula.inputs.get(name);
        if (!input) return null;
        const text = formulaSql(input, leafSql, engine);
        return input.kind === 'leaf' ? text : `(${text})`;
      });
  }
}

/** Grain of `metric_time` when a query names none: the metric's own, else a day, or coarser where the data is. */
export function defaultGrainOf(of: Pick<Leaf, 'timeGrain'>, floor: StandardGrain): StandardGrain {
  const wanted = of.timeGrain ?? 'day';
  return grainRank(wanted) < grainRank(floor) ? floor : wanted;
}
