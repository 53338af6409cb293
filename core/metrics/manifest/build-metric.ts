import { aggregationOf } from './build-aggregation.ts';
import {
  type AggregateInput,
  isStandardGrain,
  type Measure,
  type Metric,
  type MetricInput,
  type SemanticModel,
} from './model.ts';
import { presentationOf } from './presentation.ts';
import type { RawMeasureInput, RawMetric, RawMetricInput } from './raw.ts';
import { metricSpeechOf } from './speech.ts';

export interface MetricContext {
  readonly file: string;
  readonly models: ReadonlyMap<string, SemanticModel>;
  readonly measures: ReadonlyMap<string, Measure>;
  /** Metrics as declared, for those that build on another's aggregation. */
  readonly declared: ReadonlyMap<string, RawMetric>;
  readonly extras: Record<string, unknown>;
  readonly complain: (message: string) => void;
}

function inputOf(raw: RawMetricInput): MetricInput {
  return {
    name: raw.name,
    alias: raw.alias,
    filters: raw.filter,
    offsetWindow: raw.offset_window,
    offsetToGrain: raw.offset_to_grain?.toLowerCase() ?? null,
  };
}

function fromMeasure(raw: RawMeasureInput, context: MetricContext): AggregateInput | null {
  const measure = context.measures.get(raw.name);
  if (!measure) {
    context.complain(`measure "${raw.name}" does not exist`);
    return null;
  }
  return {
    aggregation: measure,
    filters: raw.filter,
    joinToSpine: raw.join_to_timespine === true,
    fill: raw.fill_nulls_with,
  };
}

/** The aggregation behind a simple metric (also when another metric borrows it). */
function aggregateOf(raw: RawMetric, context: MetricContext): AggregateInput | null {
  const params = raw.type_params;
  const base = {
    joinToSpine: params.join_to_timespine === true,
    fill: params.fill_nulls_with,
  };
  if (params.metric_aggregation_params) {
    const own = params.metric_aggregation_params;
    const model = context.models.get(own.semantic_model);
    if (!model) {
      context.complain(`semantic model "${own.semantic_model}" does not exist`);
      return null;
    }
    const owner = { model: model.name, name: raw.name, defaultTime: model.defaultTime };
    return { aggregation: aggregationOf({ expr: params.expr, ...own }, owner, context.complain), filters: [], ...base };
  }
  if (!params.measure) {
    context.complain('type_params.measure is missing');
    return null;
  }
  const input = fromMeasure(params.measure, context);
  return input && { ...input, joinToSpine: input.joinToSpine || base.joinToSpine, fill: input.fill ?? base.fill };
}

/** An input that names a simple metric: its aggregation with its filters and the input's own. */
function borrow(raw: RawMetricInput, context: MetricContext): AggregateInput | null {
  const metric = context.declared.get(raw.name);
  if (!metric) {
    context.complain(`metric "${raw.name}" does not exist`);
    return null;
  }
  if (metric.type.toLowerCase() !== 'simple') {
    context.complain(`metric "${raw.name}" must be simple to be used here`);
    return null;
  }
  const input = aggregateOf(metric, context);
  return input && { ...input, filters: [...input.filters, ...metric.filter, ...raw.filter] };
}

export function buildMetric(raw: RawMetric, context: MetricContext): Metric | null {
  const { complain } = context;
  const params = raw.type_params;
  const grain = raw.time_granularity?.toLowerCase() ?? null;
  if (grain !== null && !isStandardGrain(grain)) complain(`time_granularity "${grain}" is unknown`);
  const base = {
    name: raw.name,
    file: context.file,
    description: raw.description ?? '',
    presentation: presentationOf(raw, complain),
    speech: metricSpeechOf(raw, complain),
    filters: raw.filter,
    timeGrain: grain !== null && isStandardGrain(grain) ? grain : null,
    extras: context.extras,
  };
  switch (raw.type.toLowerCase()) {
    case 'simple': {
      const input = aggregateOf(raw, context);
      return input && { ...base, type: 'simple', input };
    }
    case 'ratio': {
      if (!params.numerator || !params.denominator) {
        complain('a ratio needs type_params.numerator and type_params.denominator');
        return null;
      }
      return { ...base, type: 'ratio', numerator: inputOf(params.numerator), denominator: inputOf(params.denominator) };
    }
    case 'derived': {
      if (params.expr === null || params.expr === undefined || !params.metrics?.length) {
        complain('a derived metric needs type_params.expr and type_params.metrics');
        return null;
      }
      return { ...base, type: 'derived', expr: String(params.expr), inputs: params.metrics.map(inputOf) };
    }
    case 'cumulative':
      return buildCumulative(raw, base, context);
    case 'conversion':
      return buildConversion(raw, base, context);
    default:
      complain(`type "${raw.type}" is not one of simple, ratio, derived, cumulative, conversion`);
      return null;
  }
}

type Base = Omit<Metric & { type: 'simple' }, 'type' | 'input'>;

function buildCumulative(raw: RawMetric, base: Base, context: MetricContext): Metric | null {
  const params = raw.type_params;
  const own = params.cumulative_type_params;
  const input = own?.metric ? borrow(own.metric, context) : aggregateOf(raw, context);
  const window = own?.window ?? params.window;
  const grainToDate = (own?.grain_to_date ?? params.grain_to_date)?.toLowerCase() ?? null;
  if (window && grainToDate) context.complain('a cumulative metric has a window or a grain_to_date, not both');
  const periodAgg = own?.period_agg?.toLowerCase() ?? 'first';
  if (periodAgg !== 'first' && periodAgg !== 'last' && periodAgg !== 'average') {
    context.complain(`period_agg "${periodAgg}" is not one of first, last, average`);
    return null;
  }
  return input && { ...base, type: 'cumulative', input, window, grainToDate, periodAgg };
}

function buildConversion(raw: RawMetric, base: Base, context: MetricContext): Metric | null {
  const own = raw.type_params.conversion_type_params;
  if (!own) {
    context.complain('a conversion metric needs type_params.conversion_type_params');
    return null;
  }
  const side = (
    measure: RawMeasureInput | null | undefined,
    metric: RawMetricInput | null | undefined,
    what: string,
  ) => {
    if (measure) return fromMeasure(measure, context);
    if (metric) return borrow(metric, context);
    context.complain(`conversion_type_params.${what}_measure is missing`);
    return null;
  };
  const from = side(own.base_measure, own.base_metric, 'base');
  const to = side(own.conversion_measure, own.conversion_metric, 'conversion');
  const calculation = own.calculation?.toLowerCase() ?? 'conversion_rate';
  if (calculation !== 'conversion_rate' && calculation !== 'conversions') {
    context.complain(`calculation "${calculation}" is not one of conversions, conversion_rate`);
    return null;
  }
  if (!from || !to) return null;
  return {
    ...base,
    type: 'conversion',
    base: from,
    conversion: to,
    entity: own.entity,
    calculation,
    window: own.window,
    constantProperties: (own.constant_properties ?? []).map((one) => ({
      base: one.base_property,
      conversion: one.conversion_property,
    })),
  };
}

/** `create_metric: true` on a measure. */
export function metricOfMeasure(measure: Measure, file: string): Metric {
  return {
    type: 'simple',
    name: measure.name,
    file,
    description: measure.description,
    presentation: measure.presentation,
    speech: metricSpeechOf({}, () => {}),
    filters: [],
    timeGrain: null,
    extras: {},
    input: { aggregation: measure, filters: [], joinToSpine: false, fill: null },
  };
}
