import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { testWorkbook } from '@griot/sheets/testing';
import type { HostileReading } from '../testing/hostile-reader.ts';
import {
  blankCell,
  bookStream,
  compoundFile,
  filePass,
  formulaCell,
  legacyWorkbook,
  numberCell,
  record,
  textCell,
  u16,
  u32,
} from '../testing/legacy-workbook.ts';

const MIB = 1024 * 1024;
/** What the process that reads them all may have: of objects, and of everything. */
const HEAP_MIB = 384;
const MOST_MIB = 900;

const HEADINGS = ['Date', 'C.j', 'N° pièce', 'Libellé', 'Let', 'Débit', 'Crédit'];
const cells = Buffer.concat([
  textCell(0, 0, 'Grand-livre des comptes'),
  ...HEADINGS.map((text, column) => textCell(1, column, text)),
  numberCell(2, 0, 52_110_000),
  ...[numberCell(3, 0, 45_670), textCell(3, 1, 'VTE'), textCell(3, 3, 'Facture'), numberCell(3, 5, 5)],
]);
const SHEET = { name: 'Feuil1', cells };
const and = (...more: Buffer[]) => [{ name: 'Feuil1', cells: Buffer.concat([cells, ...more]) }];

/** Words that are packed a dozen times smaller, not two hundred. */
const words = (bytes: number, one: (index: number) => string): string => {
  const parts: string[] = [];
  for (let size = 0, index = 0; size < bytes; index += 1) {
    const part = one(index);
    parts.push(part);
    size += part.length;
  }
  return parts.join('');
};
const text = (content: string): string => `<row r="1"><c r="A1" t="inlineStr"><is><t>${content}</t></is></c></row>`;
const strings = (content: string) => ({ more: [{ name: 'xl/sharedStrings.xml', data: content }] });

const sizeLie = (): Buffer => {
  const bytes = legacyWorkbook([SHEET]);
  bytes.writeUInt32LE(0xfffffff0, (bytes.readUInt32LE(48) + 1) * 512 + 128 + 120);
  return bytes;
};
const chainRound = (): Buffer => {
  const bytes = legacyWorkbook([SHEET]);
  const first = bytes.readUInt32LE((bytes.readUInt32LE(48) + 1) * 512 + 128 + 116);
  bytes.writeUInt32LE(first, 512 + first * 4);
  return bytes;
};
const laughs = (): string => {
  const entities = [...'bcdefghij'].map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghi'[index]};`.repeat(10)}">`);
  return `<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa">${entities.join('')}]><sst><si><t>&j;</t></si></sst>`;
};

