import type { SheetRow } from '@griot/sheets';
import Papa from 'papaparse';
import type { SourceLimits } from './source-limits.ts';
import { SourceRefused } from './source-refused.ts';
import type { TextEncoding } from './text-encoding.ts';

export interface TextShape {
  encoding: TextEncoding;
  /** Null: each line is one cell. */
  delimiter: string | null;
}

/** Columns of which the places are kept; a wider row is read as texts. */
const MOST_FIELDS = 256;
const [LINE_FEED, RETURN, QUOTE] = [10, 13, 34];

/**
 * Goes through the bytes of a text row by row, and says where the fields of a row lie: texts are made of those rows alone for
 * which somebody asks. Rows are numbered as an editor does. `;` and `,` obey quotation marks; tabs and bars part wherever they stand.
 */
export class TextScanner {
  /** What was read and is not gone through; the fields of the present row lie in it. */
  bytes: Buffer = Buffer.alloc(0);
  readonly encoding: 'utf-8' | 'windows-1252';
  /** Line of the present row's beginning. */
  line = 0;
  /** Fields of the present row; -1: they cannot be taken as they lie. */
  fields = -1;
  readonly from = new Int32Array(MOST_FIELDS);
  readonly to = new Int32Array(MOST_FIELDS);
  #at = 0;
  /** There are quotation marks in the bytes. */
  #quotes = false;
  #start = 0;
  #end = 0;
  #nextLine = 1;
  #last = false;
  /** Rows gone through, the present one included. */
  rows = 0;
  #blank = 0;
  #blankRow = 0;
  #quotedCells: string[] | null = null;
  #row: SheetRow | null = null;
  readonly #delimiter: string | null;
  readonly #parser: Papa.Parser | null;
  readonly #limits: SourceLimits;
  readonly #decoder = new TextDecoder('windows-1252');

  constructor({ encoding, delimiter }: TextShape, limits: SourceLimits) {
    // UTF-16 comes here as UTF-8.
    this.encoding = encoding === 'windows-1252' ? encoding : 'utf-8';
    this.#delimiter = delimiter;
    this.#limits = limits;
    const obeys = delimiter === ';' || delimiter === ',';
    this.#parser = obeys ? new Papa.Parser({ delimiter, newline: '\n', preview: 1 }) : null;
  }

  /** More bytes; what was not gone through stands before them. */
  push(chunk: Buffer): void {
    const left = this.bytes.length - this.#at;
    if (left > this.#limits.rowBytes) throw new SourceRefused('ligne_sans_fin', {}, { line: this.#nextLine });
    this.bytes = left === 0 ? chunk : Buffer.concat([this.bytes.subarray(this.#at), chunk]);
    this.#at = 0;
    this.#quotes = this.bytes.includes(QUOTE);
  }

  /** No more bytes come. */
  end(): void {
    this.#last = true;
  }

  /** Goes to the next row that is whole; false: there is none in the bytes. Throws `SourceRefused`. */
  next(): boolean {
    const { bytes, from, to } = this;
    const size = bytes.length;
    const delimiter = this.#delimiter?.charCodeAt(0) ?? -1;
    const start = this.#nextLine === 1 ? this.#at + byteOrderMark(bytes, this.#at) : this.#at;
    let at = start;
    let field = start;
    let fields = 0;
    let quoted = false;
    for (; at < size; at += 1) {
      const byte = bytes[at] as number;
      if (byte === delimiter) {
        from[fields] = field;
        to[fields] = at;
        fields += 1;
        field = at + 1;
      } else if (byte === LINE_FEED) break;
    }
    if (this.#quotes) for (let one = start; one < at; one += 1) quoted ||= bytes[one] === QUOTE;
    if (at >= size && (!this.#last || start >= size)) return false;
    this.#row = null;
    this.#quotedCells = null;
    this.#start = start;
    if (quoted && this.#parser) return this.#quotedRow(this.#parser, start);
    const end = at > field && bytes[at - 1] === RETURN ? at - 1 : at;
    from[fields] = field;
    to[fields] = end;
    this.#went(end, at + 1, 1, quoted || fields >= MOST_FIELDS ? -1 : fields + 1);
    return true;
  }

  /** Bytes of the present row. */
  get length(): number {
    return this.#end - this.#start;
  }

  /** The present row as texts. Throws `SourceRefused` when too many rows without any came one after the other. */
  row(): SheetRow {
    if (this.#row) return this.#row;
    const cells = this.#quotedCells ?? this.#cells();
    if (cells.every((cell) => cell === '')) {
      this.#blank = this.#blankRow === this.rows - 1 ? this.#blank + 1 : 1;
      this.#blankRow = this.rows;
      const { blankRows } = this.#limits;
      if (this.#blank > blankRows)
        throw new SourceRefused('lignes_vides', { limite: String(blankRows) }, { line: this.line });
    }
    this.#row = { line: this.line, cells };
    return this.#row;
  }

  #cells(): string[] {
    const text = this.#text(this.#start, this.#end);
    if (this.#delimiter === null) return [text];
    const cells = text.split(this.#delimiter);
    return text.includes('"') ? cells.map(unquote) : cells;
  }

  #went(end: number, next: number, lines: number, fields: number): void {
    this.line = this.#nextLine;
    this.#nextLine += lines;
    this.#end = end;
    this.#at = Math.min(next, this.bytes.length);
    this.fields = fields;
    this.rows += 1;
    const { rows } = this.#limits;
    if (this.rows > rows) throw new SourceRefused('trop_de_lignes', { limite: String(rows) }, { line: this.line });
  }

  /** A quoted cell may hold breaks: twice as many lines are tried until the row is whole. */
  #quotedRow(parser: Papa.Parser, start: number): boolean {
    for (let lines = 1; ; lines *= 2) {
      let end = start;
      for (let line = 0; line < lines && end >= 0; line += 1) end = this.bytes.indexOf(LINE_FEED, end) + 1 || -1;
      const whole = end >= 0;
      if (!whole && !this.#last) return false;
      const text = this.#text(start, whole ? end : this.bytes.length);
      const { data, meta } = parser.parse(text, 0, whole) as { data: string[][]; meta: { cursor: number } };
      const cells = data[0];
      if (!cells) {
        if (whole) continue;
        return false;
      }
      const final = cells.at(-1);
      if (final?.endsWith('\r')) cells[cells.length - 1] = final.slice(0, -1);
      this.#quotedCells = cells;
      const taken = whole || meta.cursor < text.length ? this.#size(text.slice(0, meta.cursor)) : text.length * 4;
      const breaks = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 1);
      this.#went(start + taken, start + taken, breaks, -1);
      return true;
    }
  }

  #size(text: string): number {
    return this.encoding === 'utf-8' ? Buffer.byteLength(text) : text.length;
  }

  #text(from: number, to: number): string {
    if (this.encoding === 'utf-8') return this.bytes.toString('utf8', from, to);
    for (let at = from; at < to; at += 1) {
      const byte = this.bytes[at] as number;
      if (byte >= 0x80 && byte < 0xa0) return this.#decoder.decode(this.bytes.subarray(from, to));
    }
    return this.bytes.toString('latin1', from, to);
  }
}

const unquote = (cell: string): string =>
  cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;

const byteOrderMark = (bytes: Uint8Array, at: number): number =>
  bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf ? 3 : 0;
