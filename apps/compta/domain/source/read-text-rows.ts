import type { Readable } from 'node:stream';
import type { SheetRow } from '@griot/sheets';
import Papa from 'papaparse';
import { SourceRefused } from './grid.ts';
import type { SourceLimits } from './source-limits.ts';
import type { TextEncoding } from './text-encoding.ts';

export const DELIMITERS = ['\t', ';', '|', ','] as const;

/** The delimiter that parts the lines most often and most evenly; null: lines are not parted. */
export function detectDelimiter(lines: readonly string[]): string | null {
  const filled = lines.filter((line) => line.trim() !== '');
  let best: { delimiter: string; score: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const widths = filled.map((line) => line.replaceAll(/"(?:[^"]|"")*"/g, '').split(delimiter).length);
    const parted = widths.filter((width) => width >= 3).length / Math.max(1, filled.length);
    if (parted < 0.3) continue;
    const usual = [...widths].sort((a, b) => a - b)[Math.floor(widths.length * 0.75)] ?? 0;
    const score = parted * usual;
    if (!best || score > best.score) best = { delimiter, score };
  }
  return best?.delimiter ?? null;
}

export interface TextShape {
  encoding: TextEncoding;
  /** Null: each line is one cell. */
  delimiter: string | null;
}

/** Rows of a text, numbered as an editor does. `;` and `,` obey quotation marks; tabs and bars part wherever they stand. */
export async function* readTextRows(
  input: Readable,
  shape: TextShape,
  limits: SourceLimits,
): AsyncGenerator<SheetRow[], void, undefined> {
  const decoder = new TextDecoder(shape.encoding);
  const quoted = shape.delimiter === ';' || shape.delimiter === ',' ? quotedRows(shape.delimiter) : null;
  let rest = '';
  let line = 1;
  const take = (text: string, last: boolean): SheetRow[] => {
    const { rows, left } = quoted ? quoted(text, last) : plainRows(text, shape.delimiter, last);
    rest = left;
    return rows.map(({ cells, lines }) => {
      const row: SheetRow = { line, cells };
      line += lines;
      return row;
    });
  };
  try {
    for await (const chunk of input) {
      const rows = take(rest + decoder.decode(chunk as Buffer, { stream: true }), false);
      if (rest.length > limits.rowBytes) throw new SourceRefused('ligne_sans_fin', {}, { line });
      if (rows.length > 0) yield rows;
    }
    const end = rest + decoder.decode();
    if (end !== '') yield take(end, true);
  } finally {
    input.destroy();
  }
}

interface Cut {
  rows: { cells: string[]; lines: number }[];
  left: string;
}

function plainRows(text: string, delimiter: string | null, last: boolean): Cut {
  const lines = text.split(/\r\n|\n/);
  // A carriage return at the end may be half a line break.
  const left = last ? '' : (lines.pop() ?? '');
  if (last && lines.at(-1) === '') lines.pop();
  return {
    rows: lines.map((one) => ({ cells: delimiter === null ? [one] : one.split(delimiter).map(unquote), lines: 1 })),
    left,
  };
}

const unquote = (cell: string): string =>
  cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;

function quotedRows(delimiter: string): (text: string, last: boolean) => Cut {
  const parser = new Papa.Parser({ delimiter, newline: '\n' });
  return (text, last) => {
    const parsed = parser.parse(text, 0, !last) as { data: string[][]; meta: { cursor: number } };
    const rows = parsed.data.map((cells) => {
      const final = cells.at(-1);
      if (final?.endsWith('\r')) cells[cells.length - 1] = final.slice(0, -1);
      return { cells, lines: cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 1) };
    });
    if (last && rows.at(-1)?.cells.length === 1 && rows.at(-1)?.cells[0] === '') rows.pop();
    return { rows, left: last ? '' : text.slice(parsed.meta.cursor) };
  };
}
