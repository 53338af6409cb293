import type { CellValue, SheetRow } from '@griot/sheets';
import { isAmountFault, type NumberStyle, readAmount } from '../values/amount.ts';
import { type DateOrder, readDay } from '../values/day.ts';
import { isBlank } from '../values/text.ts';
import type { Heading } from './find-heading.ts';
import type { Role } from './roles.ts';

export type Columns = Partial<Record<Role, number>>;

type Amounts = (row: SheetRow, column: number) => number | null;

export interface Placed {
  columns: Columns;
  /** Share of the sample's entries in which exactly one of debit and credit is filled. */
  oneSided: number;
  /** Share of the sample's entries whose running balance is the one before and their amount. */
  balanced: number;
  entries: number;
}

/** Values may stand this far from their headings: offsets differ between exports. */
const WINDOW = 2;
const TEXT_ROLES = ['journal', 'piece', 'label', 'lettrage', 'due'] as const;

/**
 * Which column holds what. Headings say about where, contents say exactly: dates are dates, amounts are numbers of which one
 * is filled at a time, and the right three of them make the running balance come out.
 */
export function placeColumns(
  heading: Heading,
  rows: readonly SheetRow[],
  how: { style: NumberStyle; order: DateOrder },
): Placed | null {
  // Each cell is read once, whatever number of placements it is tried in.
  const read = rows.map(({ cells }) =>
    cells.map((cell) => {
      const value = readAmount(cell, how.style);
      return isAmountFault(value) ? null : value;
    }),
  );
  const index = new Map(rows.map((row, at) => [row, at]));
  const amount: Amounts = (row, column) => read[index.get(row) ?? -1]?.[column] ?? null;
  const date = around(heading.at.date ?? 0).reduce(
    (best, column) => {
      const count = rows.filter(({ cells }) => readDay(cells[column], how.order) !== null).length;
      return count > best.count ? { column, count } : best;
    },
    { column: -1, count: 0 },
  );
  if (date.column < 0) return null;
  const after = Math.min(heading.at.debit ?? 0, heading.at.credit ?? 0) - WINDOW;
  const entrySet = new Set(
    rows.filter(
      (row) =>
        readDay(row.cells[date.column], how.order) !== null &&
        row.cells.some((_, column) => column >= after && amount(row, column) !== null),
    ),
  );
  const entries = [...entrySet];
  const money = placeMoney(heading, rows, (row) => entrySet.has(row), amount);
  if (!money) return null;
  const columns: Columns = { date: date.column, ...money.columns };
  const first = Math.min(money.columns.debit ?? 0, money.columns.credit ?? 0);
  Object.assign(columns, placeTexts(heading, entries, date.column, first));
  return { columns, oneSided: money.oneSided, balanced: money.balanced, entries: entries.length };
}

function placeMoney(
  heading: Heading,
  rows: readonly SheetRow[],
  isEntry: (row: SheetRow) => boolean,
  amount: Amounts,
): { columns: Columns; oneSided: number; balanced: number } | null {
  const near = (role: Role): number[] => (heading.at[role] === undefined ? [] : around(heading.at[role]));
  const filled = (column: number): boolean => rows.some((row) => isEntry(row) && amount(row, column) !== null);
  const debits = near('debit').filter(filled);
  const credits = near('credit').filter(filled);
  const balances = near('balance').filter(filled);
  let best: { columns: Columns; oneSided: number; balanced: number; score: number } | null = null;
  for (const debit of debits.length > 0 ? debits : near('debit').slice(0, 1)) {
    for (const credit of credits.length > 0 ? credits : near('credit').slice(0, 1)) {
      if (debit >= credit) continue;
      for (const balance of [...balances.filter((one) => one > credit), -1]) {
        const { oneSided, balanced } = tryMoney(rows, isEntry, amount, [debit, credit, balance]);
        const far = Math.abs(debit - (heading.at.debit ?? 0)) + Math.abs(credit - (heading.at.credit ?? 0));
        const score = oneSided * 2 + balanced * 2 - far * 0.01 - (balance < 0 ? 0.1 : 0);
        if (best && best.score >= score) continue;
        best = { columns: { debit, credit, ...(balance >= 0 && { balance }) }, oneSided, balanced, score };
      }
    }
  }
  return best;
}

function tryMoney(
  rows: readonly SheetRow[],
  isEntry: (row: SheetRow) => boolean,
  amount: Amounts,
  [debit, credit, balance]: [number, number, number],
): { oneSided: number; balanced: number } {
  let entries = 0;
  let oneSided = 0;
  let balanced = 0;
  let before: number | null = null;
  for (const row of rows) {
    if (!isEntry(row)) {
      // An account begins, or ends: its balance begins from nothing.
      if (row.cells.some((cell) => !isBlank(cell))) before = 0;
      continue;
    }
    entries += 1;
    const [d, c] = [amount(row, debit) ?? 0, amount(row, credit) ?? 0];
    if ((d === 0) !== (c === 0)) oneSided += 1;
    if (balance < 0) continue;
    const stated: number = amount(row, balance) ?? 0;
    if (before === null || stated === before + d - c) balanced += 1;
    before = stated;
  }
  return { oneSided: oneSided / Math.max(1, entries), balanced: balanced / Math.max(1, entries) };
}

function placeTexts(heading: Heading, entries: readonly SheetRow[], after: number, before: number): Columns {
  const roles = TEXT_ROLES.filter((role) => heading.at[role] !== undefined).sort(
    (a, b) => (heading.at[a] ?? 0) - (heading.at[b] ?? 0),
  );
  let best: { columns: Columns; score: number } = { columns: {}, score: -1 };
  const walk = (index: number, columns: Columns, last: number, score: number): void => {
    const role = roles[index];
    if (role === undefined) {
      if (score > best.score) best = { columns, score };
      return;
    }
    for (const column of around(heading.at[role] ?? 0)) {
      if (column <= last || column >= before) continue;
      const far = Math.abs(column - (heading.at[role] ?? 0)) * 0.02;
      walk(index + 1, { ...columns, [role]: column }, column, score + fit(role, column, entries) - far);
    }
    // A column that is nowhere: nothing is read for it.
    walk(index + 1, columns, last, score);
  };
  walk(0, {}, after, 0);
  return best.columns;
}

/** How well a column's values look like a role's, from 0 to 1. */
function fit(role: (typeof TEXT_ROLES)[number], column: number, entries: readonly SheetRow[]): number {
  const values = entries.map(({ cells }) => cells[column]).filter((cell) => !isBlank(cell));
  const share = values.length / Math.max(1, entries.length);
  const long = (cell: CellValue | undefined): number => (cell instanceof Date ? 10 : String(cell ?? '').trim().length);
  const some = (test: (cell: CellValue | undefined) => boolean): number =>
    values.filter(test).length / Math.max(1, values.length);
  switch (role) {
    case 'journal':
      return share * some((cell) => long(cell) <= 6);
    case 'piece':
      return values.length === 0 ? 0.05 : 0.3 + share * 0.7 * some((cell) => long(cell) <= 20);
    case 'label':
      return share * some((cell) => typeof cell === 'string');
    case 'lettrage':
      return values.length === 0 ? 0.1 : 0.5 * some((cell) => typeof cell === 'string' && long(cell) <= 4);
    case 'due':
      return values.length === 0 ? 0.1 : some((cell) => readDay(cell) !== null);
  }
}

const around = (column: number): number[] =>
  [0, 1, -1, 2, -2].filter((step) => Math.abs(step) <= WINDOW && column + step >= 0).map((step) => column + step);
