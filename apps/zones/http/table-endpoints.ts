import { csvRows, type Download, defineDownload, defineEndpoint, type Endpoint } from '@griot/http';
import { minorDigits } from '@griot/kernel';
import { type SheetColumn, writeXlsx, XLSX_TYPE } from '@griot/sheets';
import { z } from 'zod';
import type { Answers } from '../queries/answers.ts';
import type { Reader } from '../queries/reader.ts';
import { type Item, readPage, streamTable } from '../tables/read-page.ts';
import type { ColumnKind, Columns, ListQuery, Table } from '../tables/table.ts';
import { type Asking, answered } from './answer.ts';
import { day, figure, listQuery, period } from './contract.ts';
import { passport } from './passport.ts';

const VALUES: Record<ColumnKind, z.ZodType> = {
  text: z.string().nullable(),
  money: figure,
  percent: figure,
  number: figure,
  count: z.number(),
  day: day.nullable(),
  yes_no: z.boolean(),
};
const FORMATS = ['text/csv', XLSX_TYPE];

export const exportFormat = z.enum(['csv', 'xlsx']).default('csv');

/** A table's two endpoints: its pages, and all of its rows as a file. */
export function tableEndpoints(answers: Answers, table: Table): Endpoint[] {
  const { path, summary, permission } = table;
  const limit = z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(table.limit ?? 50);
  const query = listQuery.extend({ limit }).extend(table.query?.shape ?? {});
  const params = table.params ?? z.object({});
  const head = { method: 'GET' as const, tags: [table.tag], permission, params };
  const asked = (ctx: { query: unknown; params: unknown }): ListQuery =>
    ({ ...(ctx.query as object), ...(ctx.params as object) }) as ListQuery;
  return [
    defineEndpoint({
      ...head,
      path,
      summary,
      query,
      data: z.object({
        period: period.optional(),
        passport,
        items: z.array(
          z.object(Object.fromEntries(Object.entries(table.columns).map(([name, kind]) => [name, VALUES[kind]]))),
        ),
        totals: z.record(z.string(), z.string()),
        total: z.number(),
        nextCursor: z.string().nullable(),
      }),
      cache: 'generation',
      handler: (ctx) => answered(answers, ctx, path, (reader) => readPage(reader, table, asked(ctx))),
    }),
    defineDownload({
      ...head,
      path: `${path}/export`,
      summary: `${summary}: all rows as CSV or XLSX`,
      query: query.omit({ cursor: true, limit: true }).extend({ format: exportFormat }),
      produces: FORMATS,
      handler: (ctx) =>
        exportRows(answers, ctx, {
          name: table.name,
          columns: table.columns,
          format: ctx.query.format as 'csv' | 'xlsx',
          rows: (reader, signal) => streamTable(reader, table, asked(ctx), signal),
        }),
    }),
  ];
}

export interface Exported {
  name: string;
  columns: Columns;
  format: 'csv' | 'xlsx';
  rows(reader: Reader, signal: AbortSignal): AsyncIterable<object> | Iterable<object>;
}

/** All rows of the generation that was published when the download began, written as they are read. */
export async function exportRows(
  answers: Answers,
  ctx: Asking & { signal: AbortSignal },
  { name, columns, format, rows: all }: Exported,
): Promise<Download> {
  const reader = await answers.reader({ actor: ctx.actor, locale: ctx.language });
  const source = toAsync(all(reader, ctx.signal) as AsyncIterable<Item> | Iterable<Item>);
  // The first row before the first byte: what is wrong with the question is answered as an error, not as half a file.
  const first = await source.next();
  const rows = async function* (): AsyncGenerator<Item> {
    if (first.done) return;
    try {
      yield first.value;
      yield* source;
    } finally {
      await source.return(undefined);
    }
  };
  const cell = (row: Item, column: string): string | number | boolean | null => {
    const value: unknown = row[column];
    if (Array.isArray(value)) return value.join(', ');
    return (value as string | number | boolean | null | undefined) ?? null;
  };
  if (format === 'xlsx') {
    const stream = writeXlsx({
      name,
      columns: sheetColumns(columns, cell, ctx.actor.currency),
      rows: rows(),
      locale: ctx.language,
    });
    return { contentType: XLSX_TYPE, filename: `${name}.xlsx`, stream };
  }
  const stream = csvRows(rows(), {
    columns: Object.entries(columns).map(([header, kind]) => ({
      header,
      value: (row: Item) => cell(row, header),
      ...(kind === 'text' || kind === 'day' || kind === 'yes_no' ? {} : { kind: 'number' as const }),
    })),
    locale: ctx.language,
  });
  return { contentType: 'text/csv; charset=utf-8', filename: `${name}.csv`, stream };
}

function sheetColumns(
  columns: Columns,
  cell: (row: Item, column: string) => string | number | boolean | null,
  currency: string,
): SheetColumn<Item>[] {
  return Object.entries(columns).map(([heading, kind]) => ({
    heading,
    kind: kind === 'count' ? 'number' : kind,
    ...(kind === 'money' && { decimals: minorDigits(currency) }),
    value: (row) => cell(row, heading),
  }));
}

async function* toAsync<T>(rows: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T, void, undefined> {
  yield* rows;
}
