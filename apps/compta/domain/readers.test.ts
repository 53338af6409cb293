import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closingBalances, makeBooks } from '../demo/books/make-books.ts';
import { makeExports } from '../demo/exports/make-exports.ts';
import { checkExports, EntryList, SETS, type SetName } from '../testing/in-memory.ts';
import type { Entry } from './ledger-types.ts';

const books = (lines: number, seed: number) =>
  makeBooks({
    seed,
    company: 'Comptoir du Fleuve SARL',
    start: '2025-01-01',
    end: '2025-06-30',
    lines,
    digits: 6 + (seed % 3),
  });

/** One entry as a text, for comparison as multisets. PNM cuts labels and has no lettrage. */
const shown = (o: Omit<Entry, 'line' | 'due' | 'currency'>, cut: boolean): string =>
  [
    o.account,
    o.tiers ?? '',
    o.day,
    o.journal,
    o.piece,
    cut ? o.label.slice(0, 25).trim() : o.label,
    cut ? '' : (o.lettrage ?? ''),
    o.debit,
    o.credit,
  ].join('|');

for (const [name, set] of Object.entries(SETS)) {
  for (const [size, lines] of [
    ['small', 40],
    ['middling', 400],
    ['large', 2500],
  ] as const) {
    test(`${name}, ${size}: what is read is what was booked, confirmed by its own balances`, async () => {
      const made = books(lines, lines % 7);
      const exports = makeExports(made, set);
      const sink = new EntryList();
      const { entries } = sink;
      const result = await checkExports(exports, {
        period: { start: made.start, end: made.end },
        sink,
      });
      assert.deepEqual(result.findings, []);
      assert.deepEqual(result.period, { start: made.start, end: made.end });
      const cut = (name as SetName) === 'PNM';
      const sorted = (all: readonly Omit<Entry, 'line' | 'due' | 'currency'>[]): string[] =>
        all.map((one) => shown(one, cut)).sort();
      assert.deepEqual(
        sorted(entries),
        sorted(made.lines.map((line) => ({ ...line, lettrage: line.lettrage || null }))),
      );
      assert.equal(result.debit, result.credit);
      for (const file of result.files) assert.ok(file.confidence >= 0.75, `${file.name}: ${file.confidence}`);
      const balances = exports[0]?.columns.balance !== undefined;
      assert.equal(result.confirmed, balances ? entries.length : 0);
      assert.equal(
        result.tiers.size,
        name.startsWith('FEC') ? new Set(made.lines.flatMap(({ tiers }) => tiers ?? [])).size : made.tiers.length,
      );
      assert.equal(result.journals.get('BQ1')?.name, 'Banque');
    });
  }
}

test('a value leads back to its cell', async () => {
  const made = books(60, 3);
  const exports = makeExports(made, SETS['xlsx, tiers b']);
  const ledger = exports[0];
  assert.ok(ledger);
  const rows = [...ledger.rows];
  const sink = new EntryList();
  const { entries } = sink;
  const { files } = await checkExports(exports, { sink });
  const columns = files[0]?.columns;
  assert.equal(files[0]?.sheet, 'Feuil1');
  assert.equal(columns?.debit, 'L');
  assert.equal(columns?.credit, 'O');
  assert.equal(columns?.balance, 'R');
  for (const entry of entries) {
    const cell = rows[entry.line - 1]?.cells['L'.charCodeAt(0) - 65] ?? null;
    assert.equal(cell, entry.debit === 0 ? null : entry.debit / 100);
    assert.equal(rows[entry.line - 1]?.cells[2], entry.piece);
  }
});

test('a ledger of the next year begins with what the year before left', async () => {
  const first = books(300, 5);
  const next = makeBooks({
    seed: 5,
    company: first.company,
    start: '2025-07-01',
    end: '2025-12-31',
    lines: 300,
    digits: 8,
    openings: closingBalances(first),
  });
  const result = await checkExports(makeExports(next, SETS['xlsx, tiers a']));
  assert.equal(result.errors, 0);
});
