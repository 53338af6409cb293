import { DomainError, type ErrorKind, isDomainError } from '@griot/kernel';
import type { Catalogue, Language } from '../messages/catalogue.ts';
import { toKnownError } from './known-errors.ts';

/** The one place where kinds become HTTP statuses. */
export const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
  rate_limited: 429,
  cancelled: 499,
  internal: 500,
  unavailable: 503,
  timeout: 504,
};

/** Codes whose status is narrower than their kind's. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = { 'http.method_not_allowed': 405 };

export interface ErrorAnswer {
  status: number;
  headers: Record<string, string>;
  body: { success: false; error: string; code: number; details: Record<string, unknown> };
  /** The error that was told; for anything unknown an `internal` one whose cause is what happened. */
  told: DomainError;
}

/**
 * What the caller is told of anything thrown: a sentence in their language, the status, and RFC 9457 members in
 * `details` beside the error's own facts. Of an unknown error nothing is told but the request's number.
 */
export function toErrorAnswer(
  error: unknown,
  o: { catalogue: Catalogue; language: Language; requestId: string; path: string },
): ErrorAnswer {
  const told = visible(error);
  const status = STATUS_OF_CODE[told.code] ?? STATUS[told.kind];
  const sentence = o.catalogue.sentence(o.language, told.code, told.kind, factsFor(told));
  const title = o.catalogue.sentence(o.language, '', told.kind);
  const retryAfter = told.details.retryAfterSeconds;
  return {
    status,
    headers: {
      ...(typeof retryAfter === 'number' ? { 'retry-after': String(Math.ceil(retryAfter)) } : {}),
      ...(told.code === 'http.method_not_allowed' ? { allow: String(told.details.allowed) } : {}),
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
    body: {
      success: false,
      error: sentence,
      code: status,
      details: {
        ...factsFor(told),
        code: told.code,
        type: `urn:griot:error:${told.code}`,
        title,
        status,
        detail: sentence,
        instance: o.path,
        requestId: o.requestId,
      },
    },
    told,
  };
}

/** Facts are for who can act on them: those of our own troubles (paths, processes, hosts) stay in the logs. */
function factsFor({ kind, details }: DomainError): Record<string, unknown> {
  if (kind !== 'internal' && kind !== 'unavailable' && kind !== 'timeout') return details;
  const { retryAfterSeconds } = details;
  return typeof retryAfterSeconds === 'number' ? { retryAfterSeconds } : {};
}

function visible(error: unknown): DomainError {
  const known = toKnownError(error);
  // An `internal` error is for the logs, whoever threw it.
  if (isDomainError(known) && known.kind !== 'internal') return known;
  return new DomainError({ code: 'internal', kind: 'internal', cause: error });
}
