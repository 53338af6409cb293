import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { newId, random } from '@griot/kernel';
import { cleanCsvLine, type TenantWarehouse } from '@griot/warehouse';
import { testWarehouse } from '@griot/warehouse/testing';
import type { Books } from '../demo/books/book-types.ts';
import { makeBooks } from '../demo/books/make-books.ts';
import { CLEAN_TABLES, ETL_METADATA, headOf } from '../flows/clean-tables.ts';
import { PROJECT_DIR } from '../flows/publish.ts';
import { type LoadedBooks, writeBookSources } from '../testing/books-as-sources.ts';
import { severalBooks } from '../testing/several-books.ts';

type Status = 'COMPLETED' | 'REPLACED' | 'DELETED';

interface Batch extends Omit<LoadedBooks, 'client'> {
  client: string;
  status: Status;
  purged: boolean;
}

/** What acts on periods leave in the warehouse, told by their loads alone. */
class Firm {
  readonly batches = new Map<string, Batch>();
  readonly #tenant: TenantWarehouse;
  #loads = 0;

  constructor(tenant: TenantWarehouse) {
    this.#tenant = tenant;
  }

  /** Rows of a batch, under its own id again when it is corrected. */
  async load(client: string, books: Books, corrected?: Batch): Promise<Batch> {
    const { loaded, sources } = await writeBookSources(await this.#folder(), [{ client, books }]);
    const [one] = loaded;
    assert.ok(one);
    const known = corrected ?? [...this.batches.values()].find((batch) => batch.client === client);
    const ids = {
      batchId: corrected?.batchId ?? newId(Date.now() + this.#loads),
      clientId: known?.clientId ?? one.clientId,
    };
    for (const { table, file, ...source } of sources) {
      if (!(table in CLEAN_TABLES)) continue;
      const rows = await readFile(file, 'utf8');
      await writeFile(file, rows.replaceAll(one.batchId, ids.batchId).replaceAll(one.clientId, ids.clientId));
      await this.#put(table, { ...source, files: [file] }, [ids.batchId]);
    }
    const batch: Batch = { ...one, ...ids, client, status: 'REPLACED', purged: false };
    this.batches.set(batch.batchId, batch);
    return batch;
  }

  /** One row a batch, as `activate` writes it. */
  async say(changes: readonly [Batch, Status][]): Promise<void> {
    const lines = changes.map(([batch, status]) => {
      batch.status = status;
      const { batchId, clientId, client, books } = batch;
      return cleanCsvLine([
        ...[batchId, clientId, client, books.start, books.end, MOMENT, MOMENT, status],
        ...[String(books.lines.length), null, books.standard, books.currency === 'FCFA' ? 'XOF' : 'EUR'],
      ]);
    });
    const file = join(await this.#folder(), 'etl.csv');
    await writeFile(file, headOf(ETL_METADATA) + lines.join(''));
    await this.#put('etl_metadata', { ...ETL_METADATA, files: [file] });
  }

  /** As `compta.purge`: rows of what is not shown are taken out. */
  async purge(values: readonly string[]): Promise<void> {
    for (const [name, table] of Object.entries(CLEAN_TABLES)) {
      const file = join(await this.#folder(), `${name}.csv`);
      await writeFile(file, headOf(table));
      await this.#put(name, { ...table, files: [file] }, values);
    }
  }

  async #folder(): Promise<string> {
    return this.#tenant.staging();
  }

  async #put(
    table: string,
    source: Pick<Parameters<TenantWarehouse['loadSource']>[0], 'columns' | 'files' | 'key' | 'slices'>,
    values?: readonly string[],
  ): Promise<void> {
    this.#loads += 1;
    await this.#tenant.loadSource({
      ...{ ...source, source: `compta.${table}`, loadId: `l${this.#loads}`, mode: 'upsert' },
      ...(values && { without: { column: 'batch_id', values } }),
    });
  }
}

const MOMENT = '2026-01-01 00:00:00';
const ACTS = ['load', 'correct', 'delete', 'restore', 'purge', 'back', 'load', 'correct'] as const;

