import type { CellValue } from '@griot/sheets';
import type { Role } from '../../domain/layout/roles.ts';
import type { Books } from '../books/book-types.ts';
import type { ExportRow, LedgerLayoutName } from './export-types.ts';

/** Where a report of Sage 100 prints what; columns count from 0. Offsets between headings and values are those seen in exports. */
export interface ReportLayout {
  columns: Partial<Record<Role, number>>;
  ownerName: number;
  headings: [column: number, text: string][];
  /** Row of the headings, and of the first account; both count from 1. */
  headingRow: number;
  firstRow: number;
  title: [column: number, text: string];
  period: { label: number; start: number; end: number };
  totalText: [column: number, text: string];
  totalOwner?: number;
  grandText: [column: number, text: string];
  /** How entries' dates are written: typed, or as texts with the month first. */
  dates: 'typed' | 'month_first';
}

export const REPORTS: Record<Exclude<LedgerLayoutName, 'bare' | 'pnm'>, ReportLayout> = {
  sage: {
    columns: { date: 0, journal: 1, piece: 2, label: 5, lettrage: 9, debit: 11, credit: 14, balance: 17 },
    ownerName: 2,
    headings: [
      [0, 'Date'],
      [1, 'C.j'],
      [3, 'N° pièce'],
      [6, 'Libellé écriture'],
      [9, 'Let'],
      [10, 'Mouvement\ndébit'],
      [13, 'Mouvement\ncrédit'],
      [16, 'Solde\nprogressif'],
    ],
    headingRow: 8,
    firstRow: 12,
    title: [9, 'Grand-livre des comptes'],
    period: { label: 14, start: 16, end: 16 },
    totalText: [2, 'Total compte'],
    totalOwner: 3,
    grandText: [9, 'Totaux'],
    dates: 'typed',
  },
  'tiers-a': {
    columns: { date: 0, journal: 1, piece: 2, label: 4, lettrage: 7, debit: 9, credit: 11, balance: 14 },
    ownerName: 2,
    headings: [
      [0, 'Date'],
      [1, 'C.j'],
      [3, 'N° pièce'],
      [5, 'Libellé écriture'],
      [7, 'Let'],
      [8, 'Mouvement\ndébit'],
      [10, 'Mouvement\ncrédit'],
      [13, 'Solde\nprogressif'],
    ],
    headingRow: 8,
    firstRow: 11,
    title: [7, 'Grand-livre des tiers'],
    period: { label: 11, start: 13, end: 13 },
    totalText: [3, 'Total'],
    grandText: [7, 'Totaux'],
    dates: 'typed',
  },
  'tiers-b': {
    columns: { date: 0, journal: 1, piece: 2, label: 5, lettrage: 8, debit: 12, credit: 15, balance: 18 },
    ownerName: 3,
    headings: [
      [0, 'Date'],
      [1, 'C.j'],
      [3, 'N° pièce'],
      [6, 'Libellé écriture'],
      [8, 'Let'],
      [11, 'Mouvement\ndébit'],
      [14, 'Mouvement\ncrédit'],
      [17, 'Solde\nprogressif'],
    ],
    headingRow: 8,
    firstRow: 12,
    title: [9, 'Grand-livre des tiers'],
    period: { label: 14, start: 16, end: 16 },
    totalText: [5, 'Total du tiers'],
    grandText: [9, 'Totaux'],
    dates: 'typed',
  },
  'tiers-c': {
    columns: { date: 0, journal: 1, piece: 2, label: 4, lettrage: 6, debit: 8, credit: 10, balance: 12 },
    ownerName: 2,
    headings: [
      [0, 'Date'],
      [1, 'C.j'],
      [2, 'N° pièce'],
      [4, 'Libellé'],
      [6, 'Lettr.'],
      [8, 'Débit'],
      [10, 'Crédit'],
      [12, 'Solde progressif'],
    ],
    headingRow: 7,
    firstRow: 9,
    title: [6, 'Grand livre des tiers'],
    period: { label: 8, start: 10, end: 12 },
    totalText: [4, 'Total du tiers'],
    grandText: [4, 'Totaux'],
    dates: 'month_first',
  },
};

/** What stands above the first account. */
export function reportHead(books: Books, layout: ReportLayout): ExportRow[] {
  const row = (cells: [number, CellValue][], tag?: ExportRow['tag']): ExportRow => ({
    cells: placed(cells),
    ...(tag && { tag }),
  });
  const { label, start, end } = layout.period;
  const sameLine = start !== end;
  const head = [
    row([]),
    row(
      [
        [0, books.company],
        layout.title,
        [label, 'Période du'],
        [start, typedDay(books.start)],
        ...(sameLine ? [[end, typedDay(books.end)] as [number, CellValue]] : []),
      ],
      { kind: 'period' },
    ),
    row(
      sameLine
        ? []
        : [
            [label, 'au'],
            [end, typedDay(books.end)],
          ],
      { kind: 'period_end' },
    ),
    row([
      [0, 'Impression provisoire'],
      [layout.title[0], 'Complet'],
      [label, `Tenue de compte : ${books.currency}`],
    ]),
    row([]),
    row([
      [0, '© Sage 100'],
      [layout.title[0] - 1, 'Date de tirage'],
      [layout.title[0] + 1, typedDay('2026-02-03')],
      [layout.title[0] + 3, 'à'],
      [layout.title[0] + 4, '10:24'],
      [label + 1, 'Page :'],
      [label + 3, 1],
    ]),
  ];
  while (head.length < layout.headingRow - 1) head.push(row([]));
  head.push(row(layout.headings, { kind: 'heading' }));
  while (head.length < layout.firstRow - 1) head.push(row([]));
  return head;
}

export function placed(cells: [number, CellValue][]): CellValue[] {
  const width = Math.max(0, ...cells.map(([column]) => column + 1));
  const row = Array.from({ length: width }, (): CellValue => null);
  for (const [column, value] of cells) row[column] = value;
  return row;
}

export const typedDay = (day: string): Date => new Date(`${day}T00:00:00Z`);
