import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDomainError } from '@griot/kernel';
import { writeWorkbook } from '@griot/sheets';
import { cleanCsvLine } from '@griot/warehouse';
import { cleanLine } from './clean-line.ts';
import { profileFile } from './profile-file.ts';
import { readDayCell, readNumberCell, STYLES } from './read-cell.ts';

const profile = async (text: string | Buffer) => profileFile(Buffer.isBuffer(text) ? text : Buffer.from(text));
const columnsOf = async (text: string | Buffer) =>
  (await profile(text)).profile.columns.map(({ title, type }) => `${title}: ${type}`);

test('cells as people write them', () => {
  const [french, plain, dotted, english] = STYLES;
  const read = (cell: string, style = french) => (style ? readNumberCell(cell, style) : null);
  assert.deepEqual(
    ['1 234,5', '1\u202f234 567 FCFA', '12,5 %', '(1 500)', '-3', '−3,25', '0'].map((cell) => read(cell)),
    ['1234.5', '1234567', '12.5', '-1500', '-3', '-3.25', '0'],
  );
  assert.equal(read('1.234.567,89', dotted), '1234567.89');
  assert.equal(read('1,234,567.89', english), '1234567.89');
  assert.equal(read('1234.5', plain), '1234.5');
  for (const code of ['00123', '+2250700000000', '1234567890123456', '12/34', 'abc', '1e5', '', '1 23'])
    assert.equal(read(code), null, code);
  assert.equal(readDayCell('31/12/2025', 'dmy'), '2025-12-31');
  assert.equal(readDayCell('2025-03-01T10:00:00Z', 'dmy'), '2025-03-01');
  assert.equal(readDayCell('31/02/2025', 'dmy'), null);
});

test('columns of a text are found and typed, whatever its delimiter and encoding', async () => {
  const rows =
    'Ville;Montant (FCFA);Date;Code client\nBouaké;1 200,50;01/02/2025;00017\nKorhogo;800;15/03/2025;00018\n';
  const wanted = ['Ville: text', 'Montant (FCFA): number', 'Date: day', 'Code client: text'];
  assert.deepEqual(await columnsOf(rows), wanted);
  assert.deepEqual(await columnsOf(Buffer.from(rows, 'latin1')), wanted);
  assert.deepEqual(await columnsOf(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(rows, 'utf16le')])), wanted);
  assert.deepEqual(await columnsOf(rows.replaceAll(';', '\t')), wanted);
  const { csv, profile: found } = await profile(rows);
  assert.equal(
    csv,
    '"c1","c2","c3","c4"\n"Bouaké","1200.50","2025-02-01","00017"\n"Korhogo","800","2025-03-15","00018"\n',
  );
  assert.deepEqual([found.rows, found.columns[1]?.min, found.columns[1]?.max], [2, '800', '1200.50']);
});

test('titles are found below a letterhead, made up where there are none, told apart where they repeat', async () => {
  assert.deepEqual(await columnsOf('Société X\n\nVille;CA;CA\nA;1;2\nB;3;4\n'), [
    'Ville: text',
    'CA: number',
    'CA (2): number',
  ]);
  assert.deepEqual(await columnsOf('A;1\nB;2\n'), ['Colonne 1: text', 'Colonne 2: number']);
});

test('a few slips do not make texts of amounts, and are told', async () => {
  const rows = Array.from({ length: 40 }, (_, at) => `V${at % 3};${at === 7 ? 'douze' : at === 9 ? 'N/A' : at}`);
  const [, amount] = (await profile(`Ville;Montant\n${rows.join('\n')}\n`)).profile.columns;
  assert.deepEqual(
    [amount?.type, amount?.filled, amount?.unreadable, amount?.unreadableExample],
    ['number', 39, 1, 'douze'],
  );
});

test('a workbook is read with its types', async () => {
  const columns = [
    { heading: 'Ville', kind: 'text' },
    { heading: 'Montant', kind: 'money' },
    { heading: 'Jour', kind: 'day' },
  ] as const;
  const rows = [
    ['Bouaké', '1200.5', '2025-02-01'],
    ['Korhogo', '800', '2025-03-15'],
  ];
  const title = { name: 'Page de titre', columns: [], rows: [] };
  const workbook = Buffer.from(await writeWorkbook([title, { name: 'Ventes', columns, rows }]));
  assert.deepEqual(await columnsOf(workbook), ['Ville: text', 'Montant: number', 'Jour: day']);
  const { profile: found } = await profile(workbook);
  assert.deepEqual([found.sheet, found.others, found.rows], ['Ventes', ['Page de titre'], 2]);
});

test('what is no table is refused, each with its reason', async () => {
  const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200, 7)]);
  const wide = Array.from({ length: 80 }, (_, at) => `c${at}`).join(';');
  for (const [content, reason] of [
    [Buffer.alloc(0), 'empty'],
    [Buffer.from('\u0000\u0001\u0002ELF'), 'not_a_table'],
    [Buffer.from('%PDF-1.7 …'), 'not_a_table'],
    [Buffer.from('<html><table><tr><td>1</td></tr></table>'), 'not_a_table'],
    [Buffer.from('{"a": 1}'), 'not_a_table'],
    [Buffer.from('Ville;CA\n'), 'no_table'],
    [Buffer.from('Ville;CA\n"Bouaké;1\nKorhogo;2\n'), 'open_quote'],
    [Buffer.from(`${wide}\n${wide}\n`), 'too_many_columns'],
    [zip, 'broken'],
  ] as const)
    await assert.rejects(
      profile(content),
      (error: unknown) => isDomainError(error) && error.details.reason === reason,
      `${reason}: ${content.subarray(0, 20).toString('latin1')}`,
    );
});

test('rows are written as the warehouse reads them', () => {
  const line = ['a', null, '', 'say "hi", then\nleave', 'é'];
  assert.equal(cleanLine(line), cleanCsvLine(line));
});
