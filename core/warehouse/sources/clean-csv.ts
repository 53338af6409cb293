import { quoteName, quoteText } from '../engine/identifiers.ts';
import { checkColumns, type SourceColumn } from './source-columns.ts';

/**
 * The one form of text file the warehouse reads: UTF-8, comma, a header, `\n`; every value between double quotes with
 * inner ones doubled; an absent value is nothing between the commas, so that an empty text (`""`) stays an empty text.
 * Values are in the engine's own form (`2026-11-21`, `1234.56`, `true`). Whatever reads people's files writes this.
 */
export function cleanCsvLine(values: readonly (string | null)[]): string {
  return `${values.map((value) => (value === null ? '' : `"${value.includes('"') ? value.replaceAll('"', '""') : value}"`)).join(',')}\n`;
}

/**
 * A typed, strict reader of clean CSV files: nothing is guessed, a value of the wrong type is an error with its line. The
 * engine sets sixteen times the longest line aside.
 */
export function readCleanCsv(
  files: readonly string[],
  columns: readonly SourceColumn[],
  longestLine = 33_554_432,
): string {
  const types = checkColumns(columns).map(({ name, type }) => `${quoteText(name)}: ${quoteText(type)}`);
  const options = [
    `columns = {${types.join(', ')}}`,
    'auto_detect = false',
    'header = true',
    "delim = ','",
    `quote = '"'`,
    `escape = '"'`,
    "nullstr = ''",
    'allow_quoted_nulls = false',
    'strict_mode = true',
    "new_line = '\\n'",
    `max_line_size = ${longestLine}`,
    "dateformat = '%Y-%m-%d'",
  ];
  return `SELECT ${columns.map(({ name }) => quoteName(name)).join(', ')} FROM read_csv([${files.map(quoteText).join(', ')}], ${options.join(', ')})`;
}
