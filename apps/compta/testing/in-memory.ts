import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import type { ExportFile, ExportStyle } from '../demo/exports/export-types.ts';
import { exportBytes } from '../demo/exports/write-export.ts';
import { type BatchInput, type BatchResult, checkBatch, type EntrySink } from '../domain/checks/check-batch.ts';
import type { Code } from '../domain/ledger/code-table.ts';
import type { Posting } from '../domain/ledger/posting.ts';
import type { Entry } from '../domain/ledger-types.ts';
import type { SourceFile } from '../domain/source/source-file.ts';

/** A file that lies in memory. */
export function fileOf(name: string, content: string | Uint8Array): SourceFile {
  const bytes = Buffer.from(content);
  return { name, open: () => Readable.from(bytes.length === 0 ? [] : [bytes], { objectMode: false }) };
}

export async function writtenFile(file: ExportFile): Promise<SourceFile> {
  return fileOf(file.name, await exportBytes(file));
}

/** Keeps the entries of a general ledger, each with its third party. */
export class EntryList implements EntrySink {
  readonly entries: Entry[] = [];
  readonly #awaiting: Entry[] = [];

  take(posting: Posting): void {
    const entry = posting.entry();
    this.entries.push(entry);
    if (posting.awaits) this.#awaiting.push(entry);
  }

  async settle(tiers: Iterable<Code | null>): Promise<void> {
    const found = [...tiers];
    assert.equal(found.length, this.#awaiting.length);
    for (const [index, entry] of this.#awaiting.entries()) entry.tiers = found[index]?.text ?? null;
  }
}

/** Writes the exports and checks them as the application does. */
export async function checkExports(files: readonly ExportFile[], o: Partial<BatchInput> = {}): Promise<BatchResult> {
  return checkBatch({ files: await Promise.all(files.map(writtenFile)), decimals: 0, ...o });
}

const plans = (format: ExportStyle['format'], encoding?: ExportStyle['encoding']) => {
  const style: ExportStyle = { format, ...(encoding && { encoding }) };
  return { PLAN_TIERS: style, PLAN_COMPTES: style, CODE_JOURNAL: style };
};

/** Every layout that is read, in every sort of file it comes in. */
export const SETS = {
  'xlsx, tiers a': {
    GRAND_LIVRE_COMPTES: { format: 'xlsx' },
    GRAND_LIVRE_TIERS: { format: 'xlsx', layout: 'tiers-a' },
    ...plans('xlsx'),
  },
  'xlsx, tiers b': {
    GRAND_LIVRE_COMPTES: { format: 'xlsx' },
    GRAND_LIVRE_TIERS: { format: 'xlsx', layout: 'tiers-b' },
    ...plans('xlsx'),
  },
  'xls, tiers c': {
    GRAND_LIVRE_COMPTES: { format: 'xls' },
    GRAND_LIVRE_TIERS: { format: 'xls', layout: 'tiers-c' },
    ...plans('xls'),
  },
  'semicolons in UTF-8': {
    GRAND_LIVRE_COMPTES: { format: 'csv' },
    GRAND_LIVRE_TIERS: { format: 'csv', layout: 'tiers-c' },
    ...plans('csv'),
  },
  'semicolons in Windows-1252': {
    GRAND_LIVRE_COMPTES: { format: 'csv', encoding: 'latin1' },
    GRAND_LIVRE_TIERS: { format: 'csv', layout: 'tiers-a', encoding: 'latin1' },
    ...plans('csv', 'latin1'),
  },
  'tabs in Windows-1252': {
    GRAND_LIVRE_COMPTES: { format: 'txt' },
    GRAND_LIVRE_TIERS: { format: 'txt', layout: 'tiers-b' },
    ...plans('txt'),
  },
  'text without headings': {
    GRAND_LIVRE_COMPTES: { format: 'txt', layout: 'bare' },
    GRAND_LIVRE_TIERS: { format: 'xlsx' },
    ...plans('xlsx'),
  },
  'decimal points': {
    GRAND_LIVRE_COMPTES: { format: 'txt', layout: 'bare', decimal: '.' },
    GRAND_LIVRE_TIERS: { format: 'csv', decimal: '.' },
    ...plans('csv'),
  },
  PNM: { GRAND_LIVRE_COMPTES: { format: 'pnm', layout: 'pnm' }, GRAND_LIVRE_TIERS: { format: 'csv' }, ...plans('csv') },
  FEC: { FEC: { format: 'txt', encoding: 'utf8' } },
  'FEC with bars': { FEC: { format: 'txt', encoding: 'latin1', delimiter: '|' } },
} as const;
export type SetName = keyof typeof SETS;
