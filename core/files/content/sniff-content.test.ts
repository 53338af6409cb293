import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extensionFits } from './content-types.ts';
import { sniffContent } from './sniff-content.ts';

const kindOf = (content: Buffer | string, extension = ''): string => {
  const whole = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return sniffContent(
    { head: whole.subarray(0, 65_536), tail: whole.subarray(-65_536), size: whole.length },
    extension,
  );
};

/** A zip of stored entries with these names, with a filling between headers and directory. */
function zip(names: string[], filling = 0): Buffer {
  const local = names.map((name) => {
    const header = Buffer.alloc(30);
    header.write('PK\x03\x04', 'latin1');
    header.writeUInt16LE(Buffer.byteLength(name), 26);
    return Buffer.concat([header, Buffer.from(name)]);
  });
  const directory = names.map((name) => {
    const header = Buffer.alloc(46);
    header.write('PK\x01\x02', 'latin1');
    header.writeUInt16LE(Buffer.byteLength(name), 28);
    return Buffer.concat([header, Buffer.from(name)]);
  });
  return Buffer.concat([
    ...local,
    Buffer.alloc(filling, 7),
    ...directory,
    Buffer.from('PK\x05\x06', 'latin1'),
    Buffer.alloc(18),
  ]);
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CFB = Buffer.from('d0cf11e0a1b11ae1', 'hex');

test('packages are told apart by what is in them, also where the names come last', () => {
  assert.equal(kindOf(zip(['[Content_Types].xml', 'xl/workbook.xml'])), XLSX);
  assert.equal(kindOf(zip(['[Content_Types].xml', 'xl/worksheets/sheet1.xml', 'xl/workbook.xml'], 300_000)), XLSX);
  assert.match(kindOf(zip(['[Content_Types].xml', 'word/document.xml'])), /wordprocessingml/);
  assert.match(kindOf(zip(['xl/workbook.xml', 'xl/vbaProject.bin'])), /macroenabled/);
  assert.equal(kindOf(zip(['a.csv', 'b.csv'])), 'application/zip');
  assert.equal(kindOf(zip([])), 'application/zip');
  assert.equal(
    kindOf(Buffer.concat([CFB, Buffer.alloc(5_000), Buffer.from('Workbook', 'utf16le')])),
    'application/vnd.ms-excel',
  );
  assert.equal(
    kindOf(Buffer.concat([CFB, Buffer.alloc(600), Buffer.from('WordDocument', 'utf16le')]), 'xls'),
    'application/x-cfb',
  );
});

test('binary signatures', () => {
  assert.equal(kindOf(Buffer.from('89504e470d0a1a0a0000', 'hex')), 'image/png');
  assert.equal(kindOf(Buffer.from('ffd8ffe000104a464946', 'hex')), 'image/jpeg');
  assert.equal(kindOf('%PDF-1.7\n%…'), 'application/pdf');
  assert.equal(kindOf(`\r\n%PDF-1.4`), 'application/pdf');
  assert.equal(kindOf(Buffer.from('PAR1....PAR1', 'latin1')), 'application/vnd.apache.parquet');
  assert.equal(kindOf(Buffer.from([1, 2, 3, 0, 255])), 'application/octet-stream');
  assert.equal(kindOf(Buffer.concat([Buffer.from('id;nom\n1;a\n'), Buffer.from([0])])), 'application/octet-stream');
});

test('kinds of text', () => {
  assert.equal(kindOf('id;nom\n1;Zone A\n2;"B; C"\n'), 'text/csv');
  assert.equal(kindOf(Buffer.from('id;désignation\r\n1;été\r\n2;hiver\r\n', 'latin1')), 'text/csv');
  assert.equal(kindOf(Buffer.from('\ufeffid\tnom\n1\tA\n2\tB\n', 'utf16le')), 'text/csv');
  assert.equal(kindOf('id\n1\n', 'csv'), 'text/csv');
  assert.equal(kindOf('Bonjour, voici\nquelques lignes, sans colonnes, libres\n'), 'text/plain');
  assert.equal(kindOf('{"type": "FeatureCollection", "features": []}'), 'application/geo+json');
  assert.equal(kindOf('[1, 2, 3]'), 'application/json');
  assert.equal(kindOf(`[${'{"a":1},'.repeat(20_000)}{}]`), 'application/json');
  assert.equal(kindOf('{a; b}\n{c; d}\n'), 'text/csv');
  assert.equal(kindOf('<html><table><tr><td>1</td></tr></table></html>', 'xls'), 'text/html');
  assert.equal(kindOf('<?xml version="1.0"?>\n<Invoice/>'), 'application/xml');
  assert.equal(kindOf('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml');
  assert.equal(kindOf(''), 'text/plain');
});

test('an extension fits what it promises, an unknown one promises nothing', () => {
  assert.equal(extensionFits('xlsx', XLSX), true);
  assert.equal(extensionFits('xls', 'text/html'), false);
  assert.equal(extensionFits('csv', 'application/zip'), false);
  assert.equal(extensionFits('csv', 'text/plain'), true);
  assert.equal(extensionFits('pdf', 'application/octet-stream'), false);
  assert.equal(extensionFits('dat', 'application/octet-stream'), true);
  assert.equal(extensionFits('', 'image/png'), true);
});
