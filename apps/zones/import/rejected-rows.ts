import type { RawCell } from './find-header.ts';
import { LineFile } from './line-file.ts';
import type { SourceTable } from './tables.ts';

/** The rows set aside, as a `;` CSV that a spreadsheet opens: where, why, then the cells as they came. To be mended and sent again. */
export class RejectedRows {
  rows = 0;
  readonly #file: LineFile;

  constructor(path: string, table: SourceTable) {
    const titles = ['fichier', 'ligne', 'motifs', ...table.columns.map((column) => column.name)];
    this.#file = new LineFile(path, `\uFEFF${line(titles)}`);
  }

  async add(file: string, at: number, reasons: readonly string[], cells: readonly RawCell[]): Promise<void> {
    this.rows += 1;
    this.#file.add(line([file, String(at), reasons.join(' / '), ...cells.map(asText)]));
    await this.#file.drain();
  }

  /** Path of the file; null when nothing was set aside. */
  async close(): Promise<string | null> {
    if (this.rows === 0) return null;
    await this.#file.close();
    return this.#file.path;
  }
}

function asText(cell: RawCell): string {
  if (cell === null) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}

function line(cells: readonly string[]): string {
  return `${cells.map(quoted).join(';')}\r\n`;
}

/** A leading `=`, `@`, `+` or `-` would be run by a spreadsheet as a formula, unless it is a number. */
function quoted(text: string): string {
  const safe = /^[=@\t]|^[+-](?![\d\s.,]+$)/.test(text) ? `'${text}` : text;
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
