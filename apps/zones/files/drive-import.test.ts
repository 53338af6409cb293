import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestTenant } from '@griot/identity/testing';
import { zonesPlatform } from '../testing/zones-platform.ts';
import { zonesImport } from './drive-import.ts';

const HEAD = 'Code;Client;Total HT;Emise;Limite;Etat';
const MAP = {
  ...{ id_facture: 'Code', id_entreprise: 'Client', montant_facture: 'Total HT' },
  ...{ date_emission: 'Emise', date_echeance: 'Limite', statut_paiement: 'Etat' },
};

test('a file of the drive: seen by its content, its columns said once, run, with every fault at its place', async (t) => {
  const platform = await zonesPlatform(t);
  const { services, tenantId, admin, run, inject } = platform;
  await platform.demonstrate({ seed: 5, scale: 0.05, asOf: '2026-11-21' });
  const put = (name: string, text: string | Buffer) =>
    services.files.put(tenantId, `Imports/${name}`, Buffer.from(text), { maxBytes: 1e6, by: admin.userId });
  const inspect = async (name: string, table?: string) => {
    const seen = await zonesImport.inspect(services, admin, { path: `Imports/${name}`, name }, table);
    if ('refused' in seen) throw new Error(seen.refused);
    return seen;
  };
  const start = (name: string, columns: Record<string, string>, titles: string[]) =>
    zonesImport.start(services, admin, {
      file: { path: `Imports/${name}`, name },
      ...{ table: 'factures', titles, columns, mode: 'upsert', ip: '127.0.0.1' },
    });

  const rows =
    'FA-D1;ENT-00001;125 000;05/11/2026;05/12/2026;impayee\nFA-D2;ENT-NOBODY;10;06/11/2026;06/12/2026;payee\n';
  await put('export novembre.csv', `${HEAD}\n${rows}`);
  const seen = await inspect('export novembre.csv', 'factures');
  assert.deepEqual([seen.kind, seen.remembered, seen.titles.length], ['text', false, 6]);
  assert.equal(seen.sample[0]?.[0], 'FA-D1');
  const { montant_facture: _left, ...less } = MAP;
  await assert.rejects(start('export novembre.csv', less, seen.titles), { code: 'zones.columns_missing' });
  const stranger = { ...MAP, date_emission: 'No such title' };
  await assert.rejects(start('export novembre.csv', stranger, seen.titles), { code: 'zones.column_unknown' });

  const { importId, runId } = await start('export novembre.csv', MAP, seen.titles);
  const waiting = await zonesImport.progress(services, admin, importId);
  assert.equal(waiting.state, 'running');
  const { parameters } = await services.flows.run(tenantId, runId);
  await services.flows.cancel(tenantId, runId, { kind: 'cli' });
  await run('zones.import', parameters);
  const done = await zonesImport.progress(services, admin, importId);
  assert.deepEqual([done.state, done.rowsAccepted, done.rowsSetAside], ['loaded', 1, 1]);
  const [fault] = done.findings;
  assert.deepEqual([fault?.line, fault?.column, fault?.value], [3, 'id_entreprise', 'ENT-NOBODY']);
  assert.ok(fault?.reason && fault.remedy);
  const rejects = await inject({ url: done.rejects[0]?.url ?? '' });
  assert.match(rejects.text, /FA-D2/);

  // The same titles in another order, another month: known by itself.
  await put('decembre.csv', 'Etat;Code;Client;Total HT;Emise;Limite\npayee;FA-D3;ENT-00001;1;05/11/2026;05/12/2026\n');
  const again = await inspect('decembre.csv');
  assert.deepEqual([again.remembered, again.table, again.columns.montant_facture], [true, 'factures', 'Total HT']);
  const other = await createTestTenant(platform.identity, { slug: 'other-agency' });
  await assert.rejects(
    zonesImport.inspect(services, other.admin, { path: 'Imports/decembre.csv', name: 'decembre.csv' }),
    { code: 'files.not_found' },
  );
  await assert.rejects(zonesImport.progress(services, other.admin, importId), { code: 'zones.import_unknown' });

  // What it is comes from the content: a picture called a table is refused with what to do.
  await put('photo.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  const refused = await zonesImport.inspect(services, admin, { path: 'Imports/photo.csv', name: 'photo.csv' });
  assert.ok('refused' in refused && refused.remedy !== '');
});
