/**
 * What went wrong, in the words of the caller's world. One HTTP status per kind, mapped in one place (`core/http`).
 * `internal` is never thrown on purpose: it is what an unknown error becomes at the border.
 */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'unsupported'
  | 'rate_limited'
  | 'timeout'
  | 'cancelled'
  | 'unavailable'
  | 'internal';

export interface DomainErrorInput {
  /** Stable, dotted, never shown as is: `stock.insufficient`. The message for people lives in the catalogue under it. */
  code: string;
  kind: ErrorKind;
  /** Facts that fill the message and tell where: field, file, line, value. Never secrets. */
  details?: Record<string, unknown>;
  /** For logs and developers, in English. */
  message?: string;
  cause?: unknown;
}

export class DomainError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly details: Record<string, unknown>;

  constructor(input: DomainErrorInput) {
    super(input.message ?? input.code, input.cause === undefined ? undefined : { cause: input.cause });
    this.name = 'DomainError';
    this.code = input.code;
    this.kind = input.kind;
    this.details = input.details ?? {};
  }
}

export function isDomainError(error: unknown): error is DomainError {
  return error instanceof DomainError;
}

/** The text of anything that was thrown, for logs. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
