/** The one internal form of a semantic manifest. Everything downstream (resolve, plan, SQL, catalogue) reads only this. */

export const STANDARD_GRAINS = [
  'nanosecond',
  'microsecond',
  'millisecond',
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
] as const;
export type StandardGrain = (typeof STANDARD_GRAINS)[number];

export function isStandardGrain(name: string): name is StandardGrain {
  return (STANDARD_GRAINS as readonly string[]).includes(name);
}

/** Order of grains, finest first. Weeks rank below months although weeks do not divide them. */
export const grainRank = (grain: StandardGrain): number => STANDARD_GRAINS.indexOf(grain);
export const finest = (grains: readonly StandardGrain[]): StandardGrain | undefined =>
  [...grains].sort((a, b) => grainRank(a) - grainRank(b))[0];
export const coarsest = (grains: readonly StandardGrain[]): StandardGrain | undefined =>
  [...grains].sort((a, b) => grainRank(b) - grainRank(a))[0];

/** Calendar parts that can be extracted from a time dimension; `dow` is ISO: Monday 1 to Sunday 7. */
export const DATE_PARTS = ['year', 'quarter', 'month', 'week', 'day', 'dow', 'doy'] as const;
export type DatePart = (typeof DATE_PARTS)[number];

/** A length of time; `grain` is a standard grain or the name of a custom granularity. */
export interface Window {
  readonly count: number;
  readonly grain: string;
}

export interface Label {
  readonly fr?: string;
  readonly en?: string;
}

export type Unit = 'currency' | 'percent' | 'days' | 'count' | 'hectares' | 'score';
export type Direction = 'up' | 'down' | 'none';

/** Our additions, read from `meta.griot`, `config.meta.griot`, or the same keys directly in `meta`. */
export interface Presentation {
  readonly label: Label;
  /** By language; what it does not have is the metric's own description. */
  readonly description: Label;
  readonly unit: Unit | null;
  /** Which way is good news. */
  readonly direction: Direction;
  /** A number pattern for people, e.g. `0,0.00`. Free text to the layer itself. */
  readonly format: string | null;
  readonly synonyms: readonly string[];
  readonly owner: string | null;
}

/** A word that judges a figure: `déficitaire` of a result is below nought. */
export interface SaidCondition {
  readonly operator: 'gt' | 'gte' | 'lt' | 'lte' | 'eq';
  readonly value: number;
  readonly said: readonly string[];
}

/** A name of a figure that tells by what it is shown: `balance âgée` by age, `courbe` over `time`. */
export interface SaidView {
  /** A dimension of the metric by its own name, or `time`. */
  readonly by: string;
  readonly said: readonly string[];
}

/** How people say a metric and what is done with it; all of it is optional in a declaration. */
export interface MetricSpeech {
  readonly conditions: readonly SaidCondition[];
  readonly views: readonly SaidView[];
  /** `year`: on a day (« au 30 juin ») it is what has come about since the year began. */
  readonly asOf: 'year' | null;
  /** The metric that tells the same line by line, asked in its place where this one does not reach what is asked. */
  readonly detail: string | null;
}

/** How people speak of what a semantic model holds. */
export interface ModelSpeech {
  /**
   * Turns of speech, `left > right`: what is said in a roundabout way, and the plain words that it asks for. Read by the assistant,
   * in its notation (`core/assistant/language/idiom-list.ts`).
   */
  readonly turns: readonly string[];
  /** Words that mean the same wherever they stand. */
  readonly families: readonly (readonly string[])[];
}

/** How people say the values of a dimension. */
export interface DimensionSpeech {
  /** By value, `BQ*` for all that begin so: what people call it. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Values that are ranges of days: first and last day, null where it is open. */
  readonly bands: Readonly<Record<string, readonly [number | null, number | null]>>;
  /** Its values are numbers of a plan: `compte 60` is all that begin with 60. */
  readonly prefixes: boolean;
  /** False: its values are only said behind its own name (`type agent`), because they are words for other things too. */
  readonly alone: boolean;
  /** Names of a part of its values, by which people ask for it; never put one for the other: `fournisseur` of third parties. */
  readonly kinds: readonly string[];
  /** The metric that a word of several figures means when one of its values does it: « combien doit CL0003 ». */
  readonly settles: string | null;
  /** Its values are who did it: people, companies. `Qui` asks for them. */
  readonly who: boolean;
  /** What is counted when only a value is named: `doublons`. Also said for `insteadOf`, which do not reach the dimension. */
  readonly measuredBy: { readonly metric: string; readonly insteadOf: readonly string[] } | null;
}

/** Where the rows are. Without a schema, the name is found through the session's search path (the published generation). */
export interface Relation {
  readonly database: string | null;
  readonly schema: string | null;
  readonly name: string;
}

export type EntityType = 'primary' | 'unique' | 'foreign' | 'natural';

export interface Entity {
  readonly name: string;
  readonly type: EntityType;
  readonly expr: string;
  readonly label: Label;
  /** The dimension of the same model that says in words what the key stands for (`meta.griot.names`). */
  readonly names: string | null;
}

