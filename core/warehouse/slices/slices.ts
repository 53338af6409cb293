import { META_SCHEMA, quoteName, quoteText } from '../engine/identifiers.ts';

/**
 * What a relation was made from, slice by slice. A slice is all rows with one value of a column, such as one client. `shape` is a
 * digest of all that decides the rows of any slice; `roots` are the raw tables whose slices decide those of the same value.
 */
export interface Sliced {
  relation: string;
  column: string;
  shape: string;
  /** Raw relation by the name of its source. */
  roots: Record<string, string>;
}

/** A test that passed, and on what: as `Sliced`. */
export type Tested = Pick<Sliced, 'shape' | 'roots'>;

/** Runs one statement and answers its rows. */
export type Ask = (sql: string) => Promise<readonly (readonly unknown[])[]>;

/** `column` has one of the values: never null. */
export function isAmong(column: string, values: readonly string[]): string {
  if (values.length === 0) return 'false';
  return `coalesce(${quoteName(column)} IN (${values.map(quoteText).join(', ')}), false)`;
}

/** The raw tables of several inputs together; null when one source is read in two versions. */
export function mergedRoots(all: readonly Record<string, string>[]): Record<string, string> | null {
  const roots: Record<string, string> = {};
  for (const [source, relation] of all.flatMap((one) => Object.entries(one))) {
    if ((roots[source] ?? relation) !== relation) return null;
    roots[source] = relation;
  }
  return roots;
}

export interface Difference {
  /** Values whose rows are not the same. */
  changed: string[];
  /** Values of both sides together. */
  all: number;
}

/** In which slices two versions of a raw table differ; null when rows without a value do. Both have digests by slice. */
export async function compareVersions(ask: Ask, before: string, after: string): Promise<Difference | null> {
  if (before === after) return { changed: [], all: 0 };
  const of = (relation: string): string =>
    `(SELECT slice, rows, sum FROM ${META_SCHEMA}.source_slices WHERE relation = ${quoteText(relation)})`;
  const rows = await ask(
    `SELECT coalesce(a.slice, b.slice), count(*) OVER () FROM ${of(before)} a FULL JOIN ${of(after)} b ON a.slice IS NOT DISTINCT FROM b.slice
     QUALIFY (a.rows, a.sum) IS DISTINCT FROM (b.rows, b.sum)`,
  );
  const changed = rows.flatMap(([slice]) => (typeof slice === 'string' ? [slice] : []));
  return changed.length < rows.length ? null : { changed, all: Number(rows[0]?.[1] ?? 0) };
}

/** In which slices something differs that is made from raw tables; null when that cannot be told. */
export async function differenceOf(
  compare: (before: string, after: string) => Promise<Difference | null>,
  former: Sliced['roots'],
  now: Sliced['roots'],
): Promise<Difference | null> {
  const sources = Object.keys(now);
  if (sources.length !== Object.keys(former).length) return null;
  const changed = new Set<string>();
  let all = 0;
  for (const source of sources) {
    const [before, after] = [former[source], now[source]];
    const one = before === undefined || after === undefined ? null : await compare(before, after);
    if (one === null) return null;
    for (const slice of one.changed) changed.add(slice);
    all = Math.max(all, one.all);
  }
  return { changed: [...changed].sort(), all };
}
