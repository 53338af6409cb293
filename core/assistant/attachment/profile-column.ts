import type { CellValue } from '@griot/sheets';
import {
  type ColumnType,
  cellText,
  type DayOrder,
  isNothing,
  type NumberStyle,
  readDayCell,
  readNumberCell,
  STYLES,
} from './read-cell.ts';

/** What a column of an attached file holds, as people are told. */
export interface ColumnProfile {
  title: string;
  type: ColumnType;
  /** Cells that hold something. */
  filled: number;
  distinct: number;
  /** Smallest and largest of numbers and days. */
  min: string | null;
  max: string | null;
  /** The first different values, as they are written in the file. */
  examples: string[];
  /** Cells that are not of the type: they count as empty. With the first of them. */
  unreadable: number;
  unreadableExample: string | null;
  /** Digits after the point, of numbers. */
  decimals: number;
}

export interface TypedColumn {
  profile: ColumnProfile;
  /** In the engine's own form; null where nothing is. */
  values: (string | null)[];
}

/** Of the cells that hold something, so many must be of the type: a few slips do not make texts of amounts. */
const ENOUGH = 0.95;

/** Says what a column is, and gives its values so. `texts`: how many cells of it came as texts decides nothing. */
export function profileColumn(title: string, cells: readonly CellValue[]): TypedColumn {
  const filled = cells.filter((cell) => !isNothing(cell));
  const dated = bestOf<DayOrder>(['dmy', 'mdy'], filled, readDayCell);
  if (dated) return typed(title, 'day', cells, (cell) => readDayCell(cell, dated));
  const style = isCode(title) ? null : bestOf<NumberStyle>(STYLES, filled, readNumberCell);
  if (style) return typed(title, 'number', cells, (cell) => readNumberCell(cell, style));
  return typed(title, 'text', cells, (cell) => cellText(cell));
}

/** The first way of reading that nothing beats; null when none reads enough of the cells. */
function bestOf<W>(
  ways: readonly W[],
  filled: readonly CellValue[],
  read: (cell: CellValue, way: W) => string | null,
): W | null {
  let best: { way: W | null; count: number } = { way: null, count: 0 };
  for (const way of ways) {
    const count = filled.reduce<number>((sum, cell) => sum + (read(cell, way) === null ? 0 : 1), 0);
    if (count > best.count) best = { way, count };
  }
  return best.count >= ENOUGH * filled.length ? best.way : null;
}

/** Numbers that name things are not added up. */
const CODE =
  /^(id|code|cp|num|numero|numéro|n°|no|ref|réf|référence|reference|tel|tél|telephone|téléphone|mobile|siret|ncc|rccm)\b/i;
const isCode = (title: string): boolean => CODE.test(title.replaceAll('_', ' ').trim());

function typed(
  title: string,
  type: ColumnType,
  cells: readonly CellValue[],
  read: (cell: CellValue) => string | null,
): TypedColumn {
  const seen = new Set<string>();
  const examples: string[] = [];
  let [filled, unreadable, decimals] = [0, 0, 0];
  let min: string | null = null;
  let max: string | null = null;
  let unreadableExample: string | null = null;
  const less = (a: string, b: string) => (type === 'number' ? Number(a) < Number(b) : a < b);
  const values = cells.map((cell) => {
    if (isNothing(cell)) return null;
    filled += 1;
    const value = read(cell);
    if (value === null || value === '') {
      unreadable += 1;
      unreadableExample ??= cellText(cell).slice(0, 60);
      return null;
    }
    if (!seen.has(value)) {
      seen.add(value);
      if (examples.length < 4) examples.push(cellText(cell).slice(0, 60));
    }
    if (type !== 'text') {
      if (min === null || less(value, min)) min = value;
      if (max === null || less(max, value)) max = value;
    }
    if (type === 'number') decimals = Math.max(decimals, value.split('.')[1]?.length ?? 0);
    return value;
  });
  const distinct = seen.size;
  return {
    values,
    profile: { title, type, filled, distinct, min, max, examples, unreadable, unreadableExample, decimals },
  };
}
