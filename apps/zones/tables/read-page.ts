import { Decimal } from '@griot/kernel';
import { figure, figureOf, textOrNull, whole } from '../queries/figures.ts';
import { pageOf } from '../queries/lists.ts';
import type { Period } from '../queries/period.ts';
import type { Passport, Reader } from '../queries/reader.ts';
import type { ColumnKind, ListQuery, RawRow, Table, TableSource } from './table.ts';

type Value = string | number | boolean | null;
export type Item = Record<string, Value>;

export interface TablePage {
  period?: Period;
  passport: Passport;
  items: Item[];
  totals: Record<string, string>;
  total: number;
  nextCursor: string | null;
}

/** One page of a table, sorted and searched as asked. Throws `zones.sort_unknown`, `http.bad_cursor`, `zones.list_moved`. */
export async function readPage(reader: Reader, table: Table, query: ListQuery): Promise<TablePage> {
  const names = Object.keys(table.columns);
  const page = pageOf(`zones.${table.path}`, query, {
    columns: Object.fromEntries(names.map((name) => [name, quoted(name)])),
    byDefault: table.sort,
    id: table.key.map(quoted).join(', '),
    generation: reader.generation,
  });
  const source = await table.read(reader, query);
  const { rows, total, totals } =
    'sql' in source
      ? await fromStatement(reader, table, query, source, page)
      : fromRows(table, query, source.rows, page);
  return {
    ...(source.period === undefined ? {} : { period: source.period }),
    passport: reader.passport,
    items: rows.map((row) => itemOf(table, row)),
    totals,
    total,
    nextCursor: page.next(rows.length, total),
  };
}

interface Part {
  rows: readonly RawRow[];
  total: number;
  totals: Record<string, string>;
}
interface Slice {
  offset: number;
  limit: number;
  order: string;
}

/** All rows of a table, one statement read as it is written out: no page is asked for twice, none is skipped. */
export async function* streamTable(
  reader: Reader,
  table: Table,
  query: ListQuery,
  signal: AbortSignal,
): AsyncGenerator<Item, void, undefined> {
  const names = Object.keys(table.columns);
  const page = pageOf(`zones.${table.path}`, query, {
    columns: Object.fromEntries(names.map((name) => [name, quoted(name)])),
    byDefault: table.sort,
    id: table.key.map(quoted).join(', '),
    generation: reader.generation,
  });
  const source = await table.read(reader, query);
  if (!('sql' in source)) {
    const { rows } = fromRows(table, query, source.rows, { ...page, offset: 0, limit: source.rows.length });
    for (const row of rows) yield itemOf(table, row);
    return;
  }
  const where = searched(reader, table, query, source);
  const sql = `SELECT ${names.map(quoted).join(', ')} FROM (${source.sql}) t WHERE ${where} ${page.order}`;
  for await (const row of reader.stream(sql, source.params.values, names, signal)) yield itemOf(table, row);
}

function searched(
  { words }: Reader,
  table: Table,
  query: ListQuery,
  { params }: Extract<TableSource, { sql: string }>,
): string {
  const texts = Object.keys(table.columns).filter((name) => table.columns[name] === 'text');
  // A list without any text holds nothing that is searched for.
  if (query.q === undefined) return 'TRUE';
  if (texts.length === 0) return 'FALSE';
  const sought = params.add(query.q);
  return texts.map((name) => words.contains(quoted(name), sought)).join(' OR ');
}

async function fromStatement(
  reader: Reader,
  table: Table,
  query: ListQuery,
  source: Extract<TableSource, { sql: string }>,
  page: Slice,
): Promise<Part> {
  const { totals = [] } = table;
  const { sql, params } = source;
  const where = searched(reader, table, query, source);
  const sums = totals.map((name) => `, sum(${quoted(name)}) OVER () AS ${quoted(`sum of ${name}`)}`).join('');
  const rows = await reader.rows<RawRow>(
    `SELECT *, count(*) OVER () AS "row count"${sums} FROM (${sql}) t WHERE ${where}
     ${page.order} LIMIT ${page.limit} OFFSET ${page.offset}`,
    params.values,
  );
  return {
    rows,
    total: whole(rows[0]?.['row count']),
    totals: Object.fromEntries(totals.map((name) => [name, figure(rows[0]?.[`sum of ${name}`]) ?? '0'])),
  };
}

function fromRows(table: Table, query: ListQuery, all: readonly RawRow[], page: Slice): Part {
  const { q } = query;
  const texts = Object.keys(table.columns).filter((name) => table.columns[name] === 'text');
  const kept =
    q === undefined ? [...all] : all.filter((row) => texts.some((name) => folded(row[name]).includes(folded(q))));
  const sort = query.sort ?? table.sort;
  const column = sort.replace(/^-/, '');
  const sign = sort.startsWith('-') ? -1 : 1;
  kept.sort(
    (a, b) =>
      byColumn(a[column], b[column], table.columns[column], sign) ||
      table.key.reduce((found, name) => found || byColumn(a[name], b[name], table.columns[name], 1), 0),
  );
  const sumOf = (name: string): string =>
    kept.reduce((sum, row) => sum.add(Decimal.parse(figure(row[name]) ?? '0')), Decimal.zero).toString();
  return {
    rows: kept.slice(page.offset, page.offset + page.limit),
    total: kept.length,
    totals: Object.fromEntries((table.totals ?? []).map((name) => [name, sumOf(name)])),
  };
}

const collator = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' });

/** Rows without a value come last, whichever way. */
function byColumn(a: unknown, b: unknown, kind: ColumnKind | undefined, sign: 1 | -1): number {
  const [nothing, neither] = [a === null || a === undefined, b === null || b === undefined];
  if (nothing || neither) return Number(nothing) - Number(neither);
  if (kind === 'text' || kind === 'day') return sign * collator.compare(String(a), String(b));
  return sign * (Number(a) - Number(b));
}

const folded = (value: unknown): string =>
  String(value ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase();

export function itemOf(table: Pick<Table, 'columns'>, row: RawRow): Item {
  return Object.fromEntries(
    Object.entries(table.columns).map(([name, kind]): [string, Value] => [name, present(row[name], kind)]),
  );
}

function present(value: unknown, kind: ColumnKind): Value {
  switch (kind) {
    case 'count':
      return whole(value);
    case 'yes_no':
      // ClickHouse keeps some truth values as whole numbers.
      return value === true || value === 1;
    case 'percent':
      return figureOf(value, 'percent');
    case 'money':
    case 'number':
      return figure(value);
    case 'day':
      return textOrNull(value)?.slice(0, 10) ?? null;
    case 'text':
      return textOrNull(value);
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
