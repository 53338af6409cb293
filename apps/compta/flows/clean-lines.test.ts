import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanCsvLine } from '@griot/warehouse';
import fc from 'fast-check';
import { CodeTable } from '../domain/ledger/code-table.ts';
import { Posting } from '../domain/ledger/posting.ts';
import { unitsText } from '../domain/values/amount.ts';
import { CleanLines } from './clean-lines.ts';

const text = fc.string({ unit: fc.constantFrom(...'ab1é€",;\n '), maxLength: 12 });
const units = fc.integer({ min: -(10 ** 15), max: 10 ** 15 });
const day = fc.constantFrom('2025-01-01', '2024-02-29');

test('lines written byte by byte are the clean lines of the warehouse', () => {
  const entry = fc.record({
    ...{ line: fc.integer({ min: 1, max: 5_000_000 }), account: text, tiers: fc.option(text), day, journal: text },
    ...{ piece: text, label: text, lettrage: fc.option(text.filter((one) => one !== '')) },
    ...{ debit: units, credit: units, due: fc.option(day), currency: fc.option(text) },
  });
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 20 }), fc.constantFrom(2, 3), (entries, decimals) => {
      const lines = new CleanLines(['lot', 'client'], decimals);
      const posting = new Posting({
        ...{ accounts: new CodeTable(), tiers: new CodeTable() },
        ...{ journals: new CodeTable(), currencies: new CodeTable() },
      });
      for (const one of entries) {
        posting.fill(one);
        assert.deepEqual(posting.entry(), { ...one });
        lines.add(posting);
      }
      const expected = entries.map((one) =>
        cleanCsvLine([
          ...['lot', 'client', String(one.line), one.day, one.journal, one.piece, one.account, one.tiers, one.label],
          ...[unitsText(one.debit, decimals), unitsText(one.credit, decimals), one.due, one.lettrage, one.currency],
        ]),
      );
      assert.equal(Buffer.from(lines.taken()).toString(), expected.join(''));
    }),
  );
});
