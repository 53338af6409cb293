import { DomainError, formatNumber } from '@griot/kernel';
import { type CellValue, isRefusal, openWorkbook, sheetLimits, workbookFormat } from '@griot/sheets';
import Papa from 'papaparse';
import { LIMITS } from './limits.ts';

export interface Grid {
  /** Of the sheet that was taken; null for a text. */
  sheet: string | null;
  /** Names of sheets that were left out. */
  others: string[];
  rows: CellValue[][];
}

const refuse = (reason: string, detail = ''): DomainError =>
  new DomainError({ code: 'assistant.attachment_refused', kind: 'invalid', details: { reason, detail } });

/** The cells of a CSV or a workbook, judged by what it holds, not by its name. Throws `assistant.attachment_refused` (details.reason). */
export async function readGrid(bytes: Buffer): Promise<Grid> {
  if (bytes.length === 0) throw refuse('empty');
  return workbookFormat(bytes) === null ? readText(bytes) : readWorkbook(bytes);
}

async function readWorkbook(bytes: Buffer): Promise<Grid> {
  const limits = { ...sheetLimits, inflatedBytes: 256 * 1024 * 1024, columns: 256 };
  const opened = await openWorkbook(bytes, limits);
  if (isRefusal(opened)) throw refuse(opened.refused, opened.detail);
  for (const [at, sheet] of opened.sheets.entries()) {
    const rows: CellValue[][] = [];
    for await (const batch of opened.rows(at)) {
      for (const { cells } of batch) rows.push(cells.slice(0, LIMITS.columns + 1).map(cut));
      checkSize(rows);
    }
    // The first sheet that holds a table; a title page holds none.
    if (rows.filter((row) => row.some((cell) => cell !== null)).length >= 2)
      return { sheet, others: opened.sheets.filter((_, other) => other !== at), rows };
  }
  throw refuse('no_table');
}

function readText(bytes: Buffer): Grid {
  const text = decode(bytes);
  if (/^\s*(<!doctype|<html|<\?xml|%PDF|\{|\[)/i.test(text.slice(0, 200))) throw refuse('not_a_table');
  const rows: CellValue[][] = [];
  let broken = false;
  let failed: DomainError | null = null;
  Papa.parse<string[]>(text, {
    delimiter: delimiterOf(text.slice(0, 64 * 1024)),
    skipEmptyLines: 'greedy',
    step({ data, errors }, parser) {
      broken ||= errors.some(({ code }) => code === 'MissingQuotes');
      rows.push(data.slice(0, LIMITS.columns + 1).map(cut));
      if (rows.length % 1000 !== 0) return;
      try {
        checkSize(rows);
      } catch (error) {
        failed = error as DomainError;
        parser.abort();
      }
    },
  });
  if (failed) throw failed;
  if (broken) throw refuse('open_quote');
  checkSize(rows);
  if (rows.length < 2) throw refuse('no_table');
  return { sheet: null, others: [], rows };
}

/** UTF-8 where it is that to the last byte, UTF-16 by its mark, else Windows-1252; bytes that no text has are refused. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.subarray(0, 64 * 1024).includes(0)) throw refuse('not_a_table');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^\uFEFF/, '');
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The sign that parts the first lines most evenly. */
function delimiterOf(head: string): string {
  const lines = head
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 12);
  let best = { sign: ';', score: 0 };
  for (const sign of [';', ',', '\t', '|']) {
    const widths = lines.map((line) => line.replace(/"(?:[^"]|"")*"/g, '').split(sign).length);
    const width = Math.max(...widths, 0);
    const score = width > 1 ? width * (0.5 + widths.filter((one) => one === width).length / lines.length) : 0;
    if (score > best.score) best = { sign, score };
  }
  return best.sign;
}

const cut = (cell: CellValue): CellValue => (typeof cell === 'string' ? cell.slice(0, LIMITS.cell) : cell);

function checkSize(rows: readonly CellValue[][]): void {
  if (rows.length > LIMITS.rows + 20) throw refuse('too_many_rows', formatNumber(String(LIMITS.rows), 'fr'));
  const widest = rows.slice(-1000).reduce((most, row) => Math.max(most, row.length), 0);
  if (widest > LIMITS.columns) throw refuse('too_many_columns', String(LIMITS.columns));
  if (rows.length * widest > LIMITS.cells) throw refuse('too_many_cells', formatNumber(String(LIMITS.cells), 'fr'));
}