export interface Dimension {
  readonly name: string;
  readonly kind: 'categorical' | 'time';
  readonly expr: string;
  /** Granularity of the stored values; null for categorical ones. */
  readonly grain: StandardGrain | null;
  readonly partition: boolean;
  /** For slowly changing dimensions: this column opens or closes the validity of the row (from inclusive, to exclusive). */
  readonly validity: 'from' | 'to' | null;
  /** Its values are ISO 4217 codes: the currency of the amounts that it describes. */
  readonly holdsCurrency: boolean;
  readonly description: string;
  readonly presentation: Presentation;
  readonly speech: DimensionSpeech;
}

export type AggregationName =
  | 'sum'
  | 'sum_boolean'
  | 'count'
  | 'count_distinct'
  | 'average'
  | 'median'
  | 'percentile'
  | 'min'
  | 'max';

export interface NonAdditive {
  /** Time dimension of the same model over which the measure must not be added up. */
  readonly dimension: string;
  readonly choice: 'min' | 'max';
  /** Entities within which the window is chosen, e.g. the last balance of each account. */
  readonly groupings: readonly string[];
}

export interface Aggregation {
  readonly model: string;
  readonly agg: AggregationName;
  readonly expr: string;
  readonly time: string | null;
  /** `value` lies between 0 and 1; a measure without one cannot be used by a metric. */
  readonly percentile: {
    readonly value: number | null;
    readonly discrete: boolean;
    readonly approximate: boolean;
  } | null;
  readonly nonAdditive: NonAdditive | null;
}

export interface Measure extends Aggregation {
  readonly name: string;
  readonly description: string;
  readonly createMetric: boolean;
  readonly presentation: Presentation;
}

export interface Hierarchy {
  readonly name: string;
  readonly label: Label;
  /** Coarse to fine or fine to coarse as declared; names as used in queries. */
  readonly levels: readonly string[];
}

export interface SemanticModel {
  readonly name: string;
  readonly file: string;
  readonly description: string;
  readonly relation: Relation;
  readonly primaryEntity: string | null;
  readonly entities: readonly Entity[];
  readonly dimensions: readonly Dimension[];
  readonly measures: readonly Measure[];
  readonly defaultTime: string | null;
  readonly hierarchies: readonly Hierarchy[];
  readonly presentation: Presentation;
  readonly speech: ModelSpeech;
}

export interface MetricInput {
  readonly name: string;
  readonly alias: string | null;
  readonly filters: readonly string[];
  readonly offsetWindow: Window | null;
  readonly offsetToGrain: string | null;
}

interface MetricBase {
  readonly name: string;
  readonly file: string;
  readonly description: string;
  readonly presentation: Presentation;
  readonly speech: MetricSpeech;
  /** Where-filter templates; all must hold. */
  readonly filters: readonly string[];
  /** Grain of `metric_time` when a query names none. */
  readonly timeGrain: StandardGrain | null;
  /** Hierarchies and free extras of `meta.griot`, handed on by the catalogue. */
  readonly extras: Readonly<Record<string, unknown>>;
}

export interface AggregateInput {
  readonly aggregation: Aggregation;
  readonly filters: readonly string[];
  readonly joinToSpine: boolean;
  readonly fill: number | null;
}

export type SimpleMetric = MetricBase & { readonly type: 'simple'; readonly input: AggregateInput };
export type RatioMetric = MetricBase & {
  readonly type: 'ratio';
  readonly numerator: MetricInput;
  readonly denominator: MetricInput;
};
export type DerivedMetric = MetricBase & {
  readonly type: 'derived';
  readonly expr: string;
  readonly inputs: readonly MetricInput[];
};
export type CumulativeMetric = MetricBase & {
  readonly type: 'cumulative';
  readonly input: AggregateInput;
  readonly window: Window | null;
  readonly grainToDate: string | null;
  /** Which of the daily values stands for a coarser period. */
  readonly periodAgg: 'first' | 'last' | 'average';
};
export type ConversionMetric = MetricBase & {
  readonly type: 'conversion';
  readonly base: AggregateInput;
  readonly conversion: AggregateInput;
  readonly entity: string;
  readonly calculation: 'conversions' | 'conversion_rate';
  readonly window: Window | null;
  readonly constantProperties: readonly { readonly base: string; readonly conversion: string }[];
};
export type Metric = SimpleMetric | RatioMetric | DerivedMetric | CumulativeMetric | ConversionMetric;

export interface CustomGrain {
  readonly name: string;
  readonly column: string;
}

export interface TimeSpine {
  readonly relation: Relation;
  readonly column: string;
  readonly grain: StandardGrain;
  readonly customGrains: readonly CustomGrain[];
}

export interface SavedQuery {
  readonly name: string;
  readonly file: string;
  readonly description: string;
  readonly label: Label;
  readonly metrics: readonly string[];
  readonly groupBy: readonly string[];
  readonly where: readonly string[];
  readonly orderBy: readonly string[];
  readonly limit: number | null;
}

export interface SemanticManifest {
  readonly models: ReadonlyMap<string, SemanticModel>;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly savedQueries: ReadonlyMap<string, SavedQuery>;
  /** Finest grain first. */
  readonly timeSpines: readonly TimeSpine[];
}

/** One thing wrong in a manifest. */
export interface ManifestProblem {
  readonly file: string;
  /** The metric, semantic model or saved query it is about. */
  readonly metric: string | null;
  readonly message: string;
}
