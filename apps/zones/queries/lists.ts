import { defineCursor } from '@griot/http';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';

/** A page's place: how many rows come before it, in which generation, so that pages of one list never overlap. */
const place = z.object({ offset: z.number().int().min(0), generation: z.number().int() });

export interface PageRequest {
  sort?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

export interface Page {
  offset: number;
  limit: number;
  /** `ORDER BY` clause, from the list's own columns. */
  order: string;
  /** Cursor of the page after one that held `count` rows of `total`. */
  next(count: number, total: number): string | null;
}

/**
 * Sorting and paging of a list. `sort` is a column of `columns`, with `-` before it to descend; rows without a value come
 * last; ties go by `id`. Throws `zones.sort_unknown`, `http.bad_cursor`, `zones.list_moved` when the list was replaced
 * since the first page.
 */
export function pageOf(
  list: string,
  request: PageRequest,
  o: { columns: Readonly<Record<string, string>>; byDefault: string; id: string; generation: number },
): Page {
  const sort = request.sort ?? o.byDefault;
  const descending = sort.startsWith('-');
  const column = o.columns[descending ? sort.slice(1) : sort];
  if (column === undefined) {
    throw new DomainError({
      code: 'zones.sort_unknown',
      kind: 'invalid',
      details: { sort, known: Object.keys(o.columns) },
    });
  }
  const cursor = defineCursor(`${list}:${sort}`, place);
  const at = cursor.decode(request.cursor);
  if (at !== null && at.generation !== o.generation) {
    throw new DomainError({ code: 'zones.list_moved', kind: 'conflict' });
  }
  const offset = at?.offset ?? 0;
  return {
    offset,
    limit: request.limit,
    order: `ORDER BY ${column} ${descending ? 'DESC' : 'ASC'} NULLS LAST, ${o.id}`,
    next: (count, total) =>
      offset + count < total ? cursor.encode({ offset: offset + count, generation: o.generation }) : null,
  };
}
