import type { Label } from '../definition/flow-types.ts';

/** PostgreSQL's text and jsonb hold neither NUL nor half a surrogate pair: what a program printed may. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\u2400');
}

/** The same of a text in both languages. */
export const storableWords = <T extends Label | string>(text: T): T =>
  (typeof text === 'string' ? storableText(text) : { fr: storableText(text.fr), en: storableText(text.en) }) as T;

/** A copy as plain JSON that can be stored, or undefined for what JSON cannot say (a cycle). Bigints become strings. */
export function storableJson(value: unknown): unknown {
  try {
    const text = JSON.stringify(value, (_key, inner: unknown) => {
      if (typeof inner === 'bigint') return inner.toString();
      if (typeof inner === 'string') return storableText(inner);
      if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
      return Object.fromEntries(Object.entries(inner).map(([key, one]) => [storableText(key), one]));
    });
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
