import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CFB } from '@e965/xlsx';
import { writeXlsx as writeBook } from 'hucre/xlsx';
import { writeGrid, writeLegacyGrid } from '../index.ts';
import { testWorkbook, testZip } from '../testing/index.ts';
import { openWorkbook } from './open-workbook.ts';
import { type CellValue, isRefusal, type OpenedWorkbook } from './workbook-types.ts';

const CELLS: CellValue[][] = [
  ['Société', null, new Date('2025-01-31T00:00:00Z'), 41_110_000],
  [],
  [null, 'libellé\nsur deux lignes', -1234.56, true],
  ['00123', '=1+1', 0.1, 'é&<"'],
];

async function opened(bytes: Uint8Array): Promise<OpenedWorkbook> {
  const workbook = await openWorkbook(Buffer.from(bytes));
  assert.ok(!isRefusal(workbook), JSON.stringify(workbook));
  return workbook;
}

async function refusal(bytes: Uint8Array): Promise<string> {
  const workbook = await openWorkbook(Buffer.from(bytes));
  return isRefusal(workbook) ? workbook.refused : 'opened';
}

async function cellsOf(workbook: OpenedWorkbook): Promise<Map<number, CellValue[]>> {
  const rows = new Map<number, CellValue[]>();
  for await (const batch of workbook.rows(0))
    for (const { line, cells } of batch) if (cells.length > 0) rows.set(line, cells);
  return rows;
}

test('cells come as they were typed, on the rows where they stand, from both formats', async () => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeGrid({ sheet: 'Feuil1', rows: CELLS, formats: { 3: '#\\.##0.' } })) chunks.push(chunk);
  for (const bytes of [
    Buffer.concat(chunks),
    writeLegacyGrid({ sheet: 'Feuil1', rows: CELLS, formats: { 3: '#\\.##0.' } }),
  ]) {
    const workbook = await opened(bytes);
    assert.deepEqual(workbook.sheets, ['Feuil1']);
    assert.equal(workbook.formula, null);
    const rows = await cellsOf(workbook);
    assert.deepEqual([...rows.keys()], [1, 3, 4]);
    assert.deepEqual(rows.get(1), CELLS[0]);
    assert.deepEqual(rows.get(3), CELLS[2]);
    assert.deepEqual(rows.get(4), CELLS[3]);
  }
});

test('a slow reader gets every row, and the library waits for it', async () => {
  const many = Array.from({ length: 9000 }, (_, index): CellValue[] => [index, `ligne ${index}`]);
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeGrid({ sheet: 'S', rows: many })) chunks.push(chunk);
  const workbook = await opened(Buffer.concat(chunks));
  let next = 0;
  for await (const batch of workbook.rows(0)) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    for (const { cells } of batch) assert.equal(cells[0], next++);
  }
  assert.equal(next, 9000);
  const first = await workbook.rows(0, { maxRows: 5 }).next();
  assert.equal(first.value?.length, 5);
});

test('a workbook whose bytes lie elsewhere is read piece by piece, and is the same', async () => {
  const many = Array.from({ length: 9000 }, (_, index): CellValue[] => [
    index,
    `ligne ${Math.imul(index, 0x9e3779b1)}`,
  ]);
  const sheets = [{ name: 'S', rows: many }];
  const whole = Buffer.from(await writeBook({ sheets }));
  let most = 0;
  const stored = {
    length: whole.length,
    read(from: number, to: number): Buffer {
      assert.ok(from >= 0 && to <= whole.length && from <= to);
      most = Math.max(most, to - from);
      return Buffer.from(whole.subarray(from, to));
    },
  };
  const workbook = await openWorkbook(stored);
  assert.ok(!isRefusal(workbook), JSON.stringify(workbook));
  assert.deepEqual(await cellsOf(workbook), await cellsOf(await opened(whole)));
  assert.ok(whole.length > 150_000 && most <= 128 * 1024, `${most} of ${whole.length}`);
  const cut = await openWorkbook({ ...stored, length: whole.length - 40 });
  assert.deepEqual(cut, { refused: 'broken', detail: '' });
});

test('sizes are measured, whatever a workbook claims', async () => {
  assert.equal(await refusal(testWorkbook('', { claims: 3 * 1024 ** 3 })), 'oversized');
  const bomb = testWorkbook('', {
    more: [{ name: 'xl/media/a.bin', data: Buffer.alloc(64 * 1024 * 1024), claims: 10 }],
  });
  assert.ok(bomb.length < 400_000);
  assert.equal(await refusal(bomb), 'oversized');
  const parts = Array.from({ length: 2500 }, (_, index) => ({ name: `x/${index}`, data: '' }));
  assert.equal(await refusal(testWorkbook('', { more: parts })), 'oversized');
});