/** Null: it is read, as values, without more. */
const CASES: [string | null, string, () => Buffer][] = [
  ['classeur_avec_formules Feuil1 5 C', 'a.xls', () => legacyWorkbook(and(formulaCell(4, 2)))],
  ['classeur_protege', 'a.xls', () => legacyWorkbook([SHEET], filePass('xor'))],
  ['classeur_protege', 'a.xls', () => legacyWorkbook([SHEET], filePass('rc4'))],
  [
    'classeur_avec_macros',
    'a.xls',
    () => legacyWorkbook([SHEET], undefined, [{ path: '_VBA_PROJECT_CUR/VBA/dir', data: Buffer.alloc(100, 1) }]),
  ],
  [
    'classeur_avec_formules M 1 A',
    'a.xls',
    () => legacyWorkbook([SHEET, { name: 'M', cells: formulaCell(0, 0), kind: 1 }]),
  ],
  ['classeur_lie', 'a.xls', () => legacyWorkbook([SHEET], record(0x01ae, u16(1, 9), Buffer.from('\0\u0001autre.xls')))],
  ['feuille_trop_large Feuil1', 'a.xls', () => legacyWorkbook(and(numberCell(4, 15_999, 1)))],
  [
    'lignes_vides Feuil1',
    'a.xls',
    () =>
      legacyWorkbook(
        and(...Array.from({ length: 60_000 }, (_, row) => blankCell(row + 4, 0)), numberCell(65_000, 0, 1)),
      ),
  ],
  [
    'classeur_demesure',
    'a.xls',
    () =>
      legacyWorkbook([
        {
          name: 'Feuil1',
          cells: Buffer.concat(
            Array.from({ length: 65_535 }, (_, row) => record(0x00be, u16(row, 0), Buffer.alloc(40), u16(19))),
          ),
        },
      ]),
  ],
  ['classeur_illisible', 'a.xls', () => legacyWorkbook([SHEET]).subarray(0, 5000)],
  ['classeur_illisible', 'a.xls', sizeLie],
  ['format_inconnu', 'a.xls', chainRound],
  ['classeur_illisible', 'a.xls', () => compoundFile([{ path: 'WordDocument', data: Buffer.alloc(5000, 1) }])],
  ['extension_fausse', 'a.xlsx', () => legacyWorkbook([SHEET])],
  ['extension_fausse', 'a.csv', () => legacyWorkbook([SHEET])],
  ['extension_fausse', 'a.xls', () => testWorkbook(text('x'))],
  [null, 'a.xls', () => legacyWorkbook([SHEET], record(0x00fc, u32(0xffffffff, 0xffffffff)))],
  [null, 'a.xls', () => legacyWorkbook(and(record(0x0200, u32(0, 0xffffffff), u16(0, 0xffff, 0))))],
  [
    null,
    'a.xls',
    () =>
      compoundFile([
        { path: 'Workbook', data: bookStream([SHEET]) },
        { path: 'Autre', data: Buffer.alloc(9) },
      ]),
  ],
  [
    'classeur_demesure',
    'a.xlsx',
    () => testWorkbook(text(words(20 * MIB, (index) => `${(index * 7919) % 99_991} mot `))),
  ],
  [
    'classeur_demesure',
    'a.xlsx',
    () =>
      testWorkbook('', strings(`<sst>${words(129 * MIB, (index) => `<si><t>mot ${index} du fichier</t></si>`)}</sst>`)),
  ],
  ['type_inconnu', 'a.xlsx', () => testWorkbook('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings(laughs()))],
  ['classeur_illisible Feuil1', 'a.xlsx', () => testWorkbook('<row r="99999999999"><c><v>1</v></c></row>')],
];

test('hostile workbooks, old and new, are refused in one clear finding or read as values, within the memory given', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'griot-hostile-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [index, [, name, make]] of CASES.entries())
    writeFileSync(join(folder, `${String(index).padStart(2, '0')}-${name}`), make());
  const reader = join(import.meta.dirname, '../testing/hostile-reader.ts');
  const { stdout, stderr, status, signal } = spawnSync(
    process.execPath,
    [
      ...process.execArgv.filter((flag) => !flag.startsWith('--test')),
      `--max-old-space-size=${HEAP_MIB}`,
      reader,
      folder,
    ],
    { encoding: 'utf8', timeout: 240_000 },
  );
  assert.equal(status, 0, `${signal ?? ''} ${stderr.slice(-2000)}`);
  const readings = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as HostileReading);
  assert.equal(readings.length, CASES.length);
  const wrong: string[] = [];
  for (const [index, { name, findings, errors, entries, milliseconds, peak }] of readings.entries()) {
    const expected = CASES[index]?.[0] ?? null;
    t.diagnostic(`${name}: ${expected ?? 'read'}, ${milliseconds} ms, ${peak} MiB`);
    const good =
      expected === null ? entries === 1 : errors > 0 && findings.length === 1 && findings[0]?.startsWith(expected);
    if (!good || peak > MOST_MIB)
      wrong.push(`${name}: ${expected}, not ${findings.join()}, ${entries} entries, ${peak} MiB`);
  }
  assert.deepEqual(wrong, []);
});
