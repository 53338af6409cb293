import { type CellObject, CFB, read, SSF, utils, type WorkBook } from '@e965/xlsx';
import { DomainError } from '@griot/kernel';
import type { SheetLimits } from './sheet-limits.ts';
import type { CellValue, OpenedWorkbook, SheetRow, WorkbookRefusal } from './workbook-types.ts';

const BATCH = 2000;
const DAY_MS = 86_400_000;

/** A workbook of Excel 97-2003: at most 65 536 rows a sheet, so it is read whole. */
export function openLegacy(bytes: Buffer, limits: SheetLimits): OpenedWorkbook | WorkbookRefusal {
  if (isCut(bytes)) return { refused: 'broken', detail: '' };
  const seen = inspectBook(bytes);
  if (seen === null) return { refused: 'broken', detail: '' };
  if (seen.cells > limits.legacyCells) return { refused: 'oversized', detail: `> ${limits.legacyCells} cellules` };
  let book: WorkBook;
  try {
    book = read(bytes, {
      type: 'buffer',
      dense: true,
      cellFormula: true,
      cellNF: true,
      cellText: false,
      bookVBA: true,
    });
  } catch (error) {
    const encrypted = /password|encrypt/i.test(String(error));
    return { refused: encrypted ? 'encrypted' : 'broken', detail: '' };
  }
  if (book.SheetNames.length === 0) return { refused: 'not_a_workbook', detail: '' };
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  const rowsOf = (sheet: number): (CellObject | undefined)[][] =>
    (book.Sheets[book.SheetNames[sheet] ?? '']?.['!data'] ?? []) as (CellObject | undefined)[][];
  for (const [sheet, name] of book.SheetNames.entries()) {
    const row = rowsOf(sheet).findIndex((cells) => (cells?.length ?? 0) > limits.columns);
    if (row >= 0) return { refused: 'too_wide', detail: `IW${row + 1}`, sheet: name };
  }
  return {
    format: 'xls',
    sheets: book.SheetNames,
    macros: book.vbaraw !== undefined,
    externalLinks: seen.externalLinks,
    formula: firstFormula(book, rowsOf),
    async *rows(sheet, o = {}) {
      const all = rowsOf(sheet);
      const rows = all.slice(0, o.maxRows ?? all.length);
      for (let at = 0; at < rows.length; at += BATCH) {
        // Rows without cells are holes of the array.
        yield Array.from(
          rows.slice(at, at + BATCH),
          (cells, index): SheetRow => ({
            line: at + index + 1,
            cells: Array.from(cells ?? [], (cell) => cellValue(cell ?? undefined, date1904)),
          }),
        );
      }
    },
  };
}

/** Record of a book that formulas and names refer to (MS-XLS §2.4.271). */
const SUP_BOOK = 0x01ae;
/** Where its path would be: the workbook itself, and functions of add-ins. */
const OWN = new Set([0x0401, 0x3a01]);
/** Records of one cell, and of several side by side (MS-XLS §2.3.1). */
const CELLS = new Set([0x0006, 0x00d6, 0x00fd, 0x0201, 0x0203, 0x0204, 0x0205, 0x027e]);
const RUNS = new Set([0x00bd, 0x00be]);

/** Goes through the records before anything is made of them: cells, and whether another file is named that values are taken from. */
function inspectBook(bytes: Buffer): { cells: number; externalLinks: boolean } | null {
  let stream: Buffer;
  try {
    const container = CFB.read(bytes, { type: 'buffer' }) as Parameters<typeof CFB.find>[0];
    const entry = CFB.find(container, 'Workbook') ?? CFB.find(container, 'Book');
    stream = entry?.content ? Buffer.from(entry.content as Uint8Array) : Buffer.alloc(0);
  } catch {
    return null;
  }
  let cells = 0;
  let externalLinks = false;
  for (let at = 0; at + 4 <= stream.length; at += 4 + stream.readUInt16LE(at + 2)) {
    const type = stream.readUInt16LE(at);
    if (CELLS.has(type)) cells += 1;
    else if (RUNS.has(type)) cells += Math.ceil(stream.readUInt16LE(at + 2) / (type === 0x00bd ? 6 : 2));
    else if (type === SUP_BOOK && at + 8 <= stream.length) externalLinks ||= !OWN.has(stream.readUInt16LE(at + 6));
  }
  return { cells, externalLinks };
}

function firstFormula(book: WorkBook, rowsOf: (sheet: number) => (CellObject | undefined)[][]) {
  for (const [sheet, name] of book.SheetNames.entries()) {
    for (const [row, cells] of rowsOf(sheet).entries()) {
      const column = cells?.findIndex((cell) => cell?.f !== undefined) ?? -1;
      if (column >= 0) return { sheet: name, cell: utils.encode_cell({ r: row, c: column }) };
    }
  }
  return null;
}

function cellValue(cell: CellObject | undefined, date1904: boolean): CellValue {
  if (cell === undefined || cell.t === 'z' || cell.v === undefined) return null;
  if (cell.t === 'n' && typeof cell.v === 'number' && cell.z !== undefined && SSF.is_date(String(cell.z))) {
    return new Date(Date.UTC(1899, 11, 30) + Math.floor(cell.v + (date1904 ? 1462 : 0)) * DAY_MS);
  }
  if (cell.t === 'e') throw new DomainError({ code: 'sheets.unreadable', kind: 'invalid', details: { value: cell.w } });
  return cell.v;
}

/** A compound file names its sectors in its own table (MS-CFB §2.3): one that is used and not there was cut off. */
function isCut(bytes: Buffer): boolean {
  if (bytes.length < 1024) return true;
  const shift = bytes.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return true;
  const size = 2 ** shift;
  const sectors = Math.ceil((bytes.length - size) / size);
  for (let index = 0; index < 109; index += 1) {
    const table = bytes.readUInt32LE(76 + index * 4);
    if (table === 0xffffffff) break;
    const at = (table + 1) * size;
    if (at + size > bytes.length) return true;
    for (let entry = 0; entry < size / 4; entry += 1) {
      const next = bytes.readUInt32LE(at + entry * 4);
      // Above are marks: free, end of a chain, a table.
      if (next < 0xfffffffa && (next >= sectors || index * (size / 4) + entry >= sectors)) return true;
    }
  }
  return false;
}
