import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import { importHere, places, sourceOf } from '../testing/source-text.ts';

const COMPANIES = 'id_entreprise;raison_sociale;secteur_activite;zone_location\nE1;Alpha;Bois;\nE2;Bêta;Métaux;\n';
const INVOICES = 'id_facture;id_entreprise;montant_facture;date_emission;date_echeance;statut_paiement\n';

test('Windows-1252, UTF-8 with a mark, UTF-16: the same rows', async (t) => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(COMPANIES, 'utf-16le')]);
  for (const bytes of [
    Buffer.from(COMPANIES),
    Buffer.from(`\uFEFF${COMPANIES}`),
    iconv.encode(COMPANIES, 'windows-1252'),
    utf16,
  ]) {
    const result = await importHere(t, [sourceOf('entreprises.csv', bytes)]);
    const clean = await readFile(result.tables[0]?.cleanFile ?? '', 'utf8');
    assert.equal(result.tables[0]?.accepted, 2, result.files[0]?.encoding);
    assert.ok(clean.includes('"E2","Bêta","Métaux",,'), clean);
  }
});

test('headings with accents, case, spaces and synonyms, other delimiters, and titles above them', async (t) => {
  const texts = [
    'ID Entreprise,Raison Sociale,Secteur d’activité,E-mail\nE1,Alpha,Bois,a@b.example\n',
    'Liste des clients au 21/11/2026\n\nCode client\tDénomination\tSecteur\nE1\tAlpha\tBois\n',
    '"id_entreprise"|"raison_sociale"|"secteur_activite"\r\n"E1"|"Al|pha ""SA"""|"Bois"\r\n',
  ];
  for (const text of texts) {
    const result = await importHere(t, [sourceOf('entreprises.csv', text)]);
    assert.deepEqual([result.tables[0]?.read, result.tables[0]?.accepted], [1, 1], JSON.stringify(result.findings));
  }
});

test('a missing column refuses the file and lists what it has', async (t) => {
  const result = await importHere(t, [
    sourceOf('entreprises.csv', COMPANIES),
    sourceOf('factures.csv', 'id_facture;id_entreprise;date_emission;statut_paiement\nF1;E1;01/01/2024;payee\n'),
  ]);
  assert.deepEqual(places(result), ['colonne_manquante factures.csv:']);
  const [finding] = result.findings;
  assert.match(finding?.reason ?? '', /montant_facture, date_echeance\. Colonnes trouvées : id_facture, id_entreprise/);
  assert.deepEqual(
    result.tables.map((table) => table.table),
    ['entreprises'],
  );
  assert.ok(result.files[1]?.refused);
});

test('a delimiter that parts nothing is named as the likely cause', async (t) => {
  const result = await importHere(t, [sourceOf('factures.csv', INVOICES.replaceAll(';', '~'))]);
  assert.equal(result.findings[0]?.code, 'import.colonne_manquante');
  assert.match(result.findings[0]?.remedy ?? '', /séparateur/);
});

test('commas in amounts of a comma file do not shift columns in silence', async (t) => {
  const text = `${INVOICES.replaceAll(';', ',')}F1,E1,1 234,56,01/01/2024,31/01/2024,payee\nF2,E1,"1 234,56",01/01/2024,31/01/2024,payee\n`;
  const result = await importHere(t, [sourceOf('entreprises.csv', COMPANIES), sourceOf('factures.csv', text)]);
  assert.equal(result.tables[1]?.accepted, 1);
  assert.ok(places(result).includes('trop_de_colonnes factures.csv:2  payee'), places(result).join('\n'));
});

test('every bad row is set aside with all its reasons, every good one loads', async (t) => {
  const rows = [
    'F1;E1;1 234,56;01/01/2024;31/01/2024;payee',
    ';E1;100;01/01/2024;31/01/2024;payee',
    'F1;E1;100;01/01/2024;31/01/2024;payee',
    'F2;E9;100;01/01/2024;31/01/2024;payee',
    'F3;E1;abc;31/02/2024;31/13/2024;peut-être',
    'F4;E1;-5;01/01/1890;31/01/2024;payee',
    'F5;E1;100;01/01/2099;31/01/2099;payee',
    'F6;E1;100;01/12/2026;31/12/2026;Impayée',
    'F7;E1;100;01/02/2024;31/01/2024;ANNULÉE',
    '',
    'F8;E2;0;45351;2024-03-31;Payé',
  ];
  const result = await importHere(t, [
    sourceOf('entreprises.csv', COMPANIES),
    sourceOf('factures.csv', `${INVOICES}${rows.join('\r\n')}\r\n`),
  ]);
  const table = result.tables[1];
  assert.deepEqual([table?.read, table?.accepted, table?.setAside], [10, 4, 6]);
  assert.deepEqual(places(result), [
    'valeur_manquante factures.csv:3 id_facture',
    'identifiant_en_double factures.csv:4 id_facture F1',
    'orphelin factures.csv:5 id_entreprise E9',
    'nombre_illisible factures.csv:6 montant_facture abc',
    'date_impossible factures.csv:6 date_emission 31/02/2024',
    'date_impossible factures.csv:6 date_echeance 31/13/2024',
    'statut_inconnu factures.csv:6 statut_paiement peut-être',
    'montant_negatif factures.csv:7 montant_facture -5',
    'date_absurde factures.csv:7 date_emission 01/01/1890',
    'date_absurde factures.csv:8 date_emission 01/01/2099',
    'date_future factures.csv:9 date_emission 01/12/2026',
    'echeance_avant_emission factures.csv:10 date_echeance 31/01/2024',
  ]);
  const clean = await readFile(table?.cleanFile ?? '', 'utf8');
  assert.equal(
    clean,
    'id_facture,id_entreprise,montant_facture,date_emission,date_echeance,statut_paiement\n' +
      '"F1","E1","1234.56","2024-01-01","2024-01-31","payee"\n' +
      '"F6","E1","100","2026-12-01","2026-12-31","impayee"\n' +
      '"F7","E1","100","2024-02-01","2024-01-31","annulee"\n' +
      '"F8","E2","0","2024-02-29","2024-03-31","payee"\n',
  );
  const rejects = await readFile(table?.rejectsFile ?? '', 'utf8');
  assert.equal(rejects.split('\r\n').length, 8);
  assert.match(
    rejects,
    /factures\.csv;6;"?montant_facture : .+ \/ date_emission : .+ \/ date_echeance : .+;F3;E1;abc;/,
  );
});

