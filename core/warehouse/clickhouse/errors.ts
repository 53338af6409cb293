import { DomainError, type ErrorKind, errorMessage, isDomainError } from '@griot/kernel';

const CODES: Record<string, { code: string; kind: ErrorKind }> = {
  '159': { code: 'warehouse.timeout', kind: 'timeout' },
  '394': { code: 'warehouse.cancelled', kind: 'cancelled' },
  '241': { code: 'warehouse.out_of_memory', kind: 'too_large' },
  '396': { code: 'warehouse.too_many_rows', kind: 'too_large' },
  '497': { code: 'warehouse.forbidden', kind: 'forbidden' },
  '164': { code: 'warehouse.read_only', kind: 'forbidden' },
  '243': { code: 'warehouse.disk_full', kind: 'unavailable' },
};

/** The number ClickHouse gives every kind of error; null when the error is not ClickHouse's. */
export function clickhouseCode(error: unknown): string | null {
  const own = (error as { code?: unknown }).code;
  if (typeof own === 'string' && /^\d+$/.test(own)) return own;
  return /\bCode: (\d+)\./.exec(errorMessage(error))?.[1] ?? null;
}

/** What ClickHouse or the way to it threw, in our words. No address and no password is in it. */
export function clickhouseError(error: unknown, signal: AbortSignal | undefined, timedOut: boolean): DomainError {
  if (isDomainError(error)) return error;
  if (timedOut) return new DomainError({ code: 'warehouse.timeout', kind: 'timeout' });
  if (signal?.aborted) return new DomainError({ code: 'warehouse.cancelled', kind: 'cancelled' });
  const code = clickhouseCode(error);
  const engine = errorMessage(error).replace(/https?:\/\/\S+/g, 'the server');
  if (code === null) {
    return new DomainError({ code: 'warehouse.unavailable', kind: 'unavailable', details: { reason: engine } });
  }
  const known = CODES[code];
  return new DomainError({
    code: known?.code ?? 'warehouse.query_failed',
    kind: known?.kind ?? 'invalid',
    details: { engine, engineCode: code },
    message: engine,
  });
}
