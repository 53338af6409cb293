import type { Metric, SemanticManifest } from '../manifest/model.ts';
import type { TrustedQuery } from './plan-answer.ts';
import type { MetricContext, MetricResult } from './types.ts';

export interface InOneCurrency {
  readonly context: MetricContext;
  readonly query: TrustedQuery;
  /** Currencies that the question also reaches, whose figures are not in its answer. */
  readonly leftOut: readonly string[];
}

/** The dimension that says in which currency amounts are (`currency: true` under `meta.griot`), as queries name it. */
function currencyDimension(manifest: SemanticManifest): string | null {
  for (const { primaryEntity, dimensions } of manifest.models.values()) {
    const own = dimensions.find(({ holdsCurrency }) => holdsCurrency);
    if (own) return primaryEntity === null ? own.name : `${primaryEntity}__${own.name}`;
  }
  return null;
}

function inputsOf(metric: Metric): readonly { readonly name: string }[] {
  if (metric.type === 'derived') return metric.inputs;
  return metric.type === 'ratio' ? [metric.numerator, metric.denominator] : [];
}

/** An amount, or made of amounts: a margin rate is one of two sums of money. */
function isMoney(manifest: SemanticManifest, name: string): boolean {
  const metric = manifest.metrics.get(name);
  if (!metric) return false;
  return metric.presentation.unit === 'currency' || inputsOf(metric).some((input) => isMoney(manifest, input.name));
}

/**
 * Amounts of two currencies are never added. Where a manifest says in which currency amounts are, figures in money are of one:
 * the only one that the question reaches; of several the reader's, or the first, and the others are told as left out.
 * `ask` answers a query as it is.
 */
export async function inOneCurrency(
  manifest: SemanticManifest,
  context: MetricContext,
  query: TrustedQuery,
  ask: (query: TrustedQuery) => Promise<MetricResult>,
): Promise<InOneCurrency> {
  const dimension = currencyDimension(manifest);
  const asIs = { context, query, leftOut: [] };
  if (dimension === null || !query.metrics.some((name) => isMoney(manifest, name))) return asIs;
  const read = async (narrowed: Pick<TrustedQuery, 'filters' | 'where'>): Promise<string[]> => {
    const { rows } = await ask({ metrics: [], dimensions: [dimension], order: [dimension], ...narrowed });
    return rows.flatMap(([value]) => (typeof value === 'string' ? [value] : []));
  };
  const all = await read({ where: [] });
  const [only] = all;
  if (only === undefined) return asIs;
  if (all.length === 1) return { ...asIs, context: { ...context, currency: only } };
  const own = new Set(query.metrics);
  const filters = (query.filters ?? []).filter((filter) => !own.has(filter.dimension));
  const found = filters.length + (query.where?.length ?? 0) > 0 ? await read({ filters, where: query.where }) : all;
  const currency = found.find((one) => one === context.currency) ?? found[0] ?? only;
  return {
    context: { ...context, currency },
    query: { ...query, filters: [...(query.filters ?? []), { dimension, operator: 'eq', value: currency }] },
    leftOut: found.filter((one) => one !== currency),
  };
}
