import { type Clock, canonicalJson, DomainError, isDomainError, type Logger, sha256Hex } from '@griot/kernel';
import { manifestDigest } from '../manifest/digest.ts';
import type { SemanticManifest } from '../manifest/model.ts';
import type { Filter } from '../query/request.ts';
import type { Dialect } from '../sql/dialect.ts';
import { duckdb } from '../sql/duckdb.ts';
import { Answers, type KeptAnswer } from './answers.ts';
import { buildCatalogue } from './catalogue.ts';
import {
  type Contribution,
  type ContributionQuery,
  contributionOf,
  contributionQuery,
  withRatioSides,
} from './contribution.ts';
import { type DrillQuery, planDrill } from './drill.ts';
import { Generations } from './generations.ts';
import { HotQuestions } from './hot-questions.ts';
import { type InOneCurrency, inOneCurrency } from './one-currency.ts';
import { passportOf } from './passport.ts';
import { hasTotal, planAnswer, type TrustedQuery } from './plan-answer.ts';
import type { Answer, GenerationFacts, MetricsWarehouse } from './ports.ts';
import { labelText, presentColumn, presentDetail, presentRows } from './present.ts';
import { type ScopeDimensions, scopeFilters, withinScopes } from './scope.ts';
import type { SharedAnswers } from './shared-answers.ts';
import type { Catalogue, DrillResult, MetricContext, MetricQuery, MetricResult, Passport, Value } from './types.ts';

export interface MetricsOptions {
  readonly warehouse: MetricsWarehouse;
  /** The semantic manifest of an application; asked once per application. */
  readonly manifest: (application: string) => SemanticManifest | Promise<SemanticManifest>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly dialect?: Dialect;
  readonly scopeDimensions?: ScopeDimensions;
  /** Answers that other servers share; without it each server keeps its own alone. */
  readonly shared?: SharedAnswers | undefined;
  /** Cells that all kept answers may hold together. Default 2 million. */
  readonly cacheCells?: number;
  /** Default 15 minutes. */
  readonly cacheTtlMs?: number;
  /** How long the published generation is believed without asking (unless `published` is called). Default 2 s; 0 asks every time. */
  readonly generationTtlMs?: number;
  /** Sources older than this make a passport `stale`. Default: never. */
  readonly staleAfterMs?: number;
  readonly queryTimeoutMs?: number;
}

/** Rows of one answer at most; more are asked for in pages. */
export const MAX_ROWS = 100_000;

export interface Metrics {
  /**
   * Answers a query from one published generation. Throws `metrics.unknown_metric`, `metrics.unknown_dimension`,
   * `metrics.query_invalid`, `metrics.outside_scope`, `metrics.not_published`, and what the warehouse throws.
   */
  query(context: MetricContext, query: MetricQuery): Promise<MetricResult>;
  /** The ETag the answer would have, without running anything: equal to the reader's means nothing has changed. */
  etag(context: MetricContext, query: MetricQuery): Promise<string>;
  catalogue(application: string, locale?: 'fr' | 'en'): Promise<Catalogue>;
  /**
   * The rows behind a figure, page by page, with their number and the figure over all of them. Throws as `query` does,
   * and `metrics.query_invalid` for what has no rows of its own (conversions, moved running values).
   */
  drill(context: MetricContext, drill: DrillQuery): Promise<DrillResult>;
  /** What each value of a dimension did to a figure between two periods. */
  contribution(context: MetricContext, o: ContributionQuery): Promise<Contribution>;
  /** Values of a dimension in order, those that contain `search` when given, at most `limit` (default 100). */
  dimensionValues(
    context: MetricContext,
    o: { dimension: string; metric?: string; search?: string; limit?: number },
  ): Promise<readonly Value[]>;
  /** A query of the manifest by name, with what may be changed about it. Throws `metrics.unknown_saved_query`. */
  saved(context: MetricContext, name: string, changes?: SavedChanges): Promise<MetricResult>;
  /**
   * Call when something was published: the next question sees it. While many ask, they are moved to it when it has the answers
   * to what they ask most (five seconds at most); the promise settles then. `atOnce` does not wait: figures were taken back.
   */
  published(tenantId: string, o?: { atOnce?: boolean }): Promise<void>;
  /** The generation that answers are given from now. Throws `metrics.not_published`. */
  generation(tenantId: string): Promise<GenerationFacts>;
  /**
   * Tells of an answer that is kept elsewhere by generation: while many ask, `again` is called with the next one before readers
   * are moved to it. `key` is all that the answer depends on beside the generation.
   */
  asked(tenantId: string, key: string, again: (generation: GenerationFacts) => Promise<unknown>): void;
}

