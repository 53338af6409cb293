/** What a cell may be. Numbers that matter are exact decimal strings. */
export type Cell = string | number | boolean | null | undefined;

export interface CsvOptions<R> {
  columns: readonly { header: string; value: (row: R) => Cell; kind?: 'text' | 'number' }[];
  /** `fr` (default): `;` between fields and decimal comma. `en`: `,` and point. */
  locale?: 'fr' | 'en';
}

const BOM = '\uFEFF';
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * A table as spreadsheets open it: UTF-8 with BOM, CRLF. Text that a spreadsheet would take for a formula gets an
 * apostrophe in front; real numbers of number columns keep their sign.
 */
export async function* csvRows<R>(
  rows: Iterable<R> | AsyncIterable<R>,
  { columns, locale = 'fr' }: CsvOptions<R>,
): AsyncGenerator<string> {
  const separator = locale === 'fr' ? ';' : ',';
  yield `${BOM}${columns.map((column) => quote(neutralise(column.header), separator)).join(separator)}\r\n`;
  let lines: string[] = [];
  for await (const row of rows) {
    lines.push(columns.map((column) => toField(column.value(row), column.kind, locale, separator)).join(separator));
    if (lines.length < 500) continue;
    yield `${lines.join('\r\n')}\r\n`;
    lines = [];
  }
  if (lines.length > 0) yield `${lines.join('\r\n')}\r\n`;
}

function toField(cell: Cell, kind: 'text' | 'number' | undefined, locale: 'fr' | 'en', separator: string): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'boolean') return locale === 'fr' ? (cell ? 'oui' : 'non') : cell ? 'yes' : 'no';
  const text = String(cell);
  if ((typeof cell === 'number' || kind === 'number') && NUMBER.test(text)) {
    return locale === 'fr' ? text.replace('.', ',') : quote(text, separator);
  }
  return quote(neutralise(text), separator);
}

/** Also behind white space and in full-width form: some spreadsheets strip and fold before they look. */
function neutralise(text: string): string {
  return /^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}

function quote(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n;,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
