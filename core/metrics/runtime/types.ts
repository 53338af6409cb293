import type {
  DatePart,
  DimensionSpeech,
  Direction,
  Hierarchy,
  Label,
  MetricSpeech,
  ModelSpeech,
  Unit,
} from '../manifest/model.ts';
import type { DimensionChoice, Filter, OrderChoice } from '../query/request.ts';

export type Value = string | number | boolean | null;

/** What a reader may see: an empty list is the whole tenant. */
export interface MetricScope {
  readonly kind: string;
  readonly id: string;
}

/** Who asks. `application` chooses the semantic manifest. */
export interface MetricContext {
  readonly tenantId: string;
  readonly application: string;
  readonly scopes?: readonly MetricScope[];
  readonly locale?: 'fr' | 'en';
  /** ISO 4217; written beside columns whose unit is currency. */
  readonly currency?: string;
  readonly timeZone?: string;
  /** Read "as of" this generation while it is kept; by default what is published now. */
  readonly generation?: number;
  readonly signal?: AbortSignal;
}

export type Comparison = 'previous_period' | 'previous_year';

/** The one query form. Days are inclusive business days, already in the tenant's time zone. */
export interface MetricQuery {
  readonly metrics: readonly string[];
  readonly dimensions?: readonly (string | DimensionChoice)[];
  /** On dimensions, or on the query's own metrics (then checked after aggregation). All must hold. */
  readonly filters?: readonly Filter[];
  readonly timeRange?: { readonly from: string; readonly to: string } | null;
  /** Adds `<metric>__previous` and `<metric>__change_pct`. Needs a time range of days. */
  readonly compare?: Comparison | null;
  /** Adds `<metric>__target` for metrics whose `meta.griot.target` names the metric that says what was aimed at. */
  readonly targets?: boolean;
  readonly order?: readonly (string | OrderChoice)[];
  readonly limit?: number | null;
  readonly offset?: number | null;
  /** Also the figures over all rows, computed by the engine and not by adding rows up. */
  readonly totals?: boolean;
  /** Adds `<metric>__share`: the row's part of the total, in percent. */
  readonly shares?: boolean;
}

export interface MetricColumn {
  readonly name: string;
  readonly kind: 'dimension' | 'metric' | 'comparison' | 'share';
  readonly label: string;
  /** The metric a comparison or share is about; the metric itself for a metric. */
  readonly metric?: string;
  readonly unit?: Unit;
  readonly currency?: string;
  readonly format?: string;
  readonly direction?: Direction;
  /** For time dimensions: the grain the column really has. */
  readonly grain?: string;
  readonly datePart?: DatePart;
}

/** Where a number comes from. */
export interface Passport {
  readonly generation: number;
  readonly builtAt: string;
  /**
   * `warned`: a test upstream of these figures warned or failed. `stale`: a source upstream is older than its freshness rule
   * or the installation allows. What is not upstream does not count.
   */
  readonly state: 'sound' | 'warned' | 'stale';
  /** Verdicts of the tests upstream. */
  readonly tests: { readonly passed: number; readonly warned: number; readonly failed: number };
  /** Those that warned or failed, worst first, at most ten. */
  readonly troubles?: readonly PassportTrouble[];
  /** The sources upstream. */
  readonly sources: readonly PassportSource[];
  /** Names of the models that were read. */
  readonly models?: readonly string[];
}

export interface PassportTrouble {
  readonly test: string;
  /** The model that it is about. */
  readonly model: string;
  readonly status: 'warned' | 'failed';
  /** Rows at fault. */
  readonly failures: number;
}

export interface PassportSource {
  readonly name: string;
  readonly loadedAt: string;
  readonly rows: number;
  /** Its load is older than its rule allows. */
  readonly late?: boolean;
}

export interface MetricResult {
  readonly columns: readonly MetricColumn[];
  /**
   * Whole numbers that JavaScript can hold exactly are numbers, doubles too; decimals and larger integers stay texts.
   * Days are `YYYY-MM-DD`, instants ISO 8601.
   */
  readonly rows: readonly (readonly Value[])[];
  /** By column name; null where a total cannot be said (a moved or running value without its time axis). */
  readonly totals?: Readonly<Record<string, Value>>;
  readonly period?: { readonly from: string; readonly to: string };
  readonly previousPeriod?: { readonly from: string; readonly to: string };
  /** More rows follow the page. */
  readonly hasMore: boolean;
  /** Currencies (ISO 4217) that the question also reaches: figures in money are of one currency, these are not in them. */
  readonly leftOut?: readonly string[];
  readonly sql: string;
  readonly params: readonly Value[];
  readonly passport: Passport;
  readonly etag: string;
  readonly cached: boolean;
}

export interface CatalogueDimension {
  readonly name: string;
  readonly label: string;
  readonly labels: Label;
  readonly description: string;
  readonly kind: 'categorical' | 'time' | 'entity';
  /** For time dimensions: what may be asked for, finest first. */
  readonly grains: readonly string[];
  readonly synonyms: readonly string[];
  readonly speech?: DimensionSpeech;
  /** Its values are ISO 4217 codes: amounts of several of them are never one figure. */
  readonly currency?: true;
  /** For an entity: the dimension whose values are the names of its keys (`zone` → `zone__nom_zone`), where one is declared. */
  readonly names?: string;
}

export interface CatalogueMetric {
  readonly name: string;
  readonly label: string;
  readonly labels: Label;
  readonly description: string;
  readonly type: string;
  /** The metrics that it is made of, a ratio's numerator first. */
  readonly inputs: readonly string[];
  readonly unit: Unit | null;
  readonly format: string | null;
  readonly direction: Direction;
  readonly synonyms: readonly string[];
  readonly speech?: MetricSpeech;
  readonly owner: string | null;
  /** A state (stock, occupancy): over a period its last day counts. */
  readonly balance: boolean;
  /** Names that this metric can be grouped and filtered by. */
  readonly dimensions: readonly string[];
  readonly timeGrains: readonly string[];
}

export interface Catalogue {
  readonly metrics: readonly CatalogueMetric[];
  readonly dimensions: readonly CatalogueDimension[];
  /** Turns of speech and families of words of all its semantic models, in their order. */
  readonly speech: ModelSpeech;
  readonly hierarchies: readonly (Hierarchy & { readonly title: string })[];
  readonly savedQueries: readonly {
    readonly name: string;
    readonly label: string;
    readonly description: string;
    readonly metrics: readonly string[];
    readonly dimensions: readonly string[];
  }[];
}

/** The rows behind one figure. */
export interface DrillResult {
  /** What the query showed, the rows' own columns, and `value` last: what each row brings to the figure. */
  readonly columns: readonly MetricColumn[];
  readonly rows: readonly (readonly Value[])[];
  /** Number of all rows, not of the page. */
  readonly total: number;
  /** The figure over all rows: equal to the one that was opened. */
  readonly figure: Value;
  /** True when the values add up to the figure; false for averages, distinct counts, smallest and largest values. */
  readonly adds: boolean;
  /** Which input of a ratio or derived metric these rows belong to, and what else can be opened. */
  readonly input: string;
  readonly inputs: readonly { readonly name: string; readonly label: string }[];
  readonly hasMore: boolean;
  readonly sql: string;
  readonly params: readonly Value[];
  readonly passport: Passport;
}
