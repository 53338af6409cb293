import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cleanCsvLine } from '@griot/warehouse';
import fc from 'fast-check';
import { CodeTable } from '../domain/ledger/code-table.ts';
import { Posting } from '../domain/ledger/posting.ts';
import { unitsText } from '../domain/values/amount.ts';
import { CleanLines } from './clean-lines.ts';
import { CleanWriter } from './clean-tables.ts';

const text = fc.string({ unit: fc.constantFrom(...'ab1é€",;\n '), maxLength: 12 });
const units = fc.integer({ min: -(10 ** 15), max: 10 ** 15 });
const day = fc.constantFrom('2025-01-01', '2024-02-29');

const codes = () => ({
  ...{ accounts: new CodeTable(), tiers: new CodeTable() },
  ...{ journals: new CodeTable(), currencies: new CodeTable() },
});

test('lines written byte by byte are the clean lines of the warehouse', () => {
  const entry = fc.record({
    ...{ line: fc.integer({ min: 1, max: 5_000_000 }), account: text, tiers: fc.option(text), day, journal: text },
    ...{ piece: text, label: text, lettrage: fc.option(text.filter((one) => one !== '')) },
    ...{ debit: units, credit: units, due: fc.option(day), currency: fc.option(text) },
  });
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 20 }), fc.constantFrom(2, 3), (entries, decimals) => {
      const lines = new CleanLines(['lot', 'client'], decimals);
      const posting = new Posting(codes());
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

test('third parties that come in the end stand in their places', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'griot-clean-'));
  try {
    const writer = await CleanWriter.create(folder, { batchId: 'lot', clientId: 'client', decimals: 2 });
    const posting = new Posting(codes());
    const parties = ['C"1', null, 'é2'];
    const amounts = { debit: 100, credit: 0, due: null, currency: null, lettrage: null, piece: 'P', label: '"' };
    for (let line = 1; line <= 60_000; line += 1) {
      const known = line % 4 === 0 ? 'D9' : null;
      posting.fill({ line, account: '411', tiers: known, day: '2025-01-31', journal: 'VTE', ...amounts });
      posting.awaits = known === null;
      writer.take(posting);
    }
    await writer.rest();
    await writer.settle(
      Array.from({ length: 45_000 }, (_, index) => {
        const code = parties[index % 3] ?? null;
        return code === null ? null : posting.codes.tiers.of(code);
      }),
    );
    await writer.close();
    const lines = (await readFile(join(folder, 'grand_livre.csv'), 'utf8')).split('\n').slice(1, -1);
    assert.equal(lines.length, 60_000);
    let waiting = 0;
    for (const [index, text] of lines.entries()) {
      const code = index % 4 === 3 ? 'D9' : parties[waiting++ % 3];
      const shown = code === null ? '' : `"${code?.replaceAll('"', '""')}"`;
      assert.equal(text, `"lot","client","${index + 1}","2025-01-31","VTE","P","411",${shown},"""","1.00","0.00",,,`);
    }
    assert.deepEqual(await readdir(folder), ['grand_livre.csv']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
