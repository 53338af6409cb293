import type { Readable } from 'node:stream';
import type { StoredFile } from '@griot/files';
import { DomainError } from '@griot/kernel';
import { isRefusal, openWorkbook } from '@griot/sheets';
import Papa from 'papaparse';

const ROWS = 100;
const COLUMNS = 60;
const SHEETS = 5;
const HEAD_BYTES = 256 * 1024;
const MOST_WORKBOOK_BYTES = 16 * 1024 * 1024;

export interface FirstRows {
  sheets: { name: string; rows: string[][] }[];
  /** There is more than is shown. */
  cut: boolean;
}

type Open = (range: { start: number; end: number }) => Promise<Readable>;

/** The beginning of a table. Throws `drive.no_preview` for other kinds, and for workbooks that are too large or broken. */
export async function firstRows(file: StoredFile, open: Open): Promise<FirstRows> {
  const { contentType, size } = file;
  if (contentType.startsWith('text/') && contentType !== 'text/html') {
    const bytes = await read(await open({ start: 0, end: Math.min(size, HEAD_BYTES) - 1 }), size);
    return rowsOfText(bytes, size > HEAD_BYTES);
  }
  if (!/spreadsheetml|ms-excel/.test(contentType) || size > MOST_WORKBOOK_BYTES) throw noPreview(file, 'kind');
  const opened = await openWorkbook(await read(await open({ start: 0, end: size - 1 }), size));
  if (isRefusal(opened)) throw noPreview(file, opened.refused);
  const sheets: FirstRows['sheets'] = [];
  let cut = opened.sheets.length > SHEETS;
  for (const [at, sheet] of opened.sheets.slice(0, SHEETS).entries()) {
    const rows: string[][] = [];
    for await (const batch of opened.rows(at, { maxRows: ROWS + 1 })) {
      for (const { cells } of batch.slice(0, ROWS - rows.length)) rows.push(cells.slice(0, COLUMNS).map(cellText));
      if (rows.length >= ROWS) break;
    }
    cut ||= rows.length >= ROWS;
    sheets.push({ name: sheet, rows });
  }
  return { sheets, cut };
}

/** Strict UTF-8 first, else Windows-1252, which every byte is. A sign cut at the end of the head does not count. */
function rowsOfText(bytes: Buffer, more: boolean): FirstRows {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: more });
  } catch {
    text = new TextDecoder('windows-1252').decode(bytes);
  }
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { preview: ROWS + 1, skipEmptyLines: true });
  const rows = data.slice(0, ROWS).map((row) => row.slice(0, COLUMNS).map((cell) => cell.slice(0, 300)));
  return { sheets: [{ name: '', rows }], cut: more || data.length > ROWS };
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).slice(0, 300);
}

async function read(stream: Readable, size: number): Promise<Buffer> {
  if (size === 0) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function noPreview(file: StoredFile, reason: string): DomainError {
  return new DomainError({ code: 'drive.no_preview', kind: 'unsupported', details: { name: file.name, reason } });
}
