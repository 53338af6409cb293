import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { importHere, places, sourceOf } from '../testing/source-text.ts';

const plots = (rows: (string | number | null)[][]) =>
  writeXlsx({
    sheets: [
      { name: 'Notes', rows: [['Préparé par le service']] },
      { name: 'Lots', rows },
    ],
  });
const HEADING = ['id_lot', 'id_zone', 'numero', 'superficie_hectares', 'viabilise'];
const zones = (ring: number[][], id = 'Z1') =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { id_zone: id, nom_zone: 'Une zone' },
        geometry: { type: 'Polygon', coordinates: [ring] },
      },
    ],
  });
const SQUARE = [
  [-4, 5],
  [-3.9, 5],
  [-3.9, 5.1],
  [-4, 5],
];

/** A zip of one stored or deflated part that says of itself what it likes. */
function zipOf(name: string, data: Buffer, o: { declared?: number; times?: number } = {}): Buffer {
  const packed = deflateRawSync(data);
  const title = Buffer.from(name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(o.declared ?? data.length, 22);
  local.writeUInt16LE(title.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(o.declared ?? data.length, 24);
  entry.writeUInt16LE(title.length, 28);
  const times = o.times ?? 1;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(times, 8);
  end.writeUInt16LE(times, 10);
  end.writeUInt32LE((46 + title.length) * times, 12);
  end.writeUInt32LE(30 + title.length + packed.length, 16);
  const directory = Array.from({ length: times }, () => Buffer.concat([entry, title]));
  return Buffer.concat([local, title, packed, ...directory, end]);
}

test('a workbook is read on whichever sheet the table is, with rows counted as Excel does', async (t) => {
  const workbook = await plots([
    HEADING,
    ['L1', 'Z1', 'A', 0.5, 'oui'],
    ['L2', 'Z1', 'B', null, 'non'],
    [null, 'Z1', 'C', 1, 'oui'],
    ['L4', 'Z1', 'D', 1, 'bof'],
  ]);
  const result = await importHere(t, [sourceOf('zones.geojson', zones(SQUARE)), sourceOf('lots.xlsx', workbook)]);
  assert.deepEqual(places(result), [
    'valeur_manquante lots.xlsx:4 id_lot',
    'oui_non_illisible lots.xlsx:5 viabilise bof',
  ]);
  assert.equal(result.findings[0]?.sheet, 'feuille 2');
  assert.equal(result.tables[1]?.accepted, 2);
});

test('an outline must be closed, on the globe and a polygon', async (t) => {
  const open = SQUARE.slice(0, 3).concat([[-4, 5.1]]);
  const cases: [string, string][] = [
    [zones(open), 'contour_ouvert'],
    [zones(SQUARE.map(([x = 0, y = 0]) => [x, y + 90])), 'hors_du_globe'],
    [zones(SQUARE.slice(0, 2).concat([SQUARE[0] ?? []])), 'contour_trop_court'],
    ['{"type":"FeatureCollection","features":', 'geojson_illisible'],
    ['{"type":"Feature"}', 'geojson_illisible'],
  ];
  for (const [text, code] of cases) {
    const result = await importHere(t, [sourceOf('zones.geojson', text)]);
    assert.equal(result.findings[0]?.code, `import.${code}`, text);
    assert.equal(result.tables[0]?.accepted ?? 0, 0);
  }
});

test('two zones of one name cannot be told apart: the second is set aside', async (t) => {
  const both = JSON.parse(zones(SQUARE)) as { features: unknown[] };
  both.features.push((JSON.parse(zones(SQUARE, 'Z2')) as { features: unknown[] }).features[0]);
  const result = await importHere(t, [sourceOf('zones.geojson', JSON.stringify(both))]);
  assert.deepEqual(
    result.counts.map((count) => count.code),
    ['import.nom_en_double'],
  );
});

test('a workbook that claims two gigabytes is refused before it is unpacked', async (t) => {
  const claim = zipOf('xl/worksheets/sheet1.xml', Buffer.from('<worksheet/>'), { declared: 2 * 1024 ** 3 });
  const result = await importHere(t, [sourceOf('lots.xlsx', claim)]);
  assert.equal(result.findings[0]?.code, 'import.classeur_demesure');
  assert.match(result.findings[0]?.reason ?? '', /2048 Mio/);
});

test('a bomb that lies about its size is stopped while it inflates', async (t) => {
  const bomb = zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(64 * 1024 * 1024), { declared: 1000 });
  assert.ok(bomb.length < 200_000);
  const result = await importHere(t, [sourceOf('lots.xlsx', bomb)]);
  assert.equal(result.findings[0]?.code, 'import.classeur_demesure');
});

test('entries that overlap, cut files, passwords and empty files are refused with words', async (t) => {
  const overlapping = zipOf('xl/worksheets/sheet1.xml', Buffer.from('<worksheet/>'), { times: 3 });
  const good = Buffer.from(await plots([HEADING, ['L1', 'Z1', 'A', 0.5, 'oui']]));
  const cases: [Buffer, string][] = [
    [overlapping, 'classeur_illisible'],
    [good.subarray(0, good.length - 40), 'classeur_illisible'],
    [Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'classeur_protege'],
    [Buffer.alloc(0), 'fichier_vide'],
    [Buffer.from([1, 2, 0, 3, 0, 0, 9]), 'format_inconnu'],
  ];
  for (const [bytes, code] of cases) {
    const result = await importHere(t, [sourceOf('lots.xlsx', bytes)]);
    assert.equal(result.findings[0]?.code, `import.${code}`);
  }
});

test('a file that goes on for two gigabytes is left at its limit', async (t) => {
  let sent = 0;
  const endless = {
    name: 'factures.csv',
    open: () =>
      Readable.from(
        (function* () {
          for (;;) {
            sent += 1024 * 1024;
            if (sent > 2 * 1024 ** 3) return;
            yield Buffer.alloc(1024 * 1024, 'a;b\n');
          }
        })(),
        { objectMode: false },
      ),
  };
  const result = await importHere(t, [endless], { limits: { textBytes: 8 * 1024 * 1024 } });
  assert.equal(result.findings[0]?.code, 'import.fichier_trop_grand');
  assert.ok(sent < 64 * 1024 * 1024);
});
