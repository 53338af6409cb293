import assert from 'node:assert/strict';
import { test } from 'node:test';
import { random } from '@griot/kernel';
import type { BookLine, Books } from '../demo/books/book-types.ts';
import { closingBalances, makeBooks } from '../demo/books/make-books.ts';
import { plantControl } from '../demo/faults/control-faults.ts';
import { CONTROLS, readControls } from '../queries/read-controls.ts';
import { readStatements } from '../queries/read-statements.ts';
import { booksInWarehouse } from '../testing/books-in-warehouse.ts';

const STANDARDS = ['syscohada', 'pcg'] as const;
const cents = (text: string): number => Math.round(Number(text) * 100);

function balances(lines: readonly BookLine[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { account, debit, credit } of lines) sums.set(account, (sums.get(account) ?? 0) + debit - credit);
  return new Map([...sums].filter(([, balance]) => balance !== 0));
}

/** Books on any account that a number can name, known to a chart or not, on either side. */
function anyBooks(standard: Books['standard'], seed: number): Books {
  const chance = random('any', standard, seed);
  const base = makeBooks({ seed, company: `x${seed}`, standard, start: '2025-01-01', end: '2025-12-31', lines: 10 });
  const bank = standard === 'pcg' ? '51210000' : '52110000';
  const lines: BookLine[] = [];
  for (let number = 1; number <= 250; number += 1) {
    const account = String(chance.between(10, 999) * 10 ** chance.between(0, 3))
      .padEnd(8, '0')
      .slice(0, 8);
    const amount = chance.between(-9_999_999, 9_999_999) || 1;
    const piece = `OD${String(number).padStart(6, '0')}`;
    const line = { tiers: null, day: '2025-03-03', journal: 'OD', piece, label: piece, lettrage: '' };
    lines.push({ ...line, account, debit: Math.max(0, amount), credit: Math.max(0, -amount) });
    lines.push({ ...line, account: bank, debit: Math.max(0, -amount), credit: Math.max(0, amount) });
  }
  const accounts = [...new Set(lines.map(({ account }) => account))];
  return {
    ...base,
    lines,
    accounts: accounts.map((number) => ({ number, name: number, total: false, nature: 'Aucune' })),
  };
}

test('statements hold over books of any kind', async (t) => {
  const periods: { client: string; books: Books; upTo: Books[] }[] = [];
  for (const standard of STANDARDS) {
    for (const [at, sector] of (['commerce', 'services', 'industrie'] as const).entries()) {
      const client = `${standard} ${sector}`;
      const of = { company: client, standard, sector, lines: 150, digits: 6 + at };
      const first = makeBooks({ ...of, seed: at, start: '2024-01-01', end: '2024-12-31' });
      const second = makeBooks({
        ...{ ...of, seed: at + 10, start: '2025-01-01', end: '2025-06-30', openings: closingBalances(first) },
      });
      const third = makeBooks({ ...of, seed: at + 20, start: '2025-07-01', end: '2025-09-30', continued: true });
      periods.push({ client, books: first, upTo: [first] });
      periods.push({ client, books: second, upTo: [second] });
      // No openings: its books are those of the half-year before, and go on.
      periods.push({ client, books: third, upTo: [second, third] });
      // Nothing is known of October: books begin anew after it.
      const fourth = makeBooks({ ...of, seed: at + 30, start: '2025-11-01', end: '2025-12-31', continued: true });
      periods.push({ client, books: fourth, upTo: [fourth] });
    }
    for (const seed of [1, 2, 3]) {
      const books = anyBooks(standard, seed);
      periods.push({ client: `${standard} ${seed}`, books, upTo: [books] });
    }
  }
  const opened = await booksInWarehouse(t, periods);
  for (const [at, { client, upTo }] of periods.entries()) {
    const books = opened[at];
    assert.ok(books);
    const accounts = balances(upTo.flatMap(({ lines }) => lines));
    const { actif, passif, resultat, agreement, unplaced } = await readStatements(books, 'fr');
    const rows = await books.query(
      'select compte, reference, solde from mart_etats_comptes where batch_id = $1 and solde <> 0 order by compte',
      [books.situation.batchId],
    );
    // Every account with a balance stands in exactly one line, or is told.
    assert.deepEqual(
      rows.map(([compte, , solde]) => [compte, cents(String(solde))]),
      [...accounts].sort(([a], [b]) => (a < b ? -1 : 1)),
      client,
    );
    const lost = rows.filter(([, reference]) => reference === null);
    assert.deepEqual(
      unplaced.map(({ compte }) => compte),
      lost.map(([compte]) => compte),
    );
    const references = new Set([...actif, ...passif, ...resultat].map(({ reference }) => reference));
    for (const [compte, reference] of rows)
      if (reference !== null) assert.ok(references.has(String(reference)), `${compte}`);
    // What no line takes is all that the two sides differ by.
    const missing = unplaced.reduce((sum, { solde }) => sum + cents(solde), 0);
    assert.equal(cents(agreement.assets) - cents(agreement.liabilities), 0 - missing, client);
    if (!/\d/.test(client)) {
      assert.deepEqual(unplaced, [], client);
      assert.ok(agreement.holds, client);
      const result = [...accounts].reduce((sum, [account, balance]) => sum - (/^[678]/.test(account) ? balance : 0), 0);
      assert.equal(cents(agreement.result), result);
    } else assert.ok(unplaced.length > 0, 'numbers that no chart has are among them');
    for (const line of [...actif, ...passif, ...resultat])
      assert.equal(cents(line.gross) - cents(line.wear), cents(line.net), line.reference);
  }
});

