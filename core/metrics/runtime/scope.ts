import { DomainError, isDomainError } from '@griot/kernel';
import type { Filter } from '../query/request.ts';
import type { MetricScope } from './types.ts';

/** For each kind of scope, the entity or dimension that holds its ids; by default the entity of that name. */
export type ScopeDimensions = Readonly<Record<string, string>>;

/** Filters that keep a reader inside their scopes: ids of one kind are alternatives, kinds must all hold. */
export function scopeFilters(scopes: readonly MetricScope[], dimensions: ScopeDimensions): Filter[] {
  const kinds = new Map<string, string[]>();
  for (const { kind, id } of scopes) kinds.set(kind, [...(kinds.get(kind) ?? []), id]);
  return [...kinds].map(([kind, ids]) => ({ dimension: dimensions[kind] ?? kind, operator: 'in', value: ids }));
}

/** A figure that cannot be narrowed to the reader's scopes is refused, never shown whole. */
export function withinScopes<T>(scoped: readonly Filter[], plan: () => T): T {
  try {
    return plan();
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'metrics.unknown_dimension') throw error;
    const { dimension, metric } = error.details;
    if (!scoped.some((filter) => filter.dimension === dimension)) throw error;
    throw new DomainError({
      code: 'metrics.outside_scope',
      kind: 'forbidden',
      details: { dimension, metric },
      message: `metric "${String(metric)}" cannot be narrowed to "${String(dimension)}"`,
      cause: error,
    });
  }
}
