import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import Papa from 'papaparse';
import { csvRows } from './csv.ts';

const write = async (rows: unknown[][], locale?: 'fr' | 'en', kind?: 'number') => {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, i) => ({
    header: `c${i}`,
    value: (row: unknown[]) => row[i] as string | number | boolean | null,
    ...(kind === undefined ? {} : { kind }),
  }));
  return (await Array.fromAsync(csvRows(rows, { columns, ...(locale === undefined ? {} : { locale }) }))).join('');
};

test('French Excel opens it: BOM, semicolons, decimal commas, CRLF', async () => {
  assert.equal(
    await write([
      ['Koné; fils', 1234.5, true, null],
      ['dit "le grand"', -3, false, 'a\nb'],
    ]),
    '\uFEFFc0;c1;c2;c3\r\n"Koné; fils";1234,5;oui;\r\n"dit ""le grand""";-3;non;"a\nb"\r\n',
  );
  assert.equal(await write([['1234.50'], ['-7']], 'fr', 'number'), '\uFEFFc0\r\n1234,50\r\n-7\r\n');
  assert.equal(await write([['a,b', 1.5]], 'en'), '\uFEFFc0,c1\r\n"a,b",1.5\r\n');
});

test('what a spreadsheet would compute is made text', async () => {
  const attacks = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\n=1', '＝1', '\u00a0=cmd|x', '\uFEFF=1'];
  for (const attack of attacks) {
    const [, field = ''] = Papa.parse<string[]>(await write([[attack]]), { delimiter: ';' }).data.map((row) => row[0]);
    assert.equal(field, `'${attack}`);
  }
  assert.match(await write([['-12,5 FCFA']]), /'-12,5 FCFA/);
});

test('any table is read back as it was written', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 2 })),
      async (rows) => {
        const text = await write([['x', 'y'], ...rows]);
        const parsed = Papa.parse<string[]>(text, { delimiter: ';', newline: '\r\n', skipEmptyLines: false });
        const back = parsed.data.slice(2, -1);
        assert.equal(back.length, rows.length);
        for (const [i, row] of rows.entries()) {
          for (const [j, cell] of row.entries()) {
            const read = back[i]?.[j];
            assert.ok(read === cell || read === `'${cell}`, JSON.stringify([cell, read]));
          }
        }
      },
    ),
  );
});
