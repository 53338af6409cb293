import { DomainError } from '@griot/kernel';

/** A query that cannot be answered, with a reason in English; `details` fills the message catalogue. */
export function invalidQuery(message: string, details: Record<string, unknown> = {}): DomainError {
  return new DomainError({
    code: 'metrics.query_invalid',
    kind: 'invalid',
    details: { reason: message, ...details },
    message,
  });
}

export function unknownMetric(name: string): DomainError {
  return new DomainError({
    code: 'metrics.unknown_metric',
    kind: 'not_found',
    details: { metric: name },
    message: `metric "${name}" does not exist`,
  });
}

export function unknownDimension(name: string, metric: string | null): DomainError {
  return new DomainError({
    code: 'metrics.unknown_dimension',
    kind: 'invalid',
    details: { dimension: name, metric },
    message: `"${name}" cannot be reached${metric === null ? '' : ` from metric "${metric}"`}`,
  });
}
