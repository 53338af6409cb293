import { canonicalJson, DomainError } from '@griot/kernel';
import type { z } from 'zod';

/** A typed, opaque mark of a place in one list under one order. */
export interface Cursor<T> {
  encode(place: T): string;
  /** Null without a cursor. Throws `http.bad_cursor` (invalid) for anything this list did not give out. */
  decode(text: string | undefined): T | null;
}

/**
 * `name` says which list and order the mark belongs to (`zones.clients:-montant_impaye`): one of another list is
 * refused. It holds values of the last row, which the caller has seen anyway; it is checked by the schema, never trusted.
 */
export function defineCursor<S extends z.ZodType>(name: string, schema: S): Cursor<z.output<S>> {
  const bad = () => new DomainError({ code: 'http.bad_cursor', kind: 'invalid' });
  return {
    encode: (place) => Buffer.from(canonicalJson([name, place])).toString('base64url'),
    decode(text) {
      if (text === undefined) return null;
      if (!/^[A-Za-z0-9_-]{1,4096}$/.test(text)) throw bad();
      let content: unknown;
      try {
        content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64url')));
      } catch {
        throw bad();
      }
      if (!Array.isArray(content) || content.length !== 2 || content[0] !== name) throw bad();
      const place = schema.safeParse(content[1]);
      if (!place.success) throw bad();
      return place.data;
    },
  };
}

export interface Page<T> {
  items: T[];
  /** Null on the last page. */
  nextCursor: string | null;
}

/** Cuts `limit + 1` rows to a page: read one row more than asked, it tells whether there is a next page. */
export function toPage<R, P>(rows: readonly R[], limit: number, cursor: Cursor<P>, placeOf: (row: R) => P): Page<R> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursor.encode(placeOf(last)) : null };
}
