import type { CellValue } from '@griot/sheets';
import { FEC_COLUMNS } from '../../domain/layout/roles.ts';
import type { Books } from '../books/book-types.ts';
import type { ExportRow } from './export-types.ts';
import { placed } from './ledger-layouts.ts';

const head = (title: string, company: string, headings: [number, string][], blank: number): ExportRow[] => [
  {
    cells: placed([
      [0, company],
      [3, title],
    ]),
  },
  { cells: [] },
  { cells: placed(headings), tag: { kind: 'heading' } },
  ...Array.from({ length: blank }, (): ExportRow => ({ cells: [] })),
];

export const PLAN_COLUMNS = {
  PLAN_COMPTES: { kind: 0, code: 1, name: 3, nature: 5 },
  PLAN_TIERS: { kind: 0, code: 1, name: 2, collective: 4 },
  CODE_JOURNAL: { code: 0, name: 1, kind: 3, treasury: 4 },
} as const;

export function* accountRows(books: Books): Generator<ExportRow> {
  yield* head(
    'Plan comptable',
    books.company,
    [
      [0, 'Type'],
      [1, 'N° compte'],
      [3, 'Intitulé'],
      [5, 'Nature'],
    ],
    2,
  );
  for (const { number, name, total, nature } of books.accounts) {
    yield {
      cells: placed([
        [0, total ? 'Total' : 'Détail'],
        [1, number],
        [3, name],
        [5, nature],
      ]),
      tag: { kind: 'row', code: number },
    };
  }
}

export function* tiersRows(books: Books): Generator<ExportRow> {
  yield* head(
    'Plan tiers',
    books.company,
    [
      [0, 'Type'],
      [1, 'Compte tiers'],
      [2, 'Intitulé du tiers'],
      [4, 'Centralisateur'],
    ],
    2,
  );
  for (const { code, name, kind, collective } of books.tiers) {
    yield {
      cells: placed([
        [0, kind],
        [1, code],
        [2, name],
        [4, collective],
      ]),
      tag: { kind: 'row', code },
    };
  }
}

export function* journalRows(books: Books): Generator<ExportRow> {
  yield* head(
    'Codes journaux',
    books.company,
    [
      [0, 'Code'],
      [1, 'Intitulé'],
      [3, 'Type'],
      [4, 'Compte de trésorerie'],
    ],
    2,
  );
  for (const { code, name, kind, treasury } of books.journals) {
    yield {
      cells: placed([
        [0, code],
        [1, name],
        [3, kind],
        [4, treasury || null],
      ]),
      tag: { kind: 'row', code },
    };
  }
  yield { cells: [] };
  for (const [sign, meaning] of [
    ['C.L', 'Contrepartie à chaque ligne'],
    ['Som', 'Numérotation par somme'],
    ['Rap', 'Rapprochement'],
  ] as const) {
    yield {
      cells: placed([
        [0, sign],
        [1, '='],
        [2, meaning],
      ]),
    };
  }
}

/** A FEC: the eighteen columns of art. A47 A-1 LPF. */
export function* fecRows(books: Books): Generator<ExportRow> {
  yield { cells: [...FEC_COLUMNS], tag: { kind: 'heading' } };
  const journals = new Map(books.journals.map(({ code, name }) => [code, name]));
  const accounts = new Map(books.accounts.map(({ number, name }) => [number, name]));
  const tiers = new Map(books.tiers.map(({ code, name }) => [code, name]));
  const compact = (day: string): string => day.replaceAll('-', '');
  for (const [index, line] of books.lines.entries()) {
    const cells: CellValue[] = [
      line.journal,
      journals.get(line.journal) ?? '',
      line.piece,
      compact(line.day),
      line.account,
      accounts.get(line.account) ?? '',
      line.tiers ?? '',
      line.tiers ? (tiers.get(line.tiers) ?? '') : '',
      line.piece,
      compact(line.day),
      line.label,
      line.debit / 100,
      line.credit / 100,
      line.lettrage,
      line.lettrage ? compact(line.day) : '',
      compact(line.day),
      '',
      '',
    ];
    yield { cells, tag: { kind: 'entry', line: index } };
  }
}