export type SavedChanges = Pick<
  MetricQuery,
  'filters' | 'timeRange' | 'compare' | 'totals' | 'shares' | 'targets' | 'order' | 'limit' | 'offset'
>;

/** Conditions written as text never come in from outside, whatever an object may carry. */
const untrusted = (query: MetricQuery): TrustedQuery => ({ ...query, where: [] });

interface Prepared {
  readonly manifest: SemanticManifest;
  readonly query: TrustedQuery;
  readonly generation: GenerationFacts;
  /** All that the answer depends on but the generation. */
  readonly question: string;
  readonly key: string;
  readonly etag: string;
}

export function createMetrics(o: MetricsOptions): Metrics {
  return new MetricsService(o);
}

class MetricsService implements Metrics {
  readonly #o: MetricsOptions;
  readonly #dialect: Dialect;
  readonly #manifests = new Map<string, Promise<SemanticManifest>>();
  readonly #catalogues = new Map<string, Catalogue>();
  readonly #hot: HotQuestions;
  readonly #generations: Generations;
  readonly #answers: Answers;
  readonly #running = new Map<string, Promise<MetricResult>>();

  constructor(o: MetricsOptions) {
    this.#o = o;
    this.#dialect = o.dialect ?? duckdb;
    const now = (): number => o.clock.now().getTime();
    this.#hot = new HotQuestions(now);
    const keepMs = o.generationTtlMs ?? 2000;
    this.#generations = new Generations({ warehouse: o.warehouse, now, keepMs, hot: this.#hot });
    const { cacheCells: maxCells = 2_000_000, cacheTtlMs: ttlMs = 900_000, shared } = o;
    this.#answers = new Answers({ maxCells, ttlMs, now, shared });
  }

  published(tenantId: string, { atOnce = false }: { atOnce?: boolean } = {}): Promise<void> {
    if (atOnce) this.#generations.forget(tenantId);
    return this.#generations.published(tenantId);
  }

  generation(tenantId: string): Promise<GenerationFacts> {
    return this.#generations.current(tenantId, { fresh: true });
  }

  asked(tenantId: string, key: string, again: (generation: GenerationFacts) => Promise<unknown>): void {
    this.#hot.note(tenantId, key, again);
  }

