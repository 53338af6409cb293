import { DomainError, type ErrorKind, errorMessage, isDomainError } from '@griot/kernel';

/** Why a running statement was interrupted by us, if it was. */
export type StopCause = 'timeout' | 'cancelled' | undefined;

interface Translation {
  pattern: RegExp;
  code: string;
  kind: ErrorKind;
}

/** First match wins. DuckDB begins every message with the class of the error. */
const TRANSLATIONS: Translation[] = [
  { pattern: /^Out of Memory Error|could not allocate/i, code: 'warehouse.out_of_memory', kind: 'too_large' },
  { pattern: /^Permission Error/, code: 'warehouse.forbidden', kind: 'forbidden' },
  { pattern: /read-only mode/, code: 'warehouse.read_only', kind: 'forbidden' },
  {
    pattern: /^TransactionContext Error: Failed to commit|[Cc]onflict on/,
    code: 'warehouse.conflict',
    kind: 'conflict',
  },
  { pattern: /^(FATAL Error|INTERNAL Error)|has been invalidated/, code: 'warehouse.broken', kind: 'unavailable' },
  { pattern: /^IO Error.*(No space left|disk)/i, code: 'warehouse.disk_full', kind: 'unavailable' },
];

/** What DuckDB threw, in our words. The engine's own text stays in `details.engine`. */
export function engineError(error: unknown, cause?: StopCause, details: Record<string, unknown> = {}): DomainError {
  if (isDomainError(error)) return error;
  if (cause === 'timeout') return new DomainError({ code: 'warehouse.timeout', kind: 'timeout', details });
  if (cause === 'cancelled') return new DomainError({ code: 'warehouse.cancelled', kind: 'cancelled', details });
  // The binding's own words before the engine's.
  const engine = errorMessage(error).replace(/^Failed to [a-z ]+: /, '');
  const found = TRANSLATIONS.find(({ pattern }) => pattern.test(engine));
  return new DomainError({
    code: found?.code ?? 'warehouse.query_failed',
    kind: found?.kind ?? 'invalid',
    details: { ...details, engine },
    message: engine,
  });
}
