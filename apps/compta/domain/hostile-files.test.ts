import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { testWorkbook } from '@griot/sheets/testing';
import { makeBooks } from '../demo/books/make-books.ts';
import { makeExports } from '../demo/exports/make-exports.ts';
import { exportBytes } from '../demo/exports/write-export.ts';
import { fileOf, SETS } from '../testing/in-memory.ts';
import { checkBatch } from './checks/check-batch.ts';
import type { SourceFile } from './source/source-file.ts';
import { sourceLimits } from './source/source-limits.ts';

const BOOKS = makeBooks({ seed: 9, company: 'Ateliers du Plateau', start: '2025-01-01', end: '2025-01-31', lines: 30 });
const good = await Promise.all(
  makeExports(BOOKS, SETS['xlsx, tiers a']).map(async (file) => [file.name, await exportBytes(file)] as const),
);
const ledger = good[0]?.[1] ?? Buffer.alloc(0);

/** The findings when this stands in the place of the ledger of accounts; the four other files are good. */
async function findingsWith(file: SourceFile, limits = sourceLimits): Promise<string[]> {
  const others = good.slice(1).map(([name, bytes]) => fileOf(name, bytes));
  const { findings, errors, entries } = await checkBatch({
    files: [{ ...file, type: 'GRAND_LIVRE_COMPTES' }, ...others],
    decimals: 0,
    limits,
  });
  assert.ok(errors > 0, 'refused');
  assert.equal(entries, 0);
  return findings.map(({ code, sheet, line, column }) =>
    [code.replace('compta.', ''), sheet, line, column].filter((one) => one !== undefined).join(' '),
  );
}

test('hostile and broken files are refused in one clear finding', async () => {
  const cases: [string, string, Uint8Array | string][] = [
    [
      'classeur_demesure',
      'a.xlsx',
      testWorkbook('', { more: [{ name: 'xl/media/a.bin', data: Buffer.alloc(48 * 1024 * 1024), claims: 10 }] }),
    ],
    ['classeur_demesure', 'a.xlsx', testWorkbook('', { claims: 4_000_000_000 })],
    ['classeur_avec_formules Feuil1 2 C', 'a.xlsx', testWorkbook('<row r="2"><c r="C2"><f>1+1</f><v>2</v></c></row>')],
    [
      'classeur_lie',
      'a.xlsx',
      testWorkbook('', { more: [{ name: 'xl/externalLinks/externalLink1.xml', data: '<x/>' }] }),
    ],
    ['classeur_avec_macros', 'a.xlsx', testWorkbook('', { more: [{ name: 'xl/vbaProject.bin', data: 'x' }] })],
    ['feuille_trop_large Feuil1', 'a.xlsx', testWorkbook('<row r="1"><c r="XFD1"><v>1</v></c></row>')],
    ['feuille_trop_large Feuil1 1', 'a.xlsx', testWorkbook(`<row r="1">${'<c><v>1</v></c>'.repeat(16_000)}</row>`)],
    ['classeur_illisible', 'a.xlsx', ledger.subarray(0, ledger.length - 100)],
    ['classeur_illisible', 'a.xlsx', ledger.subarray(0, 700)],
    ['classeur_illisible', 'a.xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(5000)])],
    ['extension_fausse', 'a.csv', ledger],
    ['extension_fausse', 'a.xlsx', 'Date;C.j;Débit;Crédit\n'],
    ['extension_refusee', 'a.exe', 'MZ'],
    ['extension_refusee', 'a.xlsm', ledger],
    ['format_inconnu', 'a.txt', Buffer.from([65, 0, 1, 2, 3, 0])],
    ['fichier_vide', 'a.csv', ''],
    ['type_inconnu', 'a.csv', 'bonjour\nceci est une lettre\n'],
    ['type_inconnu', 'a.xlsx', testWorkbook('')],
  ];
  for (const [expected, name, content] of cases)
    assert.deepEqual(await findingsWith(fileOf(name, content)), [expected], `${name}: ${expected}`);
});

test('a million empty rows are left where they become too many', async () => {
  const rows = Array.from({ length: 1_000_000 }, (_, index) => `<row r="${index + 1}"/>`).join('');
  const head = '<row r="1"><c r="A1" t="inlineStr"><is><t>Grand-livre des comptes</t></is></c></row>';
  const heading = ['Date', 'C.j', 'N° pièce', 'Libellé', 'Let', 'Débit', 'Crédit']
    .map((text, index) => `<c r="${String.fromCharCode(65 + index)}2" t="inlineStr"><is><t>${text}</t></is></c>`)
    .join('');
  const entry =
    '<row r="3"><c r="A3"><v>411100</v></c></row><row r="4"><c r="A4"><v>45670</v></c><c r="B4" t="inlineStr"><is><t>VTE</t></is></c><c r="D4" t="inlineStr"><is><t>x</t></is></c><c r="F4"><v>5</v></c></row>';
  const found = await findingsWith(
    fileOf('a.xlsx', testWorkbook(`${head}<row r="2">${heading}</row>${entry}${rows}`)),
    { ...sourceLimits, blankRows: 1000 },
  );
  assert.ok(
    found.some((one) => one.startsWith('lignes_vides Feuil1')),
    found.join(),
  );
});

test('a text that never ends its line, or never ends, is left at its limit', async () => {
  let sent = 0;
  const endless = (chunk: Buffer): SourceFile => ({
    name: 'a.csv',
    open: () =>
      Readable.from(
        (function* () {
          for (;;) {
            sent += chunk.length;
            assert.ok(sent < 2 * 1024 ** 3, 'it was read on and on');
            yield chunk;
          }
        })(),
        { objectMode: false },
      ),
  });
  const limits = { ...sourceLimits, textBytes: 8 * 1024 * 1024 };
  assert.deepEqual(await findingsWith(endless(Buffer.alloc(256 * 1024, 'a;b;c')), limits), ['fichier_trop_grand']);
  assert.deepEqual(await findingsWith(endless(Buffer.alloc(256 * 1024, 'a;b;c\n')), limits), ['fichier_trop_grand']);
});
