import { addDays, type Day, random } from '@griot/kernel';
import type { Control } from '../../queries/read-controls.ts';
import type { BookLine, Books } from '../books/book-types.ts';
import { type ChartKey, chartOf } from '../books/charts.ts';

/** Books with one irregularity that is loaded all the same, and how many findings it must give. The books given stay as they are. */
export function plantControl(books: Books, what: Control): { books: Books; findings: number } {
  const planted: Books = {
    ...books,
    accounts: [...books.accounts],
    lines: books.lines.map((line) => ({ ...line })),
  };
  return { books: planted, findings: PLANTS[what](planted) };
}

const PLANTS: Record<Control, (books: Books) => number> = {
  piece_desequilibree: (books) => {
    const [a, b] = books.lines.filter(({ journal, account }) => journal === 'VTE' && account.startsWith('7'));
    if (!a || !b) throw new Error('no two sales');
    a.credit += 100;
    b.credit -= 100;
    return 2;
  },
  compte_attente: (books) => {
    add(books, 'BQ1', middle(books), 'Encaissement à identifier', [
      ['bank', 12_345_600],
      ['suspense', -12_345_600],
    ]);
    return 1;
  },
  non_lettre: (books) => {
    const customer = books.tiers.find(({ kind }) => kind === 'Client')?.code ?? '';
    add(books, 'VTE', workday(addDays(books.start, 8)), `Facture ancienne ${customer}`, [
      ['customers', 17_340_000, customer],
      ['sales', -17_340_000],
    ]);
    return 1;
  },
  rupture_numerotation: (books) => {
    const { piece } = must(books.lines.find(({ label, day }) => label.startsWith('Dotation') && day > middle(books)));
    const kept = books.lines.filter((line) => line.piece !== piece);
    books.lines.splice(0, books.lines.length, ...kept);
    return 1;
  },
  montant_rond: (books) => {
    const amount = books.standard === 'pcg' ? 2_000_000 : 300_000_000;
    add(books, 'BQ1', middle(books), 'Honoraires', [
      ['services', amount],
      ['bank', -amount],
    ]);
    return 1;
  },
  doublon: (books) => {
    const recent = addDays(books.end, -60);
    const sales = books.lines.filter(({ journal, tiers }) => journal === 'VTE' && tiers !== null);
    const sale = must(sales.find(({ lettrage, day }) => lettrage === '' && day > recent) ?? sales.at(-1));
    const piece = nextPiece(books, 'VTE');
    const copies = books.lines
      .filter((line) => line.piece === sale.piece)
      .map((line) => ({ ...line, piece, lettrage: '', label: line.label.replace(line.piece, piece) }));
    books.lines.push(...copies);
    return 1;
  },
  fin_de_semaine: (books) => {
    const { piece, day } = must(
      books.lines.find((line) => line.label.startsWith('Charges sociales') && line.day < middle(books)),
    );
    const saturday = addDays(day, (13 - new Date(`${day}T00:00:00Z`).getUTCDay()) % 7);
    for (const line of books.lines) if (line.piece === piece) line.day = saturday;
    return 1;
  },
  benford: (books) => {
    const chance = random('benford', books.company);
    const many = Math.max(120, Math.round(books.lines.length / 12));
    for (let count = 0; count < many; count += 1) {
      const amount = chance.between(500_000, 599_999) * 100;
      add(books, 'CAI', workday(addDays(books.start, chance.between(3, 150))), 'Vente comptant', [
        ['cash', amount],
        ['sales', -amount],
      ]);
    }
    return 1;
  },
};

/** One more piece, numbered after the last one of its journal; the plan gets the accounts that it lacks. */
function add(
  books: Books,
  journal: string,
  day: Day,
  label: string,
  parts: readonly [key: ChartKey, amount: number, tiers?: string][],
): void {
  const chart = chartOf(books.standard, 'commerce');
  const digits = must(books.accounts.find(({ total }) => !total)).number.length;
  const piece = nextPiece(books, journal);
  for (const [key, amount, tiers] of parts) {
    const [head, name] = chart[key];
    const known = books.accounts.find(({ number, total }) => !total && number.startsWith(head));
    const number = known?.number ?? head.padEnd(digits, '0');
    if (!known) books.accounts.push({ number, name, total: false, nature: 'Aucune' });
    const line: BookLine = {
      ...{ account: number, tiers: tiers ?? null, day, journal, piece, label: `${label} ${piece}`, lettrage: '' },
      ...{ debit: Math.max(0, amount), credit: Math.max(0, -amount) },
    };
    books.lines.push(line);
  }
}

function nextPiece({ lines }: Books, journal: string): string {
  let last = 0;
  for (const line of lines)
    if (line.journal === journal) last = Math.max(last, Number(line.piece.slice(journal.length)));
  return `${journal}${String(last + 1).padStart(6, '0')}`;
}

const middle = ({ start, end }: Books): Day =>
  workday(new Date((Date.parse(start) + Date.parse(end)) / 2).toISOString().slice(0, 10));

/** The same day, or the Monday after it. */
function workday(day: Day): Day {
  const at = new Date(`${day}T00:00:00Z`).getUTCDay();
  return at === 6 ? addDays(day, 2) : at === 0 ? addDays(day, 1) : day;
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('these books do not have it');
  return value;
}
