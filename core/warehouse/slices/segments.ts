import { dataRelation, META_SCHEMA, quoteText } from '../engine/identifiers.ts';
import { type Ask, isAmong } from './slices.ts';

/** A physical table of which a relation shows all rows but those with some values in a column. */
export interface Segment {
  name: string;
  /** Meaningless when nothing is left out. */
  column: string;
  without: string[];
  /** Rows of the table. */
  stored: number;
  /** Rows of it that are shown. */
  live: number;
}

/** Segments with fewer rows are written together. */
const SMALL = 20_000;

/** A relation that is a table. */
export const wholeTable = (name: string, rows: number): Segment => ({
  ...{ name, column: '', without: [], stored: rows, live: rows },
});

/** The tables of every relation that shows several. */
export async function segmentsByRelation(ask: Ask, only?: string): Promise<Record<string, Segment[]>> {
  const rows = await ask(
    `SELECT relation, segment, slice_column, without, stored, live FROM ${META_SCHEMA}.segments
     WHERE ${only === undefined ? 'true' : `relation = ${quoteText(only)}`} ORDER BY relation, position`,
  );
  const all: Record<string, Segment[]> = {};
  for (const [relation, name, column, without, stored, live] of rows) {
    const list = all[String(relation)] ?? [];
    all[String(relation)] = list;
    list.push({
      ...{ name: String(name), column: String(column), without: JSON.parse(String(without)) as string[] },
      ...{ stored: Number(stored), live: Number(live) },
    });
  }
  return all;
}

const shown = (segment: Segment): string =>
  `${dataRelation(segment.name)} WHERE NOT ${isAmong(segment.column, segment.without)}`;

/** Name of the table that holds the rows which a relation shows beside those of former tables. */
export const ownSegment = (relation: string): string => `${relation}__s`;

export interface PutSlices {
  relation: string;
  /** Of the former version: nothing of them is changed. */
  former: readonly Segment[];
  /** Rows with these values are not kept of the former version. */
  column: string;
  values: readonly string[];
  /** Rows of `ownSegment(relation)`, which is made already: they take the place of those. */
  fresh: number;
}

/**
 * Makes `relation` a view: former tables without what changed, and one table beside them. Tables that are not much larger than what came, or
 * of which little is shown any more, go into the new one, so that a relation has few of them and each row is written few times. Answers the rows.
 */
export async function putSlices(ask: Ask, o: PutSlices): Promise<number> {
  const own = wholeTable(ownSegment(o.relation), o.fresh);
  const kept: Segment[] = [];
  const former = await withoutValues(ask, o);
  for (const { segment, mixed } of former.reverse()) {
    if (segment.live === 0) continue;
    if (!mixed && segment.live > Math.max(SMALL, 2 * own.live) && segment.stored <= 2 * segment.live) {
      kept.unshift(segment);
      continue;
    }
    const gone = mixed ? ` AND NOT ${isAmong(o.column, o.values)}` : '';
    await ask(`INSERT INTO ${dataRelation(own.name)} SELECT * FROM ${shown(segment)}${gone}`);
    own.stored += segment.live;
    own.live += segment.live;
  }
  const segments = [...kept, own];
  const rows = segments.map(({ name, column, without, stored, live }, position) => {
    const texts = [name, column, JSON.stringify(without)].map(quoteText);
    return `(${quoteText(o.relation)}, ${position}, ${texts.join(', ')}, ${stored}, ${live})`;
  });
  await ask(
    `CREATE VIEW ${dataRelation(o.relation)} AS ${segments.map((one) => `SELECT * FROM ${shown(one)}`).join(' UNION ALL ')};
     INSERT INTO ${META_SCHEMA}.segments VALUES ${rows.join(', ')}`,
  );
  return segments.reduce((sum, { live }) => sum + live, 0);
}

/** The former tables without those values too. `mixed`: what one leaves out so far stands in another column, so it cannot be said of it. */
async function withoutValues(
  ask: Ask,
  { former, column, values }: PutSlices,
): Promise<{ segment: Segment; mixed: boolean }[]> {
  const counts = former.map((one) => `(SELECT count(*) FROM ${shown(one)} AND ${isAmong(column, values)})`);
  const [row = []] = counts.length === 0 ? [] : await ask(`SELECT ${counts.join(', ')}`);
  return former.map((segment, at) => {
    const gone = Number(row[at] ?? 0);
    if (gone === 0) return { segment, mixed: false };
    const live = segment.live - gone;
    if (segment.without.length > 0 && segment.column !== column) return { segment: { ...segment, live }, mixed: true };
    const without = [...new Set([...segment.without, ...values])].sort();
    return { segment: { ...segment, column, live, without }, mixed: false };
  });
}
