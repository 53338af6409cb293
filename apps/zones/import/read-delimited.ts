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
  const take = (text: string, last: boolean): TextRow[] => {
    const parsed = parser.parse(text, 0, !last) as { data: string[][]; meta: { cursor: number } };
    rest = last ? '' : text.slice(parsed.meta.cursor);
    if (rest.length > o.limits.rowBytes) throw new EndlessRow(place.line + linesIn(parsed.data));
    return number(parsed.data, place);
  };
  try {
    for await (const chunk of input) {
      const rows = take(rest + decoder.write(chunk as Buffer), false);
      if (rows.length > 0) yield rows;
    }
    const end = rest + (decoder.end() ?? '');
    if (end !== '') yield take(end, true);
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
    const row = { line: place.line, cells };
    place.line += linesOf(cells);
    const last = cells.at(-1);
    if (last?.endsWith('\r')) cells[cells.length - 1] = last.slice(0, -1);
    return row;
  });
}

const linesIn = (rows: string[][]): number => rows.reduce((sum, cells) => sum + linesOf(cells), 0);

function linesOf(cells: readonly string[]): number {
  let lines = 1;
  for (const cell of cells) if (cell.includes('\n')) lines += cell.split('\n').length - 1;
  return lines;
}
