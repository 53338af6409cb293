import { addDays } from '@griot/kernel';
import type { BookLine } from '../books/book-types.ts';
import { REPORTS } from '../exports/ledger-layouts.ts';
import type { Expected, Planting } from './planting.ts';
import type { Fault } from './row-faults.ts';

const tiersFile = (kit: Planting) => kit.file('GRAND_LIVRE_TIERS');

/** One finding for each row of both ledgers on which such lines stand. */
function everywhere(
  kit: Planting,
  code: string,
  test: (line: BookLine) => boolean,
  role: 'date' | 'journal',
  first = false,
): Expected[] {
  return [kit.ledger, tiersFile(kit)].flatMap((file) => {
    if (!file) return [];
    const rows = kit.entryRows(file, test);
    return (first ? rows.slice(0, 1) : rows).map((row) => kit.expect(code, file, row, role));
  });
}

/** Faults of the books themselves, and of files that do not belong together. */
export const BOOK_FAULTS: Record<string, Fault> = {
  'nothing wrong': () => [],

  'a piece outside the period': (kit) => {
    const { piece } = kit.line(kit.sale(1));
    const early = addDays(kit.books.start, -17);
    for (const line of kit.books.lines) if (line.piece === piece) line.day = early;
    return everywhere(kit, 'hors_periode', (line) => line.piece === piece, 'date');
  },

  'openings the day before the period': (kit) => {
    for (const line of kit.books.lines) if (line.journal === 'RAN') line.day = addDays(kit.books.start, -1);
    return everywhere(kit, 'a_nouveau_hors_periode', (line) => line.journal === 'RAN', 'date');
  },

  'two pieces out of balance in a ledger that balances': (kit) => {
    const [a, b] = [kit.line(kit.sale(0)), kit.line(kit.sale(2))];
    a.credit += 100;
    b.credit -= 100;
    return [a, b].map(({ piece }) =>
      kit.expect('piece_desequilibree', kit.ledger, kit.pieceRows(kit.ledger, piece)[0], 'piece'),
    );
  },

  'a ledger out of balance': (kit) => {
    const sale = kit.line(kit.sale(1));
    sale.credit += 12_300;
    return kit.unbalanced(sale.piece);
  },

  'a line entered twice': (kit) => {
    const first = kit.books.lines.findIndex(({ label }) => label.startsWith('Dotation'));
    const copies = kit.books.lines.slice(first, first + 2).map((line) => ({ ...line }));
    kit.books.lines.push(...copies);
    const at = kit.books.lines.length - 2;
    return [at, at + 1].map((line) => kit.expect('ligne_en_double', kit.ledger, kit.entry(kit.ledger, line), 'label'));
  },

  'an account that the plan does not have': (kit) => {
    const plan = kit.file('PLAN_COMPTES');
    if (!plan) return null;
    const { account } = kit.line(kit.sale(0));
    remove(kit, plan, account);
    const { layout } = kit.ledger;
    const row =
      layout === 'sage'
        ? kit.find(kit.ledger, (tag) => tag.kind === 'owner' && tag.owner === account)
        : kit.entryRows(kit.ledger, (line) => line.account === account)[0];
    const expected = kit.expect('compte_inconnu', kit.ledger, row, 'account');
    return [expected];
  },

  'a third party that the plan does not have': (kit) => {
    const plan = kit.file('PLAN_TIERS');
    const tiers = tiersFile(kit);
    const code = kit.books.lines.find(({ tiers: one, journal }) => one !== null && journal === 'VTE')?.tiers;
    if (!plan || !tiers || !code) return null;
    remove(kit, plan, code);
    const row = kit.find(tiers, (tag) => tag.kind === 'owner' && tag.owner === code);
    return [kit.expect('tiers_inconnu', tiers, row, 'tiers')];
  },

  'a journal that the list does not have': (kit) => {
    const plan = kit.file('CODE_JOURNAL');
    if (!plan) return null;
    remove(kit, plan, 'OD');
    return everywhere(kit, 'journal_inconnu', (line) => line.journal === 'OD', 'journal', true);
  },

  'a line that the third-party ledger does not have': (kit) => {
    const at = kit.books.lines.findIndex(({ tiers, journal }) => tiers !== null && journal === 'ACH');
    if (at < 0) return null;
    kit.tiersBooks = { ...kit.books, lines: kit.books.lines.filter((_, index) => index !== at) };
    if (!tiersFile(kit)) return null;
    return [kit.expect('compte_sans_tiers', kit.ledger, kit.entry(kit.ledger, at), 'piece')];
  },

  'a line that the third-party ledger alone has': (kit) => {
    const line = kit.books.lines.find(({ tiers, journal }) => tiers !== null && journal === 'VTE');
    if (!line) return null;
    kit.tiersBooks = { ...kit.books, lines: [...kit.books.lines, { ...line, piece: 'VTE999999' }] };
    const file = tiersFile(kit);
    if (!file) return null;
    return [kit.expect('tiers_sans_compte', file, kit.pieceRows(file, 'VTE999999')[0], 'piece')];
  },

  'no period in any ledger': (kit) => {
    const tiers = tiersFile(kit);
    if (!tiers) return null;
    for (const file of [kit.ledger, tiers])
      for (const { cells, tag } of kit.rows(file))
        if (tag?.kind === 'period' || tag?.kind === 'period_end') cells.length = 1;
    return [kit.expect('periode_introuvable', kit.ledger)];
  },

  'ledgers of two periods': (kit) => {
    const tiers = tiersFile(kit);
    if (!tiers || kit.ledger.layout !== 'sage') return null;
    const { row, label } = periodOf(kit, tiers);
    const cells = kit.rows(tiers)[tiers.layout === 'tiers-c' ? row : row + 1]?.cells ?? [];
    cells[endColumn(tiers.layout)] = new Date('2025-12-31T00:00:00Z');
    return [kit.expect('periodes_differentes', tiers, row, label)];
  },

  'a period that ends before it starts': (kit) => {
    if (kit.ledger.layout !== 'sage') return null;
    const { row, label } = periodOf(kit, kit.ledger);
    const cells = kit.rows(kit.ledger)[row + 1]?.cells ?? [];
    cells[endColumn('sage')] = new Date('2024-01-31T00:00:00Z');
    return [kit.expect('periode_inversee', kit.ledger, row, label)];
  },

  'a period without its end': (kit) => {
    if (kit.ledger.layout !== 'sage') return null;
    const { row, label } = periodOf(kit, kit.ledger);
    kit.rows(kit.ledger)[row + 1]?.cells.splice(0);
    return [kit.expect('periode_incomplete', kit.ledger, row, label)];
  },

  'a file that is missing': (kit) => {
    const at = kit.files.findIndex(({ type }) => type === 'CODE_JOURNAL');
    if (at < 0) return null;
    kit.files.splice(at, 1);
    return [{ code: 'fichier_manquant', file: '' }];
  },

  'two files of one type': (kit) => {
    const plan = kit.file('PLAN_TIERS');
    if (!plan) return null;
    kit.files.push({ ...plan, name: `copie.${plan.format}` });
    return [{ code: 'fichier_en_trop', file: `copie.${plan.format}` }];
  },
};

function remove(kit: Planting, plan: Parameters<Planting['rows']>[0], code: string): void {
  const rows = kit.rows(plan);
  rows.splice(
    kit.find(plan, (tag) => tag.kind === 'row' && tag.code === code),
    1,
  );
}

function periodOf(kit: Planting, file: Parameters<Planting['rows']>[0]): { row: number; label: number } {
  const row = kit.find(file, (tag) => tag.kind === 'period');
  return { row, label: REPORTS[file.layout as keyof typeof REPORTS].period.label };
}

const endColumn = (layout: string): number => REPORTS[layout as keyof typeof REPORTS].period.end;
