import type { CellValue } from '@griot/sheets';
import type { BookLine, Books } from '../books/book-types.ts';
import type { ExportRow } from './export-types.ts';
import { placed, type ReportLayout, reportHead, typedDay } from './ledger-layouts.ts';

interface Owned {
  owner: string;
  name: string;
  lines: { line: BookLine; index: number }[];
}

/** The lines of a ledger under their accounts or third parties, by day. */
export function ownedLines(books: Books, by: 'accounts' | 'tiers'): Owned[] {
  const names =
    by === 'accounts'
      ? books.accounts.map(({ number, name }) => [number, name] as const)
      : books.tiers.map(({ code, name }) => [code, name] as const);
  const owned = new Map<string, Owned>(names.map(([owner, name]) => [owner, { owner, name, lines: [] }]));
  for (const [index, line] of books.lines.entries()) {
    const owner = by === 'accounts' ? line.account : line.tiers;
    if (owner !== null) owned.get(owner)?.lines.push({ line, index });
  }
  const all = [...owned.values()].filter(({ lines }) => lines.length > 0);
  for (const { lines } of all)
    lines.sort((a, b) => (a.line.day < b.line.day ? -1 : a.line.day > b.line.day ? 1 : a.index - b.index));
  return all;
}

/** A report: title, then each account with its entries, their running balance, and its total. */
export function* reportRows(books: Books, by: 'accounts' | 'tiers', layout: ReportLayout): Generator<ExportRow> {
  yield* reportHead(books, layout);
  const { columns } = layout;
  const at = (role: keyof typeof columns): number => columns[role] ?? 0;
  const sums = { debit: 0, credit: 0 };
  for (const { owner, name, lines } of ownedLines(books, by)) {
    yield {
      cells: placed([
        [0, owner],
        [layout.ownerName, name],
      ]),
      tag: { kind: 'owner', owner },
    };
    const own = { debit: 0, credit: 0 };
    for (const { line, index } of lines) {
      own.debit += line.debit;
      own.credit += line.credit;
      const balance = own.debit - own.credit;
      const cells: [number, CellValue][] = [
        [at('date'), layout.dates === 'typed' ? typedDay(line.day) : monthFirst(line.day)],
        [at('journal'), line.journal],
        [at('piece'), line.piece],
        [at('label'), line.label],
        [at('lettrage'), line.lettrage || null],
        [at('debit'), line.debit === 0 ? null : line.debit / 100],
        [at('credit'), line.credit === 0 ? null : line.credit / 100],
        [at('balance'), balance === 0 ? null : balance / 100],
      ];
      yield { cells: placed(cells), tag: { kind: 'entry', line: index } };
    }
    sums.debit += own.debit;
    sums.credit += own.credit;
    const [column, text] = layout.totalText;
    const span: [number, CellValue][] =
      layout.totalOwner === undefined
        ? []
        : [
            [layout.totalOwner, owner],
            [5, 'du'],
            [6, typedDay(books.start)],
            [7, 'au'],
            [8, typedDay(books.end)],
          ];
    yield { cells: placed([[column, text], ...span, ...totals(layout, own)]), tag: { kind: 'total', owner } };
  }
  yield { cells: [] };
  yield { cells: placed([layout.grandText, ...totals(layout, sums)]), tag: { kind: 'grand' } };
}

/** The text without headings, with what pages repeat and carry forward. */
export function* bareRows(books: Books, by: 'accounts' | 'tiers', perPage = 60): Generator<ExportRow> {
  let onPage = 0;
  for (const { owner, lines } of ownedLines(books, by)) {
    const own = { debit: 0, credit: 0 };
    for (const { line, index } of lines) {
      if (onPage === perPage) {
        const carried = (text: string): ExportRow => ({
          cells: [
            owner,
            null,
            null,
            null,
            text,
            null,
            own.debit / 100,
            own.credit / 100,
            (own.debit - own.credit) / 100,
          ],
          tag: { kind: 'page' },
        });
        if (own.debit + own.credit > 0) yield carried('A reporter');
        yield {
          cells: [
            books.company,
            null,
            null,
            null,
            by === 'accounts' ? 'Grand livre des comptes' : 'Grand livre des tiers',
          ],
          tag: { kind: 'page' },
        };
        if (own.debit + own.credit > 0) yield carried('Report');
        onPage = 0;
      }
      onPage += 1;
      own.debit += line.debit;
      own.credit += line.credit;
      yield {
        cells: [
          owner,
          packedDay(line.day),
          line.journal,
          line.piece,
          line.label,
          line.lettrage || null,
          line.debit / 100,
          line.credit / 100,
          (own.debit - own.credit) / 100,
        ],
        tag: { kind: 'entry', line: index },
      };
    }
  }
}

/** PNM: fixed width, the company on the first line. */
export function* pnmRows(books: Books): Generator<ExportRow> {
  yield { cells: [books.company.slice(0, 30)] };
  for (const [index, line] of books.lines.entries())
    yield { cells: [pnmLine(line)], tag: { kind: 'entry', line: index } };
}

export function pnmLine(line: BookLine): string {
  const pad = (text: string, width: number): string => text.slice(0, width).padEnd(width);
  const amount = ((line.debit || line.credit) / 100).toFixed(2).replace('.', ',').padStart(20);
  return [
    pad(line.journal, 3),
    packedDay(line.day),
    '  ',
    pad(line.account, 13),
    line.tiers ? 'X' : ' ',
    pad(line.tiers ?? '', 13),
    pad(line.piece, 13),
    pad(line.label, 25),
    ' ',
    ' '.repeat(6),
    line.debit !== 0 ? 'D' : 'C',
    amount,
  ].join('');
}

const totals = ({ columns }: ReportLayout, sums: { debit: number; credit: number }): [number, CellValue][] => {
  const balance = (sums.debit - sums.credit) / 100;
  return [
    [columns.debit ?? 0, sums.debit / 100],
    [columns.credit ?? 0, sums.credit / 100],
    [columns.balance ?? 0, balance === 0 ? null : balance],
  ];
};

const packedDay = (day: string): string => `${day.slice(8)}${day.slice(5, 7)}${day.slice(2, 4)}`;
const monthFirst = (day: string): string => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(2, 4)}`;
