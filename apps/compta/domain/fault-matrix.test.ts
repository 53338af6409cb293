import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeBooks } from '../demo/books/make-books.ts';
import { BOOK_FAULTS } from '../demo/faults/book-faults.ts';
import { type Expected, Planting } from '../demo/faults/planting.ts';
import { ROW_FAULTS } from '../demo/faults/row-faults.ts';
import { checkExports, SETS, type SetName } from '../testing/in-memory.ts';
import type { BatchResult } from './checks/check-batch.ts';

const FAULTS = { ...BOOK_FAULTS, ...ROW_FAULTS };
const SIZES = { small: 70, middling: 300, large: 1500 };
/** Every layout is tried small; larger ones, where a file's rows are what differs, in texts alone. `GRIOT_MATRIX=whole`: every size of all. */
const WHOLE = process.env.GRIOT_MATRIX === 'whole';
const LARGER: Partial<Record<SetName, (keyof typeof SIZES)[]>> = {
  'text without headings': ['middling', 'large'],
  PNM: ['middling'],
  FEC: ['middling'],
};

const shown = (one: Expected): string => [one.code, `${one.file}:${one.line ?? ''}`, one.column ?? ''].join(' ');
const found = ({ findings }: BatchResult): string[] =>
  findings.map(({ code, ...rest }) => shown({ code: code.replace('compta.', ''), ...rest })).sort();

for (const [name, set] of Object.entries(SETS)) {
  for (const [size, lines] of Object.entries(SIZES)) {
    if (!WHOLE && size !== 'small' && !LARGER[name as SetName]?.includes(size as keyof typeof SIZES)) continue;
    test(`${name}, ${size}: each fault gives its finding at its cell, and nothing else`, async (t) => {
      const books = makeBooks({
        seed: name,
        company: 'Maison du Littoral',
        start: '2025-03-01',
        end: '2025-04-30',
        lines,
      });
      let planted = 0;
      for (const [fault, plant] of Object.entries(FAULTS)) {
        const kit = new Planting(books, set);
        const expected = plant(kit);
        if (expected === null) continue;
        planted += 1;
        const period = set && 'FEC' in set ? { period: { start: books.start, end: books.end } } : {};
        const result = await checkExports(kit.files, period);
        assert.deepEqual(found(result), expected.map(shown).sort(), fault);
        for (const { reason, remedy } of result.findings) assert.ok(!/\{|undefined/.test(`${reason}${remedy}`), reason);
      }
      t.diagnostic(`${planted} faults`);
      assert.ok(planted >= 15);
    });
  }
}
