/** One cell: null is an empty cell. */
export type CsvValue = string | number | boolean | null | undefined;

const PLAIN_NUMBER = /^-?\d+(?:[.,]\d+)?$/;

/**
 * A spreadsheet runs a cell that starts with `= + - @` or a control character as a formula: such a text gets a leading
 * apostrophe. Plain numbers keep their minus.
 */
export function neutraliseFormula(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}

function cell(value: CsvValue, separator: string): string {
  if (value === null || value === undefined) return '';
  const text = neutraliseFormula(String(value));
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A CSV that French spreadsheets open as is: byte order mark, `;`, CRLF, decimal comma when the language is French.
 * `rows` hold exact decimal strings or texts.
 */
export function toCsv(headings: string[], rows: CsvValue[][], locale: 'fr' | 'en'): string {
  const separator = locale === 'fr' ? ';' : ',';
  const localised = (value: CsvValue): CsvValue =>
    locale === 'fr' && typeof value === 'string' && /^-?\d+\.\d+$/.test(value) ? value.replace('.', ',') : value;
  const lines = [headings, ...rows].map((row) => row.map((value) => cell(localised(value), separator)).join(separator));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}
