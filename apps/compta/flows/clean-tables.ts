import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanCsvLine, type SourceColumn } from '@griot/warehouse';
import type { BatchResult, EntrySink } from '../domain/checks/check-batch.ts';
import type { Code } from '../domain/ledger/code-table.ts';
import type { Posting } from '../domain/ledger/posting.ts';
import { AWAITED, CleanLines, fieldOf } from './clean-lines.ts';
import { csvToParquet } from './results-parquet.ts';

type Name = 'grand_livre' | 'plan_comptable' | 'plan_tiers' | 'code_journal';

export interface CleanTable {
  columns: readonly SourceColumn[];
  key: readonly string[];
  /** The warehouse's models are made anew for the clients that a load changes: see `dbt_project.yml`. */
  slices: 'client_id';
}

const text = (name: string): SourceColumn => ({ name, type: 'VARCHAR' });
const SLICES = { slices: 'client_id' } as const;
const IDS = [text('batch_id'), text('client_id')];

/** The tables as the warehouse loads them. A row belongs to its batch: nothing of another batch is ever replaced. */
export const CLEAN_TABLES: Record<Name, CleanTable> = {
  grand_livre: {
    columns: [
      ...IDS,
      { name: 'ligne', type: 'INTEGER' },
      { name: 'date_ecriture', type: 'DATE' },
      ...['journal', 'piece', 'compte', 'tiers', 'libelle'].map(text),
      { name: 'debit', type: 'DECIMAL(18,2)' },
      { name: 'credit', type: 'DECIMAL(18,2)' },
      { name: 'echeance', type: 'DATE' },
      text('lettrage'),
      text('devise'),
    ],
    key: ['batch_id', 'ligne'],
    ...SLICES,
  },
  plan_comptable: {
    columns: [...IDS, ...['compte', 'intitule', 'nature'].map(text)],
    key: ['batch_id', 'compte'],
    ...SLICES,
  },
  plan_tiers: {
    columns: [...IDS, ...['tiers', 'intitule', 'type', 'collectif'].map(text)],
    key: ['batch_id', 'tiers'],
    ...SLICES,
  },
  code_journal: {
    columns: [...IDS, ...['journal', 'intitule', 'type', 'compte_tresorerie'].map(text)],
    key: ['batch_id', 'journal'],
    ...SLICES,
  },
};

/** One row a batch: which of them make up the figures is said here, and changes in one load. */
export const ETL_METADATA: CleanTable = {
  columns: [
    ...IDS,
    text('client_name'),
    { name: 'period_start', type: 'DATE' },
    { name: 'period_end', type: 'DATE' },
    { name: 'processing_start', type: 'TIMESTAMP' },
    { name: 'processing_end', type: 'TIMESTAMP' },
    text('status'),
    { name: 'records_inserted', type: 'BIGINT' },
    text('error_message'),
    // The chart of accounts that the client follows.
    text('standard'),
    // The currency of all its amounts.
    text('currency'),
  ],
  key: ['batch_id'],
  ...SLICES,
};

export const headOf = ({ columns }: Pick<CleanTable, 'columns'>): string =>
  cleanCsvLine(columns.map(({ name }) => name));

const CHUNK = 1 << 20;

/** Writes the clean files of a batch while it is read; entries go to the file as they come, those that await their third party get it in the end. */
export class CleanWriter implements EntrySink {
  readonly #folder: string;
  readonly #ids: [string, string];
  readonly #ledger: FileHandle;
  readonly #lines: CleanLines;

  private constructor(folder: string, ids: [string, string], decimals: number, ledger: FileHandle) {
    this.#folder = folder;
    this.#ids = ids;
    this.#lines = new CleanLines(ids, decimals);
    this.#ledger = ledger;
  }

  static async create(
    folder: string,
    o: { batchId: string; clientId: string; decimals: number },
  ): Promise<CleanWriter> {
    await mkdir(folder, { recursive: true });
    const ledger = await open(join(folder, 'grand_livre.part'), 'w');
    await ledger.write(headOf(CLEAN_TABLES.grand_livre));
    return new CleanWriter(folder, [o.batchId, o.clientId], o.decimals, ledger);
  }

  take(posting: Posting): void {
    this.#lines.add(posting);
  }

  async rest(): Promise<void> {
    await this.#ledger.appendFile(this.#lines.taken());
  }

  /** The same lines, each third party in the place that was kept for it. */
  async settle(tiers: Iterable<Code | null>): Promise<void> {
    const parties = tiers[Symbol.iterator]();
    const whole = await open(join(this.#folder, 'grand_livre.csv'), 'w');
    try {
      for await (const chunk of createReadStream(join(this.#folder, 'grand_livre.part'), { highWaterMark: CHUNK })) {
        const bytes = chunk as Buffer;
        const parts: Uint8Array[] = [];
        let from = 0;
        for (let at = bytes.indexOf(AWAITED); at >= 0; at = bytes.indexOf(AWAITED, from)) {
          parts.push(bytes.subarray(from, at), fieldOf(parties.next().value ?? null));
          from = at + 1;
        }
        parts.push(bytes.subarray(from));
        await whole.appendFile(from === 0 ? bytes : Buffer.concat(parts));
      }
    } finally {
      await whole.close();
    }
    await rm(join(this.#folder, 'grand_livre.part'));
  }

  async plans({ accounts, tiers, journals }: BatchResult): Promise<void> {
    const write = (name: Name, rows: (string | null)[][]): Promise<void> =>
      writeFile(
        join(this.#folder, `${name}.csv`),
        headOf(CLEAN_TABLES[name]) + rows.map((row) => cleanCsvLine([...this.#ids, ...row])).join(''),
      );
    await write(
      'plan_comptable',
      [...accounts.values()].filter(({ total }) => !total).map((one) => [one.account, one.name, one.nature]),
    );
    await write(
      'plan_tiers',
      [...tiers.values()].map((one) => [one.code, one.name, one.kind, one.collective]),
    );
    await write(
      'code_journal',
      [...journals.values()].map((one) => [one.code, one.name, one.kind, one.treasury]),
    );
  }

  /**
   * The same tables as Parquet: the warehouse reads them at half the cost of their texts, and who goes on with other tools has types.
   */
  async typed(): Promise<void> {
    for (const [name, { columns }] of Object.entries(CLEAN_TABLES)) {
      const file = join(this.#folder, name);
      await csvToParquet(`${file}.csv`, `${file}.parquet`, columns);
    }
  }

  async close(): Promise<void> {
    await this.#ledger.close();
  }
}
