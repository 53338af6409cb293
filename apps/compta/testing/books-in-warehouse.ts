import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { newId } from '@griot/kernel';
import { testWarehouse } from '@griot/warehouse/testing';
import type { Books as DemoBooks } from '../demo/books/book-types.ts';
import { PROJECT_DIR } from '../flows/publish.ts';
import type { Books, Situation } from '../queries/open-books.ts';
import { currencyOf, loadBookSources, writeBookSources } from './books-as-sources.ts';

/** Many books in one warehouse, built once: one client each, or several periods of one. Answers how each is read. */
export async function booksInWarehouse(
  t: Pick<TestContext, 'after'>,
  periods: readonly { client: string; books: DemoBooks }[],
): Promise<Books[]> {
  const { warehouse } = await testWarehouse(t, { memoryLimit: '2GB' });
  const tenant = warehouse.tenant(newId(0));
  const { loaded, sources } = await writeBookSources(join(await tenant.staging(), 'livres'), periods);
  await loadBookSources(tenant, sources);
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
