import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { newId } from '@griot/kernel';
import { cleanCsvLine } from '@griot/warehouse';
import { testWarehouse } from '@griot/warehouse/testing';
import type { Books as DemoBooks } from '../demo/books/book-types.ts';
import { CLEAN_TABLES, ETL_METADATA, headOf } from '../flows/clean-tables.ts';
import { PROJECT_DIR } from '../flows/publish.ts';
import type { Books, Situation } from '../queries/open-books.ts';

/** Many books in one warehouse, built once: one client each, or several periods of one. Answers how each is read. */
export async function booksInWarehouse(
  t: Pick<TestContext, 'after'>,
  periods: readonly { client: string; books: DemoBooks }[],
): Promise<Books[]> {
  const { warehouse } = await testWarehouse(t, { memoryLimit: '2GB' });
  const tenant = warehouse.tenant(newId(0));
  const folder = join(await tenant.staging(), 'livres');
  await mkdir(folder, { recursive: true });
  const clients = new Map(periods.map(({ client }) => [client, newId(0)]));
  const loaded = periods.map(({ client, books }, at) => ({
    client,
    books,
    clientId: clients.get(client) ?? '',
    batchId: newId(at + 1),
  }));
  const amount = (units: number): string => (units / 100).toFixed(2);
  const rows: Record<keyof typeof CLEAN_TABLES, string[]> = {
    grand_livre: [],
    plan_comptable: [],
    plan_tiers: [],
    code_journal: [],
  };
  for (const { books, batchId, clientId } of loaded) {
    const ids = [batchId, clientId];
    for (const [at, one] of books.lines.entries()) {
      rows.grand_livre.push(
        cleanCsvLine([
          ...[...ids, String(at + 1), one.day, one.journal, one.piece, one.account, one.tiers, one.label],
          ...[amount(one.debit), amount(one.credit), null, one.lettrage || null, null],
        ]),
      );
    }
    for (const one of books.accounts)
      rows.plan_comptable.push(cleanCsvLine([...ids, one.number, one.name, one.nature]));
    for (const one of books.tiers)
      rows.plan_tiers.push(cleanCsvLine([...ids, one.code, one.name, one.kind, one.collective]));
    for (const one of books.journals)
      rows.code_journal.push(cleanCsvLine([...ids, one.code, one.name, one.kind, one.treasury]));
  }
  const load = async (source: string, table: typeof ETL_METADATA, lines: string[]): Promise<void> => {
    const file = join(folder, `${source}.csv`);
    await writeFile(file, headOf(table) + lines.join(''));
    await tenant.loadSource({ source: `compta.${source}`, ...table, files: [file], loadId: source, mode: 'upsert' });
  };
  for (const [name, table] of Object.entries(CLEAN_TABLES)) await load(name, table, rows[name as keyof typeof rows]);
  const moment = '2026-01-01 00:00:00';
  await load(
    'etl_metadata',
    ETL_METADATA,
    loaded.map(({ client, books, batchId, clientId }) =>
      cleanCsvLine([
        ...[batchId, clientId, client, books.start, books.end, moment, moment, 'COMPLETED'],
        ...[String(books.lines.length), null, books.standard, currencyOf(books)],
      ]),
    ),
  );
  const built = await tenant.build({ projectDir: PROJECT_DIR, key: 'livres' });
  if (built.generation === null) throw new Error(JSON.stringify(built, null, 1));
  const { rows: situations } = await tenant.query('select batch_id, exercice_debut from dim_situations');
  const starts = new Map(situations.map(([batchId, start]) => [String(batchId), String(start)]));
  return loaded.map(({ client, books, batchId, clientId }) => {
    const situation: Situation = {
      ...{ batchId, standard: books.standard, periodStart: books.start, date: books.end },
      booksStart: starts.get(batchId) ?? '',
    };
    return {
      client: { id: clientId, name: client, standard: books.standard, currency: currencyOf(books), archived: false },
      situation,
      compared: null,
      generation: 1,
      query: async (sql, params = []) => (await tenant.query(sql, params)).rows,
      stream: (sql, params, o) => tenant.stream(sql, params, o),
    };
  });
}

const currencyOf = ({ currency }: DemoBooks) => (currency === 'FCFA' ? 'XOF' : currency);