test('a sheet of 16 000 columns is refused before its rows are made', async () => {
  const letters = (column: number): string =>
    (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));
  const wide = Array.from({ length: 16_000 }, (_, column) => `<c r="${letters(column)}1"><v>1</v></c>`).join('');
  const workbook = await openWorkbook(testWorkbook(`<row r="1">${wide}</row>`));
  assert.deepEqual(workbook, { refused: 'too_wide', detail: 'IW1', sheet: 'Feuil1' });
  const unnamed = await opened(testWorkbook(`<row r="1">${'<c><v>1</v></c>'.repeat(300)}</row>`));
  await assert.rejects(cellsOf(unnamed), { code: 'sheets.too_wide' });
});

test('formulas are found where they stand, also where two chunks meet', async () => {
  const filler = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'.repeat(3000);
  for (const pad of [0, 1, 7, 13, 21, 34]) {
    const data = `${' '.repeat(pad)}${filler}<row r="9"><c r="B9" t="n"><f>A1+1</f><v>2</v></c></row>`;
    const workbook = await opened(testWorkbook(data));
    assert.deepEqual(workbook.formula, { sheet: 'Feuil1', cell: 'B9' });
  }
  const inText = await opened(
    testWorkbook('<row r="1"><c r="A1" t="inlineStr"><is><t>a &lt;f&gt; b</t></is></c></row>'),
  );
  assert.equal(inText.formula, null);
});

test('macros, links, passwords, cut and foreign files are seen for what they are', async () => {
  const sheets = [{ name: 'F', rows: CELLS }];
  const macros = await writeBook({ sheets, vbaProject: new Uint8Array([1, 2, 3]) });
  assert.equal((await opened(macros)).macros, true);
  const linked = testWorkbook('', { more: [{ name: 'xl/externalLinks/externalLink1.xml', data: '<externalLink/>' }] });
  assert.equal((await opened(linked)).externalLinks, true);
  assert.equal(
    await refusal(await writeBook({ sheets, encryption: { password: 'secret', spinCount: 1 } })),
    'encrypted',
  );
  const good = Buffer.from(await writeBook({ sheets }));
  assert.equal(await refusal(good.subarray(0, good.length - 40)), 'broken');
  const old = Buffer.from(
    writeLegacyGrid({ sheet: 'F', rows: Array.from({ length: 200 }, () => ['some text', 1, 2]) }),
  );
  for (const share of [0.2, 0.5, 0.8, 0.95])
    assert.equal(await refusal(old.subarray(0, Math.floor(old.length * share))), 'broken', String(share));
  assert.equal(await refusal(testZip([{ name: 'word/document.xml', data: '<w/>' }])), 'not_a_workbook');
  assert.equal(await refusal(Buffer.from('a;b;c\n')), 'not_a_workbook');
});

/** A legacy workbook with more records at its end, as they stand in real ones. */
function withRecords(bytes: Uint8Array, records: Buffer): Buffer {
  const container = CFB.read(Buffer.from(bytes), { type: 'buffer' });
  const entry = CFB.find(container, 'Workbook');
  entry.content = Buffer.concat([Buffer.from(entry.content), records]);
  entry.size = entry.content.length;
  return Buffer.from(CFB.write(container, { type: 'buffer' }));
}

test('links to other files are seen in legacy workbooks too', async () => {
  const plain = writeLegacyGrid({ sheet: 'F', rows: CELLS });
  assert.equal((await opened(plain)).externalLinks, false);
  const path = Buffer.from('\u0001autre.xls', 'latin1');
  const supBook = (named: Buffer): Buffer => {
    const record = Buffer.alloc(4);
    record.writeUInt16LE(0x01ae, 0);
    record.writeUInt16LE(named.length, 2);
    return Buffer.concat([record, named]);
  };
  const own = supBook(Buffer.from([1, 0, 0x01, 0x04]));
  const other = supBook(Buffer.concat([Buffer.from([1, 0, path.length, 0, 0]), path]));
  assert.equal((await opened(withRecords(plain, own))).externalLinks, false);
  assert.equal((await opened(withRecords(plain, other))).externalLinks, true);
});

test('XML that is broken inside ends with an error, not with fewer rows', async () => {
  const workbook = await opened(testWorkbook('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"'));
  await assert.rejects(async () => {
    const rows = await cellsOf(workbook);
    assert.equal(rows.size, 2);
  });
});
