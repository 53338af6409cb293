import type { CellValue } from '@griot/sheets';
import { ROLE_NAMES, type Role } from '../../domain/layout/roles.ts';
import type { FileType } from '../../domain/ledger-types.ts';
import { columnLetter } from '../../domain/values/text.ts';
import type { BookLine, Books } from '../books/book-types.ts';
import type { ExportFile, ExportRow, RowTag } from '../exports/export-types.ts';
import { type ExportSet, makeExports } from '../exports/make-exports.ts';

/** A finding that a planted fault must give, at its place. */
export interface Expected {
  code: string;
  file: string;
  line?: number;
  column?: string;
}

/** Characters of a PNM line by role. */
const PNM: Partial<Record<Role, [number, number]>> = {
  journal: [0, 3],
  date: [3, 9],
  piece: [38, 51],
  label: [51, 76],
  debit: [84, 104],
  credit: [84, 104],
};

/** Books and their exports in which a fault is planted: in the books before they are laid out, or in rows after. */
export class Planting {
  readonly books: Books;
  /** Books from which the third-party ledger alone is made, when they differ. */
  tiersBooks: Books | null = null;
  readonly #set: ExportSet;
  #files: ExportFile[] | null = null;
  readonly #rows = new Map<FileType, ExportRow[]>();

  constructor(books: Books, set: ExportSet) {
    this.books = {
      ...books,
      accounts: [...books.accounts],
      tiers: [...books.tiers],
      journals: [...books.journals],
      lines: books.lines.map((line) => ({ ...line })),
    };
    this.#set = set;
  }

  /** The exports, laid out once; rows may then be changed in place. */
  get files(): ExportFile[] {
    if (this.#files) return this.#files;
    this.#files = makeExports(this.books, this.#set).map((file) => {
      const other =
        file.type === 'GRAND_LIVRE_TIERS' && this.tiersBooks
          ? makeExports(this.tiersBooks, this.#set).find(({ type }) => type === file.type)
          : file;
      const rows = [...(other ?? file).rows].map((row) => ({ ...row, cells: [...row.cells] }));
      this.#rows.set(file.type, rows);
      return { ...file, rows };
    });
    return this.#files;
  }

  /** The general ledger: the export of accounts, or the FEC. */
  get ledger(): ExportFile {
    const ledger = this.files.find(({ type }) => type === 'GRAND_LIVRE_COMPTES' || type === 'FEC');
    if (!ledger) throw new Error('no ledger among the exports');
    return ledger;
  }

  file(type: FileType): ExportFile | undefined {
    return this.files.find((file) => file.type === type);
  }

  rows(file: ExportFile): ExportRow[] {
    return this.#rows.get(file.type) ?? [];
  }

  /** Index of the row of a tag, or -1. */
  find(file: ExportFile, test: (tag: RowTag) => boolean): number {
    return this.rows(file).findIndex(({ tag }) => tag !== undefined && test(tag));
  }

  entry(file: ExportFile, line: number): number {
    return this.find(file, (tag) => tag.kind === 'entry' && tag.line === line);
  }

  set(file: ExportFile, index: number, role: Role, value: CellValue): void {
    const row = this.rows(file)[index];
    if (!row) throw new Error(`no row ${index}`);
    if (file.layout === 'pnm') {
      const [from, to] = PNM[role] ?? [0, 0];
      const text = String(row.cells[0]);
      row.cells[0] =
        text.slice(0, from) +
        String(value ?? '')
          .slice(0, to - from)
          .padStart(to - from) +
        text.slice(to);
      return;
    }
    const column = file.columns[role] ?? -1;
    while (row.cells.length <= column) row.cells.push(null);
    row.cells[column] = value;
  }

  expect(code: string, file: ExportFile, index?: number, column?: Role | number): Expected {
    const isSheet = file.format === 'xlsx' || file.format === 'xls';
    const number =
      typeof column === 'string'
        ? (file.columns[
            column === 'account' || column === 'tiers' ? (file.columns[column] === undefined ? 'date' : column) : column
          ] ?? 0)
        : column;
    const name =
      column === undefined
        ? undefined
        : isSheet
          ? columnLetter(number ?? 0)
          : typeof column === 'string'
            ? ROLE_NAMES[column]
            : undefined;
    return {
      code,
      file: file.name,
      ...(index !== undefined && { line: index + 1 }),
      ...(name !== undefined && { column: name }),
    };
  }

  /** Rows of a file on which the lines of a piece stand, in its order. */
  pieceRows(file: ExportFile, piece: string): number[] {
    return this.entryRows(file, (line) => line.piece === piece);
  }

  entryRows(file: ExportFile, test: (line: BookLine) => boolean): number[] {
    const { lines } = file.type === 'GRAND_LIVRE_TIERS' ? (this.tiersBooks ?? this.books) : this.books;
    return this.rows(file).flatMap(({ tag }, index) => {
      const line = tag?.kind === 'entry' ? lines[tag.line] : undefined;
      return line && test(line) ? [index] : [];
    });
  }

  /** A line of a sale, with entries after it under its account in every layout. */
  sale(number: number): number {
    const sales = this.books.lines.flatMap(({ account, journal }, index) =>
      journal === 'VTE' && account.startsWith('7') ? [index] : [],
    );
    const first = [...sales].sort((a, b) =>
      (this.books.lines[a]?.day ?? '') < (this.books.lines[b]?.day ?? '') ? -1 : 1,
    );
    return first[Math.min(number, first.length - 3)] ?? 0;
  }

  line(index: number): BookLine {
    const line = this.books.lines[index];
    if (!line) throw new Error(`no line ${index}`);
    return line;
  }

  /** What follows from an amount that is not what its piece needs, where no running balance tells. */
  unbalanced(piece: string): Expected[] {
    const { ledger } = this;
    const journal = this.books.lines.find((line) => line.piece === piece)?.journal ?? '';
    return [
      this.expect('piece_desequilibree', ledger, this.pieceRows(ledger, piece)[0], 'piece'),
      this.expect(
        'journal_desequilibre',
        ledger,
        this.entryRows(ledger, (line) => line.journal === journal)[0],
        'journal',
      ),
      this.expect('total_desequilibre', ledger),
    ];
  }
}