test('each control finds what is planted, and nothing else', async (t) => {
  const periods: { client: string; books: Books; expected: [string, number][] }[] = [];
  for (const standard of STANDARDS) {
    const clean = makeBooks({
      ...{ seed: 7, company: standard, standard, sector: 'services', lines: 1900 },
      ...{ start: '2025-01-01', end: '2025-06-30' },
    });
    periods.push({ client: standard, books: clean, expected: [] });
    for (const control of CONTROLS) {
      const { books, findings } = plantControl(clean, control);
      periods.push({ client: `${standard} ${control}`, books, expected: [[control, findings]] });
    }
  }
  const opened = await booksInWarehouse(t, periods);
  for (const [at, { client, expected, books }] of periods.entries()) {
    const one = opened[at];
    assert.ok(one);
    const { counts, items, benford } = await readControls(one);
    const found = counts.filter(({ count }) => count > 0).map(({ controle, count }) => [controle, count]);
    assert.deepEqual(found, expected, `${client}: ${JSON.stringify(items.slice(0, 5))}`);
    assert.equal(
      items.length,
      expected.reduce((sum, [, count]) => sum + count, 0),
    );
    // The entry that is told is one of the piece.
    for (const { ligne, piece } of items)
      if (ligne !== null && piece !== '') assert.equal(books.lines[ligne - 1]?.piece, piece);
    assert.ok(benford.total >= 300, client);
    assert.equal(benford.digits.length, 9);
  }
});

test('chi-squared and mean deviation of first digits are those of plain loops', async (t) => {
  const books = makeBooks({ seed: 9, company: 'b', start: '2025-01-01', end: '2025-06-30', lines: 900 });
  const [one] = await booksInWarehouse(t, [{ client: 'b', books }]);
  assert.ok(one);
  const { benford } = await readControls(one);
  const digits = Array<number>(10).fill(0);
  let total = 0;
  for (const { account, debit, credit, journal } of books.lines) {
    if (journal === 'RAN' || !/^(60|61|62|70)/.test(account)) continue;
    const first = Number(String(debit + credit)[0]);
    digits[first] = (digits[first] ?? 0) + 1;
    total += 1;
  }
  let [chi2, mad] = [0, 0];
  for (let digit = 1; digit <= 9; digit += 1) {
    const expected = Math.log10(1 + 1 / digit);
    const share = (digits[digit] ?? 0) / total;
    chi2 += ((digits[digit] ?? 0) - total * expected) ** 2 / (total * expected);
    mad += Math.abs(share - expected) / 9;
  }
  assert.equal(benford.total, total);
  assert.ok(Math.abs((benford.chi2 ?? 0) - chi2) < 1e-6);
  assert.ok(Math.abs((benford.mad ?? 0) - mad) < 1e-8);
});
