import type { Readable } from 'node:stream';
import type { SheetRow } from '@griot/sheets';
import type { SourceLimits } from './source-limits.ts';
import { TextScanner, type TextShape } from './text-scanner.ts';

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

/** The one scanner of a text, each time that there are rows in it to go through. */
export async function* scanText(
  input: Readable,
  shape: TextShape,
  limits: SourceLimits,
): AsyncGenerator<TextScanner, void, undefined> {
  const scanner = new TextScanner(shape, limits);
  const wide = shape.encoding === 'utf-16le' ? new TextDecoder('utf-16le') : null;
  try {
    for await (const chunk of input) {
      scanner.push(wide ? Buffer.from(wide.decode(chunk as Buffer, { stream: true })) : (chunk as Buffer));
      yield scanner;
    }
    scanner.end();
    yield scanner;
  } finally {
    input.destroy();
  }
}

/** Rows of a text, as texts. */
export async function* readTextRows(
  input: Readable,
  shape: TextShape,
  limits: SourceLimits,
): AsyncGenerator<SheetRow[], void, undefined> {
  for await (const scanner of scanText(input, shape, limits)) {
    const rows: SheetRow[] = [];
    while (scanner.next()) rows.push(scanner.row());
    if (rows.length > 0) yield rows;
  }
}
