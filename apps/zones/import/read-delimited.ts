import type { Readable } from 'node:stream';
import iconv from 'iconv-lite';
import Papa from 'papaparse';
import { type Fault, fault } from './fault.ts';
import type { TextEncoding } from './inspect-file.ts';
import type { ImportLimits } from './limits.ts';

export interface TextRow {
  /** 1-based line of the file where the row begins, as an editor shows it. */
  line: number;
  cells: string[];
  /** A quotation mark stands where none may: the cells cannot be trusted. */
  misquoted?: boolean;
}

interface Parsed {
  data: string[][];
  errors: { code: string; row?: number }[];
  meta: { cursor: number };
}

const DELIMITERS = [';', ',', '\t', '|'] as const;

/** The delimiter that parts the first lines most evenly into most columns; `;` when nothing parts them. */
export function detectDelimiter(head: string): string {
  const lines = head
    .replace('\uFEFF', '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 12);
  let best: { delimiter: string; score: number } = { delimiter: ';', score: 0 };
  for (const delimiter of DELIMITERS) {
    const widths = lines.map((line) => line.replaceAll(/"(?:[^"]|"")*"/g, '').split(delimiter).length);
    const width = Math.max(...widths, 0);
    const even = widths.filter((one) => one === width).length / Math.max(1, widths.length);
    const score = width > 1 ? width * (0.5 + even) : 0;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/**
 * Rows of a delimited text, in batches, pulled: a chunk is read only when the former one's rows were taken. A row that
 * never ends (a quotation mark that is not closed) throws `EndlessRow`.
 */
export async function* readDelimited(
  input: Readable,
  o: { encoding: TextEncoding; delimiter: string; newline: string; limits: ImportLimits },
): AsyncGenerator<TextRow[], void, undefined> {
  const decoder = iconv.getDecoder(o.encoding);
  const parser = new Papa.Parser({ delimiter: o.delimiter, newline: o.newline as '\n' });
  const place = { line: 1 };
  let rest = '';
  let endless = false;
  const take = (text: string, last: boolean): TextRow[] => {
    const parsed = parser.parse(text, 0, !last) as Parsed;
    const open = last ? parsed.errors.find((error) => error.code === 'MissingQuotes')?.row : undefined;
    rest = last ? '' : text.slice(parsed.meta.cursor);
    const rows = number(open === undefined ? parsed.data : parsed.data.slice(0, open), place);
    for (const { code, row } of parsed.errors) {
      const wrong = code === 'InvalidQuotes' && row !== undefined ? rows[row] : undefined;
      if (wrong) wrong.misquoted = true;
    }
    endless = open !== undefined || rest.length > o.limits.rowBytes;
    return rows;
  };
  try {
    for await (const chunk of input) {
      const rows = take(rest + decoder.write(chunk as Buffer), false);
      if (rows.length > 0) yield rows;
      if (endless) throw new EndlessRow(place.line);
    }
    const end = rest + (decoder.end() ?? '');
    if (end !== '') yield take(end, true);
    if (endless) throw new EndlessRow(place.line);
  } finally {
    input.destroy();
  }
}

/** Old Macintosh files end lines with a carriage return alone; all others have a line feed, maybe after one. */
export function detectNewline(head: string): string {
  return head.includes('\n') || !head.includes('\r') ? '\n' : '\r';
}

/** A row longer than any row is: its place, and what to tell. */
export class EndlessRow extends Error {
  readonly line: number;
  readonly fault: Fault = fault(
    'guillemet_non_ferme',
    'la ligne ne se termine pas : un guillemet ouvert n’est pas fermé',
    'fermer ou doubler le guillemet de cette ligne, puis renvoyer le fichier',
  );

  constructor(line: number) {
    super(`row beginning at line ${line} does not end`);
    this.line = line;
  }
}

/** A row with line breaks inside quotation marks takes several lines of the file. */
function number(rows: string[][], place: { line: number }): TextRow[] {
  return rows.map((cells) => {
    const row: TextRow = { line: place.line, cells };
    place.line += linesOf(cells);
    const last = cells.at(-1);
    if (last?.endsWith('\r')) cells[cells.length - 1] = last.slice(0, -1);
    return row;
  });
}

function linesOf(cells: readonly string[]): number {
  let lines = 1;
  for (const cell of cells) if (cell.includes('\n')) lines += cell.split('\n').length - 1;
  return lines;
}
