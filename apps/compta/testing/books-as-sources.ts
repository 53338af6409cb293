import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@griot/kernel';
import { cleanCsvLine, type SourceColumn, type TenantWarehouse } from '@griot/warehouse';
import type { Books } from '../demo/books/book-types.ts';
import { CLEAN_TABLES, type CleanTable, ETL_METADATA, headOf } from '../flows/clean-tables.ts';

export interface LoadedBooks {
  client: string;
  books: Books;
  clientId: string;
  batchId: string;
}

/** A source of the warehouse as a load writes it: every cell of its CSV quoted. */
export interface BookSource {
  table: string;
  file: string;
  columns: SourceColumn[];
  key: string[];
  slices: string;
}

type Name = keyof typeof CLEAN_TABLES;
const amount = (units: number): string => (units / 100).toFixed(2);
const MOMENT = '2026-01-01 00:00:00';
export const currencyOf = ({ currency }: Books): 'XOF' | 'EUR' => (currency === 'FCFA' ? 'XOF' : currency);

/** Books as the files that loads leave for the warehouse; periods of one client stand under its name. */
export async function writeBookSources(
  folder: string,
  periods: readonly { client: string; books: Books }[],
): Promise<{ loaded: LoadedBooks[]; sources: BookSource[] }> {
  await mkdir(folder, { recursive: true });
  const clients = new Map(periods.map(({ client }) => [client, newId(0)]));
  const loaded = periods.map(({ client, books }, at) => ({
    ...{ client, books, clientId: clients.get(client) ?? '', batchId: newId(at + 1) },
  }));
  const rows: Record<Name, string[]> = { grand_livre: [], plan_comptable: [], plan_tiers: [], code_journal: [] };
  for (const { books, batchId, clientId } of loaded) {
    const put = (name: Name, cells: (string | null)[]) => rows[name].push(cleanCsvLine([batchId, clientId, ...cells]));
    for (const [at, one] of books.lines.entries())
      put('grand_livre', [
        ...[String(at + 1), one.day, one.journal, one.piece, one.account, one.tiers, one.label],
        ...[amount(one.debit), amount(one.credit), null, one.lettrage || null, null],
      ]);
    for (const one of books.accounts) put('plan_comptable', [one.number, one.name, one.nature]);
    for (const one of books.tiers) put('plan_tiers', [one.code, one.name, one.kind, one.collective]);
    for (const one of books.journals) put('code_journal', [one.code, one.name, one.kind, one.treasury]);
  }
  const write = async (name: string, { columns, key, slices }: CleanTable, lines: string[]): Promise<BookSource> => {
    const file = join(folder, `${name}.csv`);
    await writeFile(file, headOf({ columns }) + lines.join(''));
    return { table: name, file, columns: [...columns], key: [...key], slices };
  };
  const sources: BookSource[] = [];
  for (const [name, table] of Object.entries(CLEAN_TABLES)) sources.push(await write(name, table, rows[name as Name]));
  const states = loaded.map(({ client, books, batchId, clientId }) =>
    cleanCsvLine([
      ...[batchId, clientId, client, books.start, books.end, MOMENT, MOMENT, 'COMPLETED'],
      ...[String(books.lines.length), null, books.standard, currencyOf(books)],
    ]),
  );
  sources.push(await write('etl_metadata', ETL_METADATA, states));
  return { loaded, sources };
}

/** Loads sources as they are; the files must lie in the tenant's staging folder. */
export async function loadBookSources(tenant: TenantWarehouse, sources: readonly BookSource[]): Promise<void> {
  for (const { table, file, ...source } of sources)
    await tenant.loadSource({ source: `compta.${table}`, ...source, files: [file], loadId: table, mode: 'upsert' });
}
