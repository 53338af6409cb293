import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { writeXlsx as writeBook } from 'hucre/xlsx';
import {
  type CellValue,
  isRefusal,
  openWorkbook,
  rowsAt,
  type SheetRow,
  writeGrid,
  writeLegacyGrid,
} from '../index.ts';
import { testWorkbook } from '../testing/index.ts';

async function allRows(bytes: Buffer, sheet: number): Promise<SheetRow[]> {
  const workbook = await openWorkbook(bytes);
  assert.ok(!isRefusal(workbook));
  const rows: SheetRow[] = [];
  for await (const batch of workbook.rows(sheet)) rows.push(...batch);
  return rows;
}

async function gridBytes(rows: CellValue[][]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeGrid({ sheet: 'Feuil1', rows })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('rows of any place are those of the whole reading, from both formats and with shared texts', async () => {
  const cells = Array.from({ length: 3000 }, (_, row): CellValue[] =>
    row % 50 === 7
      ? []
      : [row, `ligne ${row} <row r="5"> & é`, row % 3 === 0 ? null : new Date(Date.UTC(2025, 0, row % 400))],
  );
  const shared = Buffer.from(
    await writeBook({
      sheets: [
        { name: 'Autre', rows: [['x']] },
        { name: 'Feuil1', rows: cells },
      ],
    }),
  );
  for (const [bytes, sheet] of [
    [await gridBytes(cells), 0],
    [shared, 1],
    [Buffer.from(writeLegacyGrid({ sheet: 'Feuil1', rows: cells })), 0],
  ] as const) {
    const whole = (await allRows(bytes, sheet)).filter(({ cells: one }) => one.length > 0);
    for (const row of [1, 2, 8, 1500, 2998, 3000, 3001, 9000]) {
      const at = { sheet: 'Feuil1', from: row - 2, to: row + 2 };
      const found = (await rowsAt(bytes, at))?.filter(({ cells: one }) => one.length > 0);
      assert.deepEqual(
        found,
        whole.filter(({ line }) => line >= at.from && line <= at.to),
        String(row),
      );
    }
  }
});

test('tags of any shape, cut anywhere by the chunks they come in', async () => {
  const row = fc.record({
    gap: fc.integer({ min: 1, max: 3 }),
    numbered: fc.boolean(),
    kind: fc.constantFrom('value', 'empty', 'closed'),
    filler: fc.integer({ min: 0, max: 40_000 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), fc.nat(30), async (rows, start) => {
      let line = 0;
      const xml = rows.map(({ gap, numbered, kind, filler }, index) => {
        line += numbered ? gap : 1;
        const tag = `<row${numbered ? ` spans="1:1" r="${line}"` : ''}`;
        if (kind === 'closed') return `${tag}/>`;
        const text = `${index} ${'&#120;'.repeat(filler / 6)}`;
        const reference = numbered ? ` r="A${line}"` : '';
        const cell = kind === 'empty' ? '' : `<c${reference} t="inlineStr"><is><t>${text}</t></is></c>`;
        return `${tag}>${cell}</row>`;
      });
      const bytes = testWorkbook(xml.join(''));
      const whole = (await allRows(bytes, 0)).filter(({ cells }) => cells.length > 0);
      const found = await rowsAt(bytes, { sheet: null, from: start, to: start + 4 });
      assert.deepEqual(
        found?.filter(({ cells }) => cells.length > 0),
        whole.filter(({ line: one }) => one >= start && one <= start + 4),
      );
    }),
    { numRuns: 60 },
  );
  assert.equal(await rowsAt(testWorkbook(''), { sheet: 'Absente', from: 1, to: 2 }), null);
});
