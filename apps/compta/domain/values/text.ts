import type { CellValue } from '@griot/sheets';

/** Headings come again on each page: what a short text is folded to is kept, so many of them. */
const KEPT = 5000;
const LONGEST_KEPT = 64;
const folded = new Map<string, string>();

/** Headings and titles are compared like this: no accents, case, signs or breaks. */
export function fold(cell: CellValue | undefined): string {
  if (typeof cell !== 'string' || cell === '') return '';
  if (cell.length > LONGEST_KEPT) return foldText(cell);
  const before = folded.get(cell);
  if (before !== undefined) return before;
  const text = foldText(cell);
  if (folded.size >= KEPT) folded.clear();
  folded.set(cell, text);
  return text;
}

/** The same where only words are looked for: what has no letter is a sign. */
export const foldWords = (cell: CellValue | undefined): string =>
  typeof cell === 'string' && WORDLESS.test(cell) ? '0' : fold(cell);
const WORDLESS = /^[\d ,.\-/\u00A0\u202F]+$/;

function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9©=]+/g, ' ')
    .trim();
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const UNEVEN = /[\u0000-\u001F\u007F\u00A0\u2000-\u200B\u202F]|\s\s|^\s|\s$/;

/** A cell as one line of text: breaks and tabs inside become spaces. Whole numbers lose nothing; a day is ISO. */
export function plainText(cell: CellValue | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  const text = String(cell);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  return UNEVEN.test(text) ? text.replace(/[\u0000-\u001F\u007F\s\u200B]+/g, ' ').trim() : text;
}

export const isBlank = (cell: CellValue | undefined): boolean =>
  cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');

/** `A`, …, `Z`, `AA`: the name of a column that counts from 0. */
export function columnLetter(column: number): string {
  const rest = Math.floor(column / 26) - 1;
  return (rest >= 0 ? columnLetter(rest) : '') + String.fromCharCode(65 + (column % 26));
}
