import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BookLine, Books } from '../demo/books/book-types.ts';
import { closingBalances, makeBooks } from '../demo/books/make-books.ts';
import { readLineAccounts, readStatements } from '../queries/read-statements.ts';
import { booksInWarehouse } from '../testing/books-in-warehouse.ts';

/** Where each chart carries a result until it is allocated, where it books the one of a year that is closed, and the two lines. */
const CHARTS = {
  syscohada: { carried: '13100000', closed: '13100000', before: 'CH', own: 'CJ' },
  pcg: { carried: '12000000', closed: '12000000', before: 'DH', own: 'DI' },
} as const;
type Chart = keyof typeof CHARTS;
const resultOf = (lines: readonly BookLine[]): number =>
  lines.reduce((sum, { account, debit, credit }) => sum + (/^[678]/.test(account) ? credit - debit : 0), 0);
const money = (cents: number): string => (cents / 100).toFixed(2);

/** Two years; the second one carries the result of the first in the account of results, as a program leaves it before allocation. */
function twoYears(standard: Chart): Books[] {
  const of = { seed: 4, company: standard, standard, lines: 150 };
  const first = makeBooks({ ...of, start: '2024-01-01', end: '2024-12-31' });
  const openings = closingBalances(first);
  const second = makeBooks({ ...of, start: '2025-01-01', end: '2025-12-31', openings });
  const waiting = standard === 'pcg' ? /^1201/ : /^1301/;
  const account = CHARTS[standard].carried;
  return [
    first,
    {
      ...second,
      lines: second.lines.map((line) => (waiting.test(line.account) ? { ...line, account } : line)),
      accounts: [...second.accounts, { number: account, name: 'Résultat', total: false, nature: 'Aucune' }],
    },
  ];
}

/** The same year after its accounts of charges and income were closed into the account of results. */
function closed(books: Books): Books {
  const sums = new Map<string, number>();
  for (const { account, debit, credit } of books.lines)
    if (/^[678]/.test(account)) sums.set(account, (sums.get(account) ?? 0) + debit - credit);
  const line = { tiers: null, day: books.end, journal: 'OD', piece: 'CLOTURE', label: 'Clôture', lettrage: '' };
  const entry = (account: string, balance: number): BookLine => ({
    ...{ ...line, account },
    ...{ debit: Math.max(0, balance), credit: Math.max(0, -balance) },
  });
  const account = CHARTS[books.standard].closed;
  return {
    ...books,
    lines: [
      ...books.lines,
      ...[...sums].map(([own, balance]) => entry(own, -balance)),
      entry(account, -resultOf(books.lines)),
    ],
    accounts: [...books.accounts, { number: account, name: 'Résultat', total: false, nature: 'Aucune' }],
  };
}

test('a result that is carried forward is that of the year before; one that is booked at the end of a year is its own', async (t) => {
  const charts = Object.keys(CHARTS) as Chart[];
  const periods = charts.flatMap((standard) => {
    const [first, second] = twoYears(standard);
    assert.ok(first && second);
    return [
      { client: standard, books: first },
      { client: standard, books: second },
      { client: `${standard}, closed`, books: closed(first) },
    ];
  });
  const opened = await booksInWarehouse(t, periods);
  for (const [at, standard] of charts.entries()) {
    const { before, own, carried } = CHARTS[standard];
    const [first, second, third] = [periods[at * 3], periods[at * 3 + 1], periods[at * 3 + 2]];
    const [, later, ended] = [opened[at * 3], opened[at * 3 + 1], opened[at * 3 + 2]];
    assert.ok(first && second && third && later && ended);
    const lines = async (books: typeof later) => {
      const statements = await readStatements(books, 'fr');
      const net = (reference: string) => statements.passif.find((line) => line.reference === reference)?.net;
      return { statements, before: net(before), own: net(own) };
    };
    const now = await lines(later);
    assert.ok(
      now.statements.agreement.holds && !now.statements.agreement.closed,
      `${standard}: ${JSON.stringify(now.statements.agreement)}`,
    );
    assert.equal(now.own, money(resultOf(second.books.lines)));
    assert.equal(now.before, money(resultOf(first.books.lines)));
    assert.deepEqual(
      (await readLineAccounts(later, before)).map(({ compte }) => compte),
      [carried],
    );
    const after = await lines(ended);
    assert.ok(after.statements.agreement.holds && after.statements.agreement.closed);
    assert.equal(after.own, money(resultOf(first.books.lines)));
    assert.equal(after.before, '0.00');
  }
});
