import { DomainError, errorMessage, isDomainError } from '@griot/kernel';

/** What PostgreSQL said, dug out of whatever wrapped it. */
export interface DatabaseFault {
  /** SQLSTATE (`23505` unique, `23503` foreign key, `23514` check, `23P01` exclusion…). */
  code: string;
  message: string;
  constraint?: string;
  table?: string;
  column?: string;
}

/** Undefined when the error did not come from PostgreSQL. Commands use it to turn a constraint into a DomainError. */
export function databaseFault(error: unknown): DatabaseFault | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (!('code' in at) || typeof at.code !== 'string' || !/^[0-9A-Z]{5}$/.test(at.code)) continue;
    if (!('severity' in at)) continue;
    const text = (name: string): string | undefined => {
      const value: unknown = Reflect.get(at, name);
      return typeof value === 'string' ? value : undefined;
    };
    return {
      code: at.code,
      message: at.message,
      constraint: text('constraint'),
      table: text('table'),
      column: text('column'),
    };
  }
  return undefined;
}

const LOST_STATES = new Set(['57P01', '57P02', '57P03']);
const LOST_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);

/** The server is not there, or went away under us. */
export function isConnectionLoss(error: unknown): boolean {
  const state = databaseFault(error)?.code;
  if (state !== undefined) return LOST_STATES.has(state) || state.startsWith('08');
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string' && LOST_CODES.has(at.code)) return true;
    if (/^Connection terminated|connection error and is not queryable|^Client was closed/.test(at.message)) return true;
  }
  return false;
}

/**
 * A statement that PostgreSQL refused. It does not carry the values of the parameters, which are personal data and would end
 * in logs.
 */
export class StatementError extends Error {
  override readonly name = 'StatementError';

  readonly statement: string;

  constructor(statement: string, cause: unknown) {
    super(errorMessage(cause), { cause });
    this.statement = statement;
  }
}

/**
 * What the store itself can name as a DomainError; anything else stays what it is, for the caller knows its own
 * constraints (`databaseFault`).
 */
export function namedFault(error: unknown): unknown {
  if (isDomainError(error)) return error;
  if (isConnectionLoss(error)) {
    return new DomainError({
      code: 'store.unavailable',
      kind: 'unavailable',
      message: 'Database connection lost',
      cause: error,
    });
  }
  const fault = databaseFault(error);
  if (fault?.code === '57014') {
    return new DomainError({ code: 'store.timeout', kind: 'timeout', message: fault.message, cause: error });
  }
  if (fault?.code === '25P03' || fault?.code === '25P04') {
    return new DomainError({ code: 'store.idle_too_long', kind: 'timeout', message: fault.message, cause: error });
  }
  if (fault?.code === '40001' || fault?.code === '40P01' || fault?.code === '55P03') {
    return new DomainError({ code: 'store.contended', kind: 'conflict', message: fault.message, cause: error });
  }
  if (fault?.code === '53300' || (error instanceof Error && error.message.startsWith('timeout exceeded when trying'))) {
    return new DomainError({
      code: 'store.busy',
      kind: 'unavailable',
      message: 'No database connection free',
      cause: error,
    });
  }
  if (fault?.code === '42501' && /row-level security/.test(fault.message)) {
    return new DomainError({
      code: 'store.row_refused',
      kind: 'forbidden',
      details: { table: fault.table },
      message: fault.message,
      cause: error,
    });
  }
  return error;
}