test('after any acts on periods, figures continued client by client are those built whole', {
  timeout: 900_000,
}, async (t) => {
  const { warehouse } = await testWarehouse(t, { memoryLimit: '2GB' });
  let continued = 0;
  for (const seed of [1, 2]) {
    const chance = random('continued', seed);
    const pick = <T>(list: readonly T[]): T | undefined => list[chance.between(0, list.length - 1)];
    const tenant = warehouse.tenant(newId(seed));
    const firm = new Firm(tenant);
    for (const { client, books } of severalBooks(120)) await firm.say([[await firm.load(client, books), 'COMPLETED']]);
    const publish = async (fullRefresh = false): Promise<number> => {
      const built = await tenant.build({ projectDir: PROJECT_DIR, fullRefresh });
      assert.ok(built.generation !== null, JSON.stringify(built.nodes.filter(({ status }) => status === 'error')));
      if (fullRefresh) return built.generation;
      const { nodeResults } = await tenant.buildReport(built.buildId);
      continued += nodeResults.filter(({ sql }) => sql?.includes('coalesce("client_id" IN')).length;
      return built.generation;
    };
    let before = await publish();
    for (let at = 0; at < 8; at += 1) {
      const here = before;
      const all = [...firm.batches.values()];
      const shown = all.filter(({ status }) => status === 'COMPLETED');
      const act = pick(ACTS);
      const one = pick(shown);
      if (act === 'load' || one === undefined) {
        const year = 2018 + at;
        const of = {
          seed: seed * 100 + at,
          standard: 'syscohada',
          lines: 60,
          continued: chance.between(0, 1) === 0,
        } as const;
        const client = pick(['syscohada', `nouveau ${at}`]) ?? '';
        // Before all others: what the first known period of a client is changes for each of its lines.
        const start = year < 2024 ? year : year + 4;
        const books = makeBooks({ ...of, company: client, start: `${start}-01-01`, end: `${start}-12-31` });
        await firm.say([[await firm.load(client, books), 'COMPLETED']]);
      } else if (act === 'correct') {
        const { books, client } = one;
        const other = makeBooks({
          seed: at + 7,
          company: client,
          standard: books.standard,
          start: books.start,
          end: books.end,
          lines: 80,
        });
        // Under its own id, or as another batch of the period.
        if (chance.between(0, 1) === 0) await firm.say([[await firm.load(client, other, one), 'COMPLETED']]);
        else
          await firm.say([
            [await firm.load(client, other), 'COMPLETED'],
            [one, 'REPLACED'],
          ]);
      } else if (act === 'delete' && shown.length > 1) await firm.say([[one, 'DELETED']]);
      else if (act === 'restore') {
        const gone = pick(all.filter(({ status, purged }) => status !== 'COMPLETED' && !purged));
        const over = shown.filter(
          ({ clientId, books }) =>
            clientId === gone?.clientId && books.start <= gone.books.end && gone.books.start <= books.end,
        );
        if (gone) await firm.say([[gone, 'COMPLETED'], ...over.map((other): [Batch, Status] => [other, 'REPLACED'])]);
      } else if (act === 'purge') {
        const gone = all.filter(({ status }) => status !== 'COMPLETED');
        for (const batch of gone) batch.purged = true;
        if (gone.length > 0) await firm.purge(gone.map(({ batchId }) => batchId));
      } else if (act === 'back') {
        const kept = await tenant.generations();
        await tenant.rollback(pick(kept)?.id ?? here);
      }
      const now = await publish();
      const whole = await publish(true);
      const { relations } = await tenant.compare(now, whole);
      assert.ok(relations.length > 20);
      assert.deepEqual(
        relations.filter(({ change }) => change !== 'same'),
        [],
        `${seed} ${at} ${act}`,
      );
      // Builds go on from what was continued, not from the whole one.
      await tenant.rollback(now);
      before = now;
    }
  }
  assert.ok(continued > 60, String(continued));
});
