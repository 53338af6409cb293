import { isDomainError } from '@griot/kernel';
import { storableJson, storableText } from '../store/storable.ts';
import type { StoredError } from './messages.ts';

const MAX_MESSAGE = 4000;
const MAX_STACK = 8000;
const MAX_DETAILS = 16_000;

/** What of a thrown thing is kept: bounded, and always storable. */
export function storedError(error: unknown): StoredError {
  if (!(error instanceof Error)) return { name: 'Error', message: storableText(String(error)).slice(0, MAX_MESSAGE) };
  const stored: StoredError = { name: error.name, message: storableText(error.message).slice(0, MAX_MESSAGE) };
  if (error.stack) stored.stack = storableText(error.stack).slice(0, MAX_STACK);
  if (isDomainError(error)) {
    stored.code = error.code;
    stored.kind = error.kind;
    const details = storableJson(error.details);
    const text = JSON.stringify(details) ?? '';
    stored.details = text.length > MAX_DETAILS ? { cut: text.slice(0, MAX_DETAILS) } : asRecord(details);
  }
  return stored;
}

/** True when the store itself was away, anywhere down the chain of causes. */
export function isStoreOutage(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (isDomainError(at) && at.kind === 'unavailable' && at.code.startsWith('store.')) return true;
  }
  return false;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
