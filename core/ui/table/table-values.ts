import { Decimal } from '@griot/kernel';
import { foldText } from '../formats/fold-text.ts';
import type { CellValue, Column, ColumnFilterValue } from './column.ts';

const collator = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' });

/** The text of a cell, for searching, choosing and exporting. */
export function cellText<Row>(column: Column<Row>, row: Row): string {
  return column.text ? column.text(row) : String(column.value(row) ?? '');
}

/** Ascending order of two cells; the caller puts the empty ones last. */
export function compareCells(a: CellValue, b: CellValue, kind: Column<never>['kind']): number {
  if (kind === 'figure') return Number(a) - Number(b);
  return collator.compare(String(a ?? ''), String(b ?? ''));
}

export function passesFilter<Row>(column: Column<Row>, row: Row, filter: ColumnFilterValue): boolean {
  if (filter.kind === 'text') return foldText(cellText(column, row)).includes(foldText(filter.text.trim()));
  if (filter.kind === 'options') return filter.chosen.length === 0 || filter.chosen.includes(cellText(column, row));
  const value = column.value(row);
  if (value === null || value === undefined || value === '') return false;
  if (column.kind === 'day') {
    const day = String(value);
    return (filter.from === null || day >= filter.from) && (filter.to === null || day <= filter.to);
  }
  const number = Number(value);
  return (filter.from === null || number >= Number(filter.from)) && (filter.to === null || number <= Number(filter.to));
}

/** Folded texts of rows by their columns, made once: a search looks at every row at each key. */
const folded = new WeakMap<object, WeakMap<object, string[]>>();

function foldedTexts<Row extends object>(columns: Column<Row>[], row: Row): string[] {
  const ofColumns = folded.get(columns) ?? new WeakMap<object, string[]>();
  folded.set(columns, ofColumns);
  const texts = ofColumns.get(row) ?? columns.map((column) => foldText(cellText(column, row)));
  ofColumns.set(row, texts);
  return texts;
}

/** True when any column's text holds every word searched. */
export function matchesSearch<Row extends object>(columns: Column<Row>[], row: Row, query: string): boolean {
  const words = foldText(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const texts = foldedTexts(columns, row);
  return words.every((word) => texts.some((text) => text.includes(word)));
}

/** Exact sum of a column; null when no row has a figure. */
export function columnTotal<Row>(column: Column<Row>, rows: Row[]): string | null {
  let total = Decimal.zero;
  let any = false;
  for (const row of rows) {
    const value = column.value(row);
    if (value === null || value === undefined || value === '') continue;
    any = true;
    total = total.add(Decimal.parse(String(value)));
  }
  return any ? total.toString() : null;
}

/** The different texts of a column, in order, for its list of choices. */
export function distinctTexts<Row>(column: Column<Row>, rows: Row[]): string[] {
  const texts = new Set<string>();
  for (const row of rows) texts.add(cellText(column, row));
  return [...texts].sort(collator.compare);
}
