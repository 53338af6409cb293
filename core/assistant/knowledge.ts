import type { Platform } from '@griot/application';
import type { Actor } from '@griot/identity';
import { type Day, DomainError, dayInZone, isDomainError } from '@griot/kernel';
import type { CatalogueDimension, MetricContext, Metrics } from '@griot/metrics';
import { buildLexicon, type Lexicon } from './lexicon/build-lexicon.ts';

/** Who asks, as far as it decides what can be asked. */
export type Reader = Pick<Actor, 'tenantId' | 'applications' | 'scopes' | 'locale' | 'currency' | 'timeZone'>;

/** What one reader can ask of one application as of one generation. */
export interface Knowledge {
  readonly application: string;
  /** What measures these figures: the platform's metrics, or those of an attached file. */
  readonly metrics: Metrics;
  readonly context: MetricContext;
  readonly lexicon: Lexicon;
  /** The business day that figures are as of: the reader's day on which the newest source was loaded. */
  readonly today: Day;
  readonly generation: number;
  /** First and last day that a metric has figures for; null when it has none. */
  coverage(metric: string): Promise<{ readonly first: Day; readonly last: Day } | null>;
}

/** As much of it as questions are read and made with. */
export type Readable = Pick<Knowledge, 'application' | 'lexicon' | 'today'>;

/** Readers whose words are kept; one is a few megabytes. */
const KEPT = 24;
const MOST_VALUES = 20_000;

/** Lexicons by tenant, application, scopes and generation: a new generation may bring new names. */
export class KnowledgeBook {
  readonly #platform: Platform;
  readonly #kept = new Map<string, Promise<Knowledge>>();

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Throws `metrics.unknown_application` for one that the tenant has not, `metrics.not_published` before the first figures. */
  async of(actor: Reader, application: string | undefined): Promise<Knowledge> {
    const id = this.#application(actor, application);
    const current = await this.#platform.warehouse.tenant(actor.tenantId).current();
    if (!current) throw new DomainError({ code: 'metrics.not_published', kind: 'not_found' });
    const key = JSON.stringify([
      actor.tenantId,
      id,
      current.id,
      actor.timeZone,
      actor.currency,
      actor.locale,
      actor.scopes,
    ]);
    const known = this.#kept.get(key);
    if (known) return known;
    const made = this.#make(actor, id, current);
    this.#kept.set(key, made);
    made.catch(() => this.#kept.delete(key));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return made;
  }

  /** The applications that a reader may ask about, in the order in which they are tried. */
  applications(actor: Reader): string[] {
    return this.#platform.applications
      .filter(({ id, warehouseProject }) => warehouseProject !== undefined && actor.applications.includes(id))
      .map(({ id }) => id);
  }

  #application(actor: Reader, wanted: string | undefined): string {
    const open = this.applications(actor);
    const found = wanted === undefined ? open[0] : open.find((id) => id === wanted);
    if (found) return found;
    throw new DomainError({
      code: 'metrics.unknown_application',
      kind: 'not_found',
      details: { application: wanted ?? '' },
    });
  }

  async #make(
    actor: Reader,
    application: string,
    current: { id: number; publishedAt: string; sources: readonly { loadedAt: string }[] },
  ): Promise<Knowledge> {
    const { tenantId, scopes, locale, currency, timeZone } = actor;
    const newest =
      current.sources
        .map(({ loadedAt }) => loadedAt)
        .sort()
        .at(-1) ?? current.publishedAt;
    return makeKnowledge({
      metrics: this.#platform.metrics,
      context: { tenantId, application, scopes, locale, currency, timeZone },
      today: dayInZone(new Date(newest), timeZone),
      generation: current.id,
    });
  }
}

const NO_VALUES = new Set(['metrics.outside_scope', 'warehouse.query_failed']);

type Known = Pick<Knowledge, 'metrics' | 'context' | 'today' | 'generation'> & {
  /** Nothing of it has a day: no month is offered, none is taken. */
  timeless?: boolean;
};

/** Reads the words of an application, as its metrics declare them and its data holds them, within the reader's scopes. */
export async function makeKnowledge({ metrics, context, today, generation, timeless }: Known): Promise<Knowledge> {
  const { application } = context;
  const declared = await metrics.catalogue(application, context.locale);
  const catalogue = timeless
    ? { ...declared, metrics: declared.metrics.map((one) => ({ ...one, timeGrains: [] })) }
    : declared;
  const values = new Map<string, readonly string[]>();
  for (const { name } of nearest(catalogue.dimensions)) {
    const anchors = catalogue.metrics.filter(({ dimensions }) => dimensions.includes(name));
    const anchor = anchors.find(({ unit }) => unit === 'count') ?? anchors[0];
    if (!anchor) continue;
    // What cannot be narrowed to a reader's scopes has no values for them; what is declared and not built yet has none for anybody.
    const found = await metrics
      .dimensionValues(context, { dimension: name, metric: anchor.name, limit: MOST_VALUES })
      .catch((error: unknown) => {
        if (isDomainError(error) && NO_VALUES.has(error.code)) return [];
        throw error;
      });
    values.set(name, found.map(String));
  }
  const spans = new Map<string, Promise<{ first: Day; last: Day } | null>>();
  return {
    ...{ application, metrics, context, today, generation, lexicon: buildLexicon({ catalogue, values }) },
    coverage: (metric) => {
      const known = spans.get(metric) ?? coverageOf(metrics, context, metric);
      spans.set(metric, known);
      known.catch(() => spans.delete(metric));
      return known;
    },
  };
}

/** The first and last day with figures of a metric; null when there is none. */
async function coverageOf(
  metrics: Metrics,
  context: MetricContext,
  metric: string,
): Promise<{ first: Day; last: Day } | null> {
  const end = async (descending: boolean) => {
    const result = await metrics.query(context, {
      metrics: [metric],
      dimensions: ['metric_time__day'],
      order: [{ by: 'metric_time__day', descending }],
      limit: 1,
    });
    const [day] = result.rows[0] ?? [];
    return typeof day === 'string' ? day : null;
  };
  const [first, last] = await Promise.all([end(false), end(true)]);
  return first !== null && last !== null ? { first, last } : null;
}

/** Of the dimensions that share a label, the nearest: the others hold the same values. */
function nearest(dimensions: readonly CatalogueDimension[]): CatalogueDimension[] {
  const found = new Map<string, CatalogueDimension>();
  const length = ({ name }: CatalogueDimension) => name.split('__').length;
  for (const one of dimensions) {
    if (one.kind !== 'categorical') continue;
    const key = one.labels.fr ?? one.label;
    const known = found.get(key);
    if (!known || length(one) < length(known)) found.set(key, one);
  }
  return [...found.values()];
}