  async etag(context: MetricContext, query: MetricQuery): Promise<string> {
    const asked = await this.#inOneCurrency(context, untrusted(query));
    return (await this.#prepare(asked.context, asked.query)).etag;
  }

  query(context: MetricContext, query: MetricQuery): Promise<MetricResult> {
    return this.#askInOneCurrency(context, untrusted(query));
  }

  async saved(context: MetricContext, name: string, changes: SavedChanges = {}): Promise<MetricResult> {
    const manifest = await this.#manifest(context.application);
    const saved = manifest.savedQueries.get(name);
    if (!saved) throw new DomainError({ code: 'metrics.unknown_saved_query', kind: 'not_found', details: { name } });
    const { filters, timeRange, compare, totals, shares, targets } = changes;
    return this.#askInOneCurrency(context, {
      metrics: saved.metrics,
      dimensions: saved.groupBy,
      where: saved.where,
      order: changes.order ?? saved.orderBy,
      limit: changes.limit ?? saved.limit,
      offset: changes.offset ?? null,
      ...{ filters, timeRange, compare, totals, shares, targets },
    });
  }

  async #inOneCurrency(context: MetricContext, query: TrustedQuery): Promise<InOneCurrency> {
    const manifest = await this.#manifest(context.application);
    return inOneCurrency(manifest, context, query, (currencies) => this.#ask(context, currencies));
  }

  async #askInOneCurrency(context: MetricContext, query: TrustedQuery): Promise<MetricResult> {
    const asked = await this.#inOneCurrency(context, query);
    const result = await this.#ask(asked.context, asked.query);
    return asked.leftOut.length > 0 ? { ...result, leftOut: asked.leftOut } : result;
  }

  async #ask(context: MetricContext, query: TrustedQuery): Promise<MetricResult> {
    const prepared = await this.#prepare(context, query);
    if (context.generation === undefined) {
      const { signal: _, ...unhurried } = context;
      const again = ({ id }: GenerationFacts) => this.#ask({ ...unhurried, generation: id }, query);
      this.#hot.note(context.tenantId, prepared.question, again);
    }
    const known = this.#answers.get(prepared.key);
    if (known) return this.#served(prepared, known);
    // Readers who ask the same at the same time share one run, unless one of them may call it off.
    const shared = context.signal === undefined;
    const running = shared ? this.#running.get(prepared.key) : undefined;
    if (running) return running;
    const run = this.#sharedOrRun(context, prepared);
    if (!shared) return run;
    this.#running.set(prepared.key, run);
    try {
      return await run;
    } finally {
      this.#running.delete(prepared.key);
    }
  }

  async #sharedOrRun(context: MetricContext, prepared: Prepared): Promise<MetricResult> {
    const { tenantId } = context;
    const theirs = await this.#answers.ofOthers(tenantId, prepared.key);
    if (theirs) return this.#served(prepared, theirs);
    const result = await this.#run(context, prepared);
    if (result.passport.generation === prepared.generation.id) this.#answers.leave(tenantId, prepared.key);
    return result;
  }

  async catalogue(application: string, locale: 'fr' | 'en' = 'fr'): Promise<Catalogue> {
    const key = `${application}/${locale}`;
    const known = this.#catalogues.get(key) ?? buildCatalogue(await this.#manifest(application), locale);
    this.#catalogues.set(key, known);
    return known;
  }

  async dimensionValues(
    context: MetricContext,
    o: { dimension: string; metric?: string; search?: string; limit?: number },
  ): Promise<readonly Value[]> {
    const search = o.search?.trim();
    const result = await this.#ask(context, {
      metrics: o.metric === undefined ? [] : [o.metric],
      dimensions: [o.dimension],
      filters: search ? [{ dimension: o.dimension, operator: 'contains', value: search }] : [],
      order: [{ by: o.dimension }],
      limit: o.limit ?? 100,
    });
    return result.rows.flatMap((row) => (row[0] === null || row[0] === undefined ? [] : [row[0]]));
  }

  async drill(reader: MetricContext, drill: DrillQuery): Promise<DrillResult> {
    const manifest = await this.#manifest(reader.application);
    const figure = untrusted({ ...drill.query, metrics: [drill.metric] });
    const { context, query: asked } = await this.#inOneCurrency(reader, figure);
    const generation = await this.#generation(context);
    const scoped = this.#scoped(context);
    const query = { ...drill.query, filters: [...(asked.filters ?? []), ...scoped] };
    const plan = withinScopes(scoped, () => planDrill(manifest, { ...drill, query }, this.#dialect));
    const limit = drill.limit ?? 50;
    const [page, summary] = await Promise.all([
      this.#read(context, generation, plan.rows, plan.params, limit),
      this.#read(context, generation, plan.summary, plan.summaryParams, null),
    ]);
    const rows = presentRows(page);
    const [total, value] = presentRows(summary)[0] ?? [];
    const locale = context.locale ?? 'fr';
    return {
      columns: plan.columns.map(({ name, item }) => presentDetail(manifest, name, item, drill.metric, context)),
      rows: rows.slice(0, limit),
      total: Number(total ?? 0),
      figure: value ?? null,
      adds: plan.adds,
      input: plan.input,
      inputs: plan.inputs.map((name) => ({
        name,
        label: labelText(manifest.metrics.get(name)?.presentation.label ?? {}, locale, name),
      })),
      hasMore: rows.length > limit,
      sql: plan.rows,
      params: plan.params,
      passport: this.#passport(generation, plan.models),
    };
  }

  async contribution(context: MetricContext, o: ContributionQuery): Promise<Contribution> {
    const manifest = await this.#manifest(context.application);
    const whole = withRatioSides(manifest, o.metric);
    const asked = await this.#inOneCurrency(context, contributionQuery(manifest, o));
    const prepared = await this.#prepare(asked.context, asked.query, whole);
    const known = this.#answers.get(prepared.key);
    return contributionOf(o, known?.result ?? (await this.#run(asked.context, prepared)));
  }

  #generation({ tenantId, generation }: MetricContext): Promise<GenerationFacts> {
    return generation === undefined ? this.#generations.current(tenantId) : this.#generations.at(tenantId, generation);
  }

  #scoped(context: MetricContext): Filter[] {
    return scopeFilters(context.scopes ?? [], this.#o.scopeDimensions ?? {});
  }

  /** A kept answer with its passport as it is now: sources have grown older since. */
  #served({ generation }: Prepared, { result, models }: KeptAnswer): MetricResult {
    return { ...result, passport: this.#passport(generation, models), cached: true };
  }

  #passport(generation: GenerationFacts, models: readonly string[]): Passport {
    return passportOf(generation, models, {
      now: this.#o.clock.now().getTime(),
      staleAfterMs: this.#o.staleAfterMs ?? null,
    });
  }

  #manifest(application: string): Promise<SemanticManifest> {
    const known = this.#manifests.get(application);
    if (known) return known;
    const read = Promise.resolve(this.#o.manifest(application));
    this.#manifests.set(application, read);
    read.catch(() => this.#manifests.delete(application));
    return read;
  }

  async #prepare(context: MetricContext, query: TrustedQuery, given?: SemanticManifest): Promise<Prepared> {
    const manifest = given ?? (await this.#manifest(context.application));
    const generation = await this.#generation(context);
    const scoped = this.#scoped(context);
    const whole = { ...query, filters: [...(query.filters ?? []), ...scoped] };
    const { application, tenantId, locale = 'fr', currency = null } = context;
    const manifestKey = manifestDigest(manifest);
    const question = canonicalJson({ query: whole, application, tenantId, locale, currency, manifest: manifestKey });
    // A shared cache outlives the process: another warehouse counts from one, another version measures otherwise.
    const key = `${generation.id} ${generation.publishedAt} ${question}`;
    return { manifest, query: whole, generation, question, key, etag: `"${sha256Hex(key).slice(0, 32)}"` };
  }

  async #run(context: MetricContext, prepared: Prepared): Promise<MetricResult> {
    try {
      return await this.#answer(context, prepared);
    } catch (error) {
      // The generation was replaced and cleared away since it was looked up: read the one that is there now.
      if (!isDomainError(error) || error.code !== 'warehouse.generation_unknown') throw error;
      if (context.generation !== undefined) throw error;
      this.#generations.forget(context.tenantId);
      const generation = await this.#generations.current(context.tenantId);
      if (generation.id === prepared.generation.id) throw error;
      return this.#answer(context, { ...prepared, generation });
    }
  }

  async #answer(context: MetricContext, prepared: Prepared): Promise<MetricResult> {
    const { manifest, query, generation } = prepared;
    const scoped = this.#scoped(context);
    const plan = withinScopes(scoped, () => planAnswer(manifest, query, this.#dialect));
    const [answer, totals] = await Promise.all([
      this.#read(context, generation, plan.sql, plan.params, query.limit ?? null),
      query.totals ? this.#totals(context, prepared) : null,
    ]);
    const rows = presentRows(answer);
    const limit = query.limit ?? null;
    const hasMore = limit !== null && rows.length > limit;
    const result: MetricResult = {
      columns: plan.columns.map((column) => presentColumn(manifest, column, context)),
      rows: hasMore ? rows.slice(0, limit) : rows,
      ...(totals ? { totals } : {}),
      ...(query.timeRange ? { period: query.timeRange } : {}),
      ...(plan.previousPeriod ? { previousPeriod: plan.previousPeriod } : {}),
      hasMore,
      sql: plan.sql,
      params: plan.params,
      passport: this.#passport(generation, plan.models),
      etag: prepared.etag,
      cached: false,
    };
    this.#answers.keep(prepared.key, { result, models: plan.models });
    return result;
  }

  /** The same question without dimensions. A metric that needs its time axis has no total. */
  async #totals(context: MetricContext, prepared: Prepared): Promise<Record<string, Value>> {
    const { manifest, query, generation } = prepared;
    const names = query.metrics.filter((name) => hasTotal(manifest, name));
    const empty = Object.fromEntries(query.metrics.map((name): [string, Value] => [name, null]));
    if (names.length === 0) return empty;
    const own = new Set(query.metrics);
    const filters = (query.filters ?? []).filter((filter) => !own.has(filter.dimension));
    const { timeRange, compare, targets, where } = query;
    const plan = planAnswer(manifest, { metrics: names, filters, timeRange, compare, targets, where }, this.#dialect);
    const answer = await this.#read(context, generation, plan.sql, plan.params, null);
    const row = presentRows(answer)[0] ?? [];
    return {
      ...empty,
      ...Object.fromEntries(plan.columns.map((column, at): [string, Value] => [column.name, row[at] ?? null])),
    };
  }

  async #read(
    context: MetricContext,
    generation: GenerationFacts,
    sql: string,
    params: readonly Value[],
    limit: number | null,
  ): Promise<Answer> {
    const tenant = this.#o.warehouse.tenant(context.tenantId);
    const answer = await tenant.query(sql, params, {
      generation: generation.id,
      timeoutMs: this.#o.queryTimeoutMs ?? 30_000,
      maxRows: MAX_ROWS + 1,
      ...(context.signal === undefined ? {} : { signal: context.signal }),
    });
    if (limit === null && answer.rows.length > MAX_ROWS)
      throw new DomainError({ code: 'metrics.too_many_rows', kind: 'too_large', details: { bound: MAX_ROWS } });
    return answer;
  }
}