test('payments of an invoice that was set aside are orphans; with what the warehouse has they are not', async (t) => {
  const payments =
    'id_paiement;id_facture;montant_paye;date_paiement;mode_paiement\nP1;F1;10;01/01/2024;Wave\nP2;F2;10;01/01/2024;troc\n';
  const alone = await importHere(t, [sourceOf('paiements.csv', payments)]);
  assert.deepEqual(
    alone.counts.map(({ code, count }) => [code, count]),
    [
      ['import.orphelin', 2],
      ['import.statut_inconnu', 1],
    ],
  );
  const known = await importHere(t, [sourceOf('paiements.csv', payments)], {
    mode: 'upsert',
    existing: {
      ids: async function* (table) {
        if (table === 'factures') yield ['F1', 'F2'];
      },
      zones: async () => [],
    },
  });
  assert.equal(known.tables[0]?.accepted, 2);
  assert.match(await readFile(known.tables[0]?.cleanFile ?? '', 'utf8'), /"P1".*"mobile_money"\n"P2".*"autre"\n/);
});

test('a quotation mark that is never closed ends that file only, with its line', async (t) => {
  const endless = `${INVOICES}F1;E1;100;01/01/2024;31/01/2024;payee\nF2;"E1;100;01/01/2024;31/01/2024;payee\n${'x;y\n'.repeat(400_000)}`;
  const result = await importHere(t, [sourceOf('entreprises.csv', COMPANIES), sourceOf('factures.csv', endless)], {
    limits: { rowBytes: 100_000 },
  });
  assert.deepEqual(places(result), ['guillemet_non_ferme factures.csv:3']);
  assert.equal(result.tables[1]?.accepted, 1);
});

test('a mark not closed in a short file loses no row in silence, nor does one in the wrong place', async (t) => {
  const rows =
    'F1;E1;100;01/01/2024;31/01/2024;payee\nF2;"E1;100;01/01/2024;31/01/2024;payee\nF3;E1;100;01/01/2024;31/01/2024;payee\n';
  const open = await importHere(t, [sourceOf('entreprises.csv', COMPANIES), sourceOf('factures.csv', INVOICES + rows)]);
  assert.deepEqual(places(open), ['guillemet_non_ferme factures.csv:3']);
  assert.equal(open.tables[1]?.accepted, 1);
  const misplaced = `${INVOICES}F1;"E1"x";100;01/01/2024;31/01/2024;payee\nF2;E1;100;01/01/2024;31/01/2024;payee\n`;
  const result = await importHere(t, [sourceOf('entreprises.csv', COMPANIES), sourceOf('factures.csv', misplaced)]);
  assert.equal(result.tables[1]?.accepted, 1);
  assert.ok(places(result)[0]?.startsWith('guillemet_mal_place factures.csv:2'), places(result).join('\n'));
});

test('the same contents have the same digest, whatever the order; another mode has another', async (t) => {
  const [a, b] = [sourceOf('entreprises.csv', COMPANIES), sourceOf('factures.csv', INVOICES)];
  const one = await importHere(t, [a, b]);
  assert.equal((await importHere(t, [b, a])).contentHash, one.contentHash);
  assert.notEqual((await importHere(t, [a, b], { mode: 'upsert' })).contentHash, one.contentHash);
});

test('many findings of a kind are all counted, the first of them kept', async (t) => {
  const rows = Array.from({ length: 300 }, (_, i) => `F${i};E1;abc;01/01/2024;31/01/2024;payee\n`).join('');
  const files = [sourceOf('entreprises.csv', COMPANIES), sourceOf('factures.csv', INVOICES + rows)];
  const result = await importHere(t, files, { limits: { findingsPerKind: 20 } });
  assert.equal(result.counts[0]?.count, 300);
  assert.equal(result.findings.length, 20);
});
