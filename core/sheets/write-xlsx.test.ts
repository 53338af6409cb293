import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { sheetName } from './sheet-name.ts';
import { cellFormats } from './testing/index.ts';
import { writeWorkbook } from './write-workbook.ts';
import { type SheetColumn, writeXlsx } from './write-xlsx.ts';

interface Line {
  name: string | null;
  amount: string | null;
  day: string | null;
}
const columns: SheetColumn<Line>[] = [
  { heading: 'Nom', kind: 'text', value: (row) => row.name },
  { heading: 'Montant', kind: 'money', value: (row) => row.amount },
  { heading: 'Jour', kind: 'day', value: (row) => row.day },
];

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

test('a table comes back as it was written: texts as texts, amounts as numbers, days as dates', async () => {
  const rows: Line[] = [
    { name: '=HYPERLINK("http://x")', amount: '1234567.89', day: '2026-02-28' },
    { name: '00123', amount: '-0.50', day: null },
    { name: '+225 01', amount: '12345678901234567.89', day: '2026-01-01' },
    { name: 'a\u0000b', amount: null, day: '2026-01-02' },
  ];
  const book = await readXlsx(await bytesOf(writeXlsx({ name: 'Clients [tous]', columns, rows })));
  assert.equal(book.sheets[0]?.name, 'Clients  tous');
  assert.deepEqual(
    book.sheets[0]?.rows.map((row) => row.slice(0, 2)),
    [
      ['Nom', 'Montant'],
      ['=HYPERLINK("http://x")', 1234567.89],
      ['00123', -0.5],
      ['+225 01', '12345678901234567.89'],
      ['ab', null],
    ],
  );
  const day = book.sheets[0]?.rows[1]?.[2];
  assert.ok(day instanceof Date && day.toISOString().startsWith('2026-02-28'));
});

test('amounts have the decimals of their currency, yes and no are said in the reader’s language', async () => {
  const paid = (decimals: number, locale: 'fr' | 'en') =>
    bytesOf(
      writeXlsx({
        name: 'x',
        columns: [
          { heading: 'Montant', kind: 'money', decimals, value: () => '1250' },
          { heading: 'Payé', kind: 'yes_no', value: () => true },
        ],
        rows: [1],
        locale,
      }),
    );
  const [francs, euros] = [await paid(0, 'fr'), await paid(2, 'en')];
  assert.deepEqual(await cellFormats(francs), ['#,##0']);
  assert.deepEqual(await cellFormats(euros), ['#,##0.00']);
  assert.deepEqual((await readXlsx(francs)).sheets[0]?.rows[1], [1250, 'oui']);
  assert.deepEqual((await readXlsx(euros)).sheets[0]?.rows[1], [1250, 'yes']);
  const tables = [{ name: 'x', columns: [{ heading: 'a', kind: 'money' as const, decimals: 3 }], rows: [['1.5']] }];
  assert.deepEqual(await cellFormats(await writeWorkbook(tables)), ['#,##0.000']);
});

test('no text becomes a formula', async () => {
  const chunks = await bytesOf(writeXlsx({ name: 'x', columns, rows: [{ name: '=1+1', amount: '=2', day: '=3' }] }));
  const book = await readXlsx(chunks);
  assert.deepEqual(book.sheets[0]?.rows[1], ['=1+1', '=2', '=3']);
  assert.equal(
    book.sheets[0]?.cells?.size ?? 0,
    [...(book.sheets[0]?.cells?.values() ?? [])].filter((cell) => !cell.formula).length,
  );
});

test('rows are read as the bytes are taken, and let go when the reader leaves', async () => {
  let made = 0;
  let closed = false;
  const rows = async function* () {
    try {
      for (;;) {
        made += 1;
        yield { name: `ligne ${made} ${Math.random()}`, amount: '1', day: null };
      }
    } finally {
      closed = true;
    }
  };
  let chunks = 0;
  for await (const _chunk of writeXlsx({ name: 'x', columns, rows: rows() })) {
    chunks += 1;
    if (chunks === 5) break;
  }
  assert.ok(made > 0 && made < 200_000, `${made} rows were made for five pieces`);
  assert.ok(closed);
});

test('more rows than a sheet holds go on in a second one, under the same heading', async () => {
  const rows = Array.from({ length: 5 }, (_, index) => ({ name: `n${index}`, amount: '1', day: null }));
  const book = await readXlsx(await bytesOf(writeXlsx({ name: 'x', columns, rows, rowsPerSheet: 4 })));
  assert.deepEqual(
    book.sheets.map((sheet) => sheet.rows.map((row) => row[0])),
    [
      ['Nom', 'n0', 'n1', 'n2'],
      ['Nom', 'n3', 'n4'],
    ],
  );
});

test('any name becomes one that a sheet may bear', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (name) => {
      const made = sheetName(name);
      assert.ok(made.length > 0 && made.length <= 31 && !/[\\/?*[\]:]/.test(made));
    }),
  );
});
