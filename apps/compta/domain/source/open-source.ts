import type { Readable } from 'node:stream';
import { isDomainError } from '@griot/kernel';
import {
  isRefusal,
  openWorkbook,
  type RefusalReason,
  type SheetRow,
  type StoredBytes,
  workbookFormat,
} from '@griot/sheets';
import { type Grid, HEAD_ROWS } from './grid.ts';
import { detectDelimiter, readTextRows, scanText } from './read-text-rows.ts';
import type { SourceFile } from './source-file.ts';
import type { SourceLimits } from './source-limits.ts';
import { SourceRefused } from './source-refused.ts';
import { EncodingTest, type TextEncoding } from './text-encoding.ts';
import type { TextScanner } from './text-scanner.ts';

const REFUSED: Record<RefusalReason, string> = {
  not_a_workbook: 'format_inconnu',
  broken: 'classeur_illisible',
  encrypted: 'classeur_protege',
  oversized: 'classeur_demesure',
  too_wide: 'feuille_trop_large',
};
const EXTENSIONS: Record<string, string> = {
  xlsx: 'xlsx',
  xls: 'xls',
  csv: 'text',
  txt: 'text',
  pnm: 'text',
  tsv: 'text',
};

/** Keeps all bytes of a workbook where they can be read from any place; null when there are more than so many. */
export type Keep = (input: Readable, most: number) => Promise<Buffer | StoredBytes | null>;

/** Opens what was handed in, as one grid a sheet. Throws `SourceRefused`: what cannot be trusted is not read. */
export async function openSource(file: SourceFile, limits: SourceLimits, keep: Keep = readAll): Promise<Grid[]> {
  const first = await firstBytes(file);
  if (first.length === 0) throw new SourceRefused('fichier_vide');
  const format = workbookFormat(first);
  const extension = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
  const promised = EXTENSIONS[extension];
  if (promised === undefined) throw new SourceRefused('extension_refusee', { extension: extension || '–' });
  if (format === null && first.includes(0) && !(first[0] === 0xff && first[1] === 0xfe)) {
    throw new SourceRefused('format_inconnu');
  }
  // A protected .xlsx is wrapped as a legacy workbook is.
  if (format === 'xls' && promised === 'xlsx') await openSheets(file, limits, keep);
  if ((format ?? 'text') !== promised) {
    throw new SourceRefused('extension_fausse', { extension, contenu: format ?? 'texte' });
  }
  return format === null ? [await openText(file, limits)] : openSheets(file, limits, keep);
}

async function openSheets(file: SourceFile, limits: SourceLimits, keep: Keep): Promise<Grid[]> {
  const most = limits.workbook.workbookBytes;
  const bytes = await keep(await file.open(), most);
  if (bytes === null) throw new SourceRefused('fichier_trop_grand', { limite: mebibytes(most) });
  const workbook = await openWorkbook(bytes, limits.workbook);
  if (isRefusal(workbook)) {
    const place = workbook.sheet === undefined ? {} : { sheet: workbook.sheet };
    throw new SourceRefused(REFUSED[workbook.refused], { detail: workbook.detail || '–' }, place);
  }
  if (workbook.macros) throw new SourceRefused('classeur_avec_macros');
  if (workbook.externalLinks) throw new SourceRefused('classeur_lie');
  if (workbook.formula) {
    const { sheet, cell } = workbook.formula;
    const at = /^([A-Z]+)(\d+)$/.exec(cell);
    throw new SourceRefused(
      'classeur_avec_formules',
      { cellule: cell },
      {
        sheet,
        ...(at && { column: at[1] ?? '', line: Number(at[2]) }),
      },
    );
  }
  const grids: Grid[] = [];
  for (const [index, sheet] of workbook.sheets.slice(0, limits.sheets).entries()) {
    const rows = () => bounded(told(workbook.rows(index), sheet), limits, sheet);
    const head = await firstRows(told(workbook.rows(index, { maxRows: HEAD_ROWS }), sheet));
    grids.push({ file: file.name, format: workbook.format, sheet, head, rows });
  }
  return grids;
}

async function openText(file: SourceFile, limits: SourceLimits): Promise<Grid> {
  const test = new EncodingTest();
  let head = Buffer.alloc(0);
  let bytes = 0;
  for await (const chunk of await file.open()) {
    const data = chunk as Buffer;
    bytes += data.length;
    if (bytes > limits.textBytes)
      throw new SourceRefused('fichier_trop_grand', { limite: mebibytes(limits.textBytes) });
    if (head.length < 65_536) head = Buffer.concat([head, data.subarray(0, 65_536 - head.length)]);
    test.add(data);
  }
  const encoding: TextEncoding = test.end();
  const lines = new TextDecoder(encoding)
    .decode(head, { stream: true })
    .split(/\r\n|\n/)
    .slice(0, HEAD_ROWS);
  const delimiter = detectDelimiter(lines);
  const shape = { encoding, delimiter };
  const rows = async function* (): AsyncGenerator<SheetRow[], void, undefined> {
    yield* readTextRows(await file.open(), shape, limits);
  };
  const scan = async function* (): AsyncGenerator<TextScanner, void, undefined> {
    yield* scanText(await file.open(), shape, limits);
  };
  const grid = { file: file.name, encoding, head: await firstRows(rows()), rows, scan };
  return delimiter === null ? { ...grid, format: 'fixed' } : { ...grid, format: 'delimited', delimiter };
}

/** What the library cannot read is told as a finding. */
async function* told(rows: AsyncGenerator<SheetRow[]>, sheet: string): AsyncGenerator<SheetRow[], void, undefined> {
  try {
    yield* rows;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const line = error.details?.row;
    throw new SourceRefused(
      error.code === 'sheets.too_wide' ? 'feuille_trop_large' : 'classeur_illisible',
      { detail: sheet },
      {
        sheet,
        ...(typeof line === 'number' && { line }),
      },
    );
  }
}

async function* bounded(
  batches: AsyncGenerator<SheetRow[]>,
  limits: SourceLimits,
  sheet: string,
): AsyncGenerator<SheetRow[], void, undefined> {
  let count = 0;
  let blank = 0;
  const place = (line: number) => ({ sheet, line });
  for await (const batch of batches) {
    count += batch.length;
    const last = batch.at(-1)?.line ?? 0;
    if (count > limits.rows) throw new SourceRefused('trop_de_lignes', { limite: String(limits.rows) }, place(last));
    for (const { line, cells } of batch) {
      blank = cells.every((cell) => cell === null || cell === '') ? blank + 1 : 0;
      if (blank > limits.blankRows)
        throw new SourceRefused('lignes_vides', { limite: String(limits.blankRows) }, place(line));
    }
    yield batch;
  }
}

async function firstRows(rows: AsyncGenerator<SheetRow[]>): Promise<SheetRow[]> {
  const head: SheetRow[] = [];
  for await (const batch of rows) {
    head.push(...batch.slice(0, HEAD_ROWS - head.length));
    if (head.length >= HEAD_ROWS) break;
  }
  return head;
}

async function firstBytes(file: SourceFile): Promise<Buffer> {
  const input = await file.open();
  let head = Buffer.alloc(0);
  for await (const chunk of input) {
    head = Buffer.concat([head, chunk as Buffer]);
    if (head.length >= 512) break;
  }
  input.destroy();
  return head.subarray(0, 512);
}

/** All bytes, or null when there are more than so many. */
export async function readAll(input: Readable, most: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    size += (chunk as Buffer).length;
    if (size > most) {
      input.destroy();
      return null;
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

const mebibytes = (bytes: number): string => `${Math.floor(bytes / (1024 * 1024))} Mio`;
