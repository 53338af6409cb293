import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { makeBooks } from '../../demo/books/make-books.ts';
import type { ExportFile } from '../../demo/exports/export-types.ts';
import { exportBytes } from '../../demo/exports/write-export.ts';
import { BOOK_FAULTS } from '../../demo/faults/book-faults.ts';
import { Planting } from '../../demo/faults/planting.ts';
import { ROW_FAULTS } from '../../demo/faults/row-faults.ts';
import { EntryList, SETS, type SetName } from '../../testing/in-memory.ts';
import { checkBatch } from '../checks/check-batch.ts';
import type { SourceFile } from '../source/source-file.ts';

const TEXTS: SetName[] = [
  'semicolons in UTF-8',
  'semicolons in Windows-1252',
  'tabs in Windows-1252',
  'text without headings',
  'decimal points',
  'FEC',
  'FEC with bars',
];
const FAULTS = { ...BOOK_FAULTS, ...ROW_FAULTS };

/** The same cells between quotation marks: such a row is always read as texts. */
async function quotedFile(file: ExportFile): Promise<Buffer> {
  const bytes = await exportBytes(file);
  if (file.format === 'xlsx' || file.format === 'xls') return bytes;
  const quoted = bytes
    .toString('latin1')
    .split('\r\n')
    .map((line) => {
      const cells = line.split(file.delimiter);
      const bare = line === '' || /["\n]/.test(line);
      return bare ? line : cells.map((cell) => `"${cell}"`).join(file.delimiter);
    });
  return Buffer.from(quoted.join('\r\n'), 'latin1');
}

/** Read in pieces that part rows and letters anywhere. */
const inPieces = (name: string, bytes: Buffer, size: number): SourceFile => ({
  name,
  open: () =>
    Readable.from(
      Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size)),
      { objectMode: false },
    ),
});

async function read(files: readonly ExportFile[], written: (file: ExportFile) => Promise<Buffer>, size: number) {
  const sink = new EntryList();
  const { entries } = sink;
  const sources = await Promise.all(files.map(async (file) => inPieces(file.name, await written(file), size)));
  const { findings, counts, confirmed, debit, credit, period } = await checkBatch({
    files: sources,
    decimals: 0,
    sink,
  });
  return { findings, counts, confirmed, debit, credit, period, entries };
}

for (const name of TEXTS) {
  test(`${name}: rows read from their bytes are those read as texts, whatever is wrong with them`, async () => {
    const books = makeBooks({
      seed: `plain ${name}`,
      company: 'Maison du Littoral',
      start: '2025-03-01',
      end: '2025-04-30',
      lines: 60,
    });
    for (const [index, [fault, plant]] of Object.entries(FAULTS).entries()) {
      const kit = new Planting(books, SETS[name]);
      if (plant(kit) === null) continue;
      const whole = await read(kit.files, exportBytes, 1 << 20);
      assert.deepEqual(whole, await read(kit.files, quotedFile, 1 << 20), fault);
      if (index % 4 === 0)
        assert.deepEqual(whole, await read(kit.files, exportBytes, 700 + index * 13), `${fault}, in pieces`);
      assert.ok(whole.entries.length > 30 || whole.findings.length > 0);
    }
  });
}
