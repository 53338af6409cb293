import { csvRows, type Download, defineDownload, defineEndpoint, type Endpoint } from '@griot/http';
import { type SheetColumn, writeXlsx, XLSX_TYPE } from '@griot/sheets';
import { z } from 'zod';
import type { Answers } from '../queries/answers.ts';
import type { Reader } from '../queries/reader.ts';
import { type Item, readPage } from '../tables/read-page.ts';
import type { ColumnKind, Columns, ListQuery, Table } from '../tables/table.ts';
import { type Asking, answered } from './answer.ts';
import { day, figure, listQuery, passport, period } from './contract.ts';

const VALUES: Record<ColumnKind, z.ZodType> = {
  text: z.string().nullable(),
  money: figure,
  percent: figure,
  number: figure,
  count: z.number(),
  day: day.nullable(),
  yes_no: z.boolean(),
};
const EXPORT_PAGE = 20_000;
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
          read: (reader, cursor) => readPage(reader, table, { ...asked(ctx), cursor, limit: EXPORT_PAGE }),
        }),
    }),
  ];
}

export interface Exported {
  name: string;
  columns: Columns;
  format: 'csv' | 'xlsx';
  read(reader: Reader, cursor: string | undefined): Promise<{ items: readonly object[]; nextCursor: string | null }>;
}

/** Reads page after page, all of the generation that was published when the download began, and writes as it reads. */
export async function exportRows(
  answers: Answers,
  ctx: Asking,
  { name, columns, format, read }: Exported,
): Promise<Download> {
  const reader = await answers.reader({ actor: ctx.actor, locale: ctx.language });
  // The first page before the first byte: what is wrong with the question is answered as an error, not as half a file.
  const first = await read(reader, undefined);
  const rows = async function* (): AsyncGenerator<Item> {
    yield* first.items as Item[];
    for (let next = first.nextCursor; next !== null; ) {
      const more = await read(reader, next);
      yield* more.items as Item[];
      next = more.nextCursor;
    }
  };
  const cell = (row: Item, column: string): string | number | boolean | null => {
    const value: unknown = row[column];
    if (Array.isArray(value)) return value.join(', ');
    return (value as string | number | boolean | null | undefined) ?? null;
  };
  if (format === 'xlsx') {
    const stream = writeXlsx({ name, columns: sheetColumns(columns, cell), rows: rows() });
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
): SheetColumn<Item>[] {
  return Object.entries(columns).map(([heading, kind]) => ({
    heading,
    kind: kind === 'count' ? 'number' : kind,
    value: (row) => cell(row, heading),
  }));
}
