import type { SheetRow } from '@griot/sheets';
import type { LedgerType } from '../ledger-types.ts';
import type { Grid } from '../source/grid.ts';
import { isAmountFault, type NumberStyle, readAmount } from '../values/amount.ts';
import { readCompactDay, readDay } from '../values/day.ts';
import { fold } from '../values/text.ts';
import type { Columns } from './place-columns.ts';
import { FEC_COLUMNS } from './roles.ts';

/** Characters of a PNM line, first to last: columns of the grid made of it. */
const PNM_FIELDS = {
  journal: [0, 3],
  date: [3, 9],
  account: [11, 24],
  marker: [24, 25],
  tiers: [25, 38],
  piece: [38, 51],
  label: [51, 76],
  due: [77, 83],
  sense: [83, 84],
  amount: [84, 104],
} as const;

export const PNM_COLUMNS: Columns = {
  journal: 0,
  date: 1,
  account: 2,
  tiers: 4,
  piece: 5,
  label: 6,
  due: 7,
  debit: 9,
  credit: 10,
};

/** A PNM line's fields; its one amount stands under debit or credit, as its sense says. */
export function pnmCells(line: string): string[] {
  const cells = Object.values(PNM_FIELDS).map(([from, to]) => line.slice(from, to).trim());
  return cells[8] === 'C' ? [...cells.slice(0, 9), '', cells[9] ?? ''] : [...cells, ''];
}

/** Unparted lines, most of which have a date and a sense where a PNM has them. */
export function isPnm(grid: Grid): boolean {
  if (grid.format !== 'fixed') return false;
  const lines = grid.head.map((row) => String(row.cells[0] ?? '')).filter((line) => line.trim() !== '');
  const fitting = lines.filter((line) => {
    const [, date, account, , , , , , sense, debit, credit] = pnmCells(line);
    return (
      readDay(date ?? '') !== null &&
      /^\d/.test(account ?? '') &&
      /^[DC]$/.test(sense ?? '') &&
      /\d/.test(`${debit}${credit}`)
    );
  });
  return fitting.length >= 1 && fitting.length >= (lines.length - 1) * 0.6;
}

/** A ledger without headings: account, JJMMAA, journal, piece, label, lettrage, debit, credit, balance. */
export function bareLedger(
  head: readonly SheetRow[],
  style: NumberStyle,
): { type: Extract<LedgerType, 'GRAND_LIVRE_COMPTES' | 'GRAND_LIVRE_TIERS'>; columns: Columns; share: number } | null {
  const filled = head.filter(({ cells }) => cells.some((cell) => String(cell ?? '').trim() !== ''));
  const fitting = filled.filter(({ cells }) => {
    if (cells.length < 8 || cells.length > 12 || !/^\d{6}$/.test(String(cells[1] ?? '').trim())) return false;
    const money = cells.slice(-3).map((cell) => readAmount(cell, style));
    return readDay(cells[1]) !== null && money.every((one) => !isAmountFault(one));
  });
  const share = fitting.length / Math.max(1, filled.length);
  if (share < 0.5) return null;
  const owners = fitting.map(({ cells }) => String(cells[0] ?? '').trim());
  const accounts = owners.filter((owner) => /^[1-9]\d{2,12}$/.test(owner)).length;
  return {
    type: accounts * 2 > owners.length ? 'GRAND_LIVRE_COMPTES' : 'GRAND_LIVRE_TIERS',
    columns: { account: 0, date: 1, journal: 2, piece: 3, label: 4, lettrage: 5, debit: 6, credit: 7, balance: 8 },
    share,
  };
}

/** The eighteen columns of a FEC (art. A47 A-1 LPF), in whatever order they stand. */
export function fecColumns(head: readonly SheetRow[]): { columns: Columns; share: number; line: number } | null {
  const first = head[0];
  if (!first) return null;
  const titles = first.cells.map((cell) => fold(String(cell ?? '').replace('\uFEFF', '')));
  const at = (name: (typeof FEC_COLUMNS)[number]): number => titles.indexOf(fold(name));
  const found = FEC_COLUMNS.filter((name) => at(name) >= 0).length;
  if (found < 12 || readCompactDay(head[1]?.cells[at('EcritureDate')]) === null) return null;
  return {
    columns: {
      journal: at('JournalCode'),
      piece: at('EcritureNum'),
      date: at('EcritureDate'),
      account: at('CompteNum'),
      tiers: at('CompAuxNum'),
      label: at('EcritureLib'),
      debit: at('Debit'),
      credit: at('Credit'),
      lettrage: at('EcritureLet'),
    },
    share: found / FEC_COLUMNS.length,
    line: first.line,
  };
}
