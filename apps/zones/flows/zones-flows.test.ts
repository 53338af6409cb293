import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTestTenant } from '@griot/identity/testing';
import { DEMO_FOLDER } from '../demo/load-demonstration.ts';
import { zonesPlatform } from '../testing/zones-platform.ts';

interface Imports {
  items: {
    id: string;
    state: string;
    rowsAccepted: number;
    rowsSetAside: number;
    tables: { table: string; rejects: string | null }[];
  }[];
}
interface Cards {
  kpis: { metric: string; value: string }[];
  passport: { generation: number };
}

test('files in, figures out', async (t) => {
  const platform = await zonesPlatform(t);
  const { run, get, inject, services, tenantId, sources } = platform;
  const revenue = async (): Promise<string> => {
    const { kpis } = await get<Cards>('/api/financier/summary');
    return kpis.find((kpi) => kpi.metric === 'ca_total')?.value ?? '';
  };
  const tenant = services.warehouse.tenant(tenantId);
  const inbox = join(services.dataDir, 'inbox', tenantId);

  await t.test('a tenant without any file: the pipeline has nothing to do, and fails nothing', async () => {
    const done = await run('zones.pipeline');
    assert.equal(done.taskList.length, 7);
    assert.equal(await tenant.current(), null);
  });

  await platform.demonstrate({ seed: 5, scale: 0.05, asOf: '2026-11-21' });
  const before = await revenue();

  await t.test('bad rows are kept with their place, and can be fetched', async () => {
    const { items } = await get<Imports>('/api/zones/imports');
    assert.deepEqual([items[0]?.state, items[0]?.rowsSetAside], ['loaded', 28]);
    const findings = await get<{
      items: { file: string; line: number; column: string; reason: string; remedy: string }[];
    }>(`/api/zones/imports/${items[0]?.id}/findings?limit=1000`);
    assert.equal(findings.items.length, 28);
    assert.ok(findings.items.every((one) => one.file && one.line > 1 && one.reason && one.remedy));
    const rejects = await inject({ method: 'GET', url: `/api/zones/imports/${items[0]?.id}/rejects/factures` });
    assert.equal(rejects.text.trimEnd().split('\r\n').length, 9);
  });

  await t.test('the same files twice count once, and build nothing', async () => {
    const generation = (await tenant.current())?.id;
    await run('zones.import', { folder: DEMO_FOLDER, mode: 'replace' });
    assert.equal((await get<Imports>('/api/zones/imports')).items[0]?.state, 'repeated');
    const pipeline = await run('zones.pipeline', { asOf: '2026-11-21' });
    assert.deepEqual(pipeline.taskList.at(-1)?.output, { skipped: true });
    assert.equal((await tenant.current())?.id, generation);
    assert.equal(await revenue(), before);
  });

  await t.test('one more invoice comes by upload: the others stay', async () => {
    const boundary = 'griot-test-boundary';
    const csv =
      'N° facture;Code client;Montant;Date facture;Échéance;Statut\nFA-NEW;ENT-00001;1 000,50;05/10/2026;31/12/2026;Payée\nFA-BAD;ENT-NOBODY;1;05/10/2026;31/12/2026;Payée\n';
    const payload = `--${boundary}\r\nContent-Disposition: form-data; name="factures"; filename="octobre.csv"\r\nContent-Type: text/csv\r\n\r\n${csv}\r\n--${boundary}--\r\n`;
    const sent = await inject<{ importId: string; runId: string }>({
      method: 'POST',
      url: '/api/zones/imports',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload,
    });
    assert.equal(sent.status, 202, sent.text);
    const { importId } = sent.json.data;
    const files = (await services.files.list(tenantId, `zones/imports/${importId}`)).files;
    await services.flows.cancel(tenantId, sent.json.data.runId, { kind: 'cli' });
    await run('zones.import', {
      importId,
      files: files.map(({ path }) => ({ path, name: 'octobre.csv', table: 'factures' as const })),
      mode: 'upsert',
    });
    await run('zones.pipeline', { asOf: '2026-11-21' });
    const details = await get<Imports['items'][number]>(`/api/zones/imports/${importId}`);
    assert.deepEqual([details.state, details.rowsAccepted, details.rowsSetAside], ['loaded', 1, 1]);
    assert.equal(Number(await revenue()) * 100, Number(before) * 100 + 100_050);
  });

  await t.test('files sent one after the other find each other, before anything is built', async () => {
    const add = async (name: string, text: string): Promise<Imports['items'][number] | undefined> => {
      await rm(inbox, { recursive: true, force: true });
      await writeInbox(inbox, name, Buffer.from(text));
      await run('zones.import', { folder: `inbox/${tenantId}`, mode: 'upsert' });
      return (await get<Imports>('/api/zones/imports')).items[0];
    };
    await add(
      'entreprises.csv',
      'id_entreprise;raison_sociale;zone_location;secteur_activite\nENT-NEW;Nouvelle SA;bouake;Bois\n',
    );
    await add(
      'factures.csv',
      'id_facture;id_entreprise;montant_facture;date_emission;date_echeance;statut_paiement\nFA-LATE;ENT-NEW;500;01/10/2026;02/10/2026;impayee\n',
    );
    const paid = await add(
      'paiements.csv',
      'id_paiement;id_facture;montant_paye;date_paiement;mode_paiement\nPA-LATE;FA-LATE;200,25;03/10/2026;wave\n',
    );
    assert.deepEqual([paid?.state, paid?.rowsAccepted, paid?.rowsSetAside], ['loaded', 1, 0]);
    await run('zones.pipeline', { asOf: '2026-11-21' });
    const { client } = await get<{ client: Record<string, string> }>('/api/clients/ENT-NEW/details');
    assert.deepEqual(
      [client.zone_location, client.chiffre_affaires_total, client.montant_impaye],
      ['Bouaké', '500.00', '299.75'],
    );

    // The company moves: its figures follow, its former version stays with the invoice of its time.
    await add(
      'entreprises.csv',
      'id_entreprise;raison_sociale;zone_location;secteur_activite\nENT-NEW;Nouvelle SA;Vridi;Métallurgie\n',
    );
    await run('zones.pipeline', { asOf: '2026-11-21' });
    const versions = await tenant.query(`
      SELECT v.version, v.zone_location, v.is_current, f.zone AS zone_now
      FROM dim_entreprises v LEFT JOIN fact_factures f ON f.entreprise_version = v.dbt_scd_id
      WHERE v.id_entreprise = 'ENT-NEW' ORDER BY v.version`);
    assert.deepEqual(
      versions.rows.map((row) => row.map(String)),
      [
        ['1', 'Bouaké', 'false', 'Vridi'],
        ['2', 'Vridi', 'true', 'null'],
      ],
    );
  });

  await t.test('a build whose tests fail changes nothing that readers see', async () => {
    const shown = await revenue();
    const generation = (await tenant.current())?.id;
    const file = join(sources, 'entreprises.csv');
    const whole = await readFile(file);
    const lines = whole.toString('latin1').split('\r\n');
    // Companies vanish whose invoices stay: their relationship test must stop the publication.
    await writeFile(file, Buffer.from(`${lines.slice(0, 15).join('\r\n')}\r\n`, 'latin1'));
    await rm(inbox, { recursive: true, force: true });
    await writeInbox(inbox, 'entreprises.csv', await readFile(file));
    await writeFile(file, whole);
    await run('zones.import', { folder: `inbox/${tenantId}`, mode: 'replace' });
    await assert.rejects(run('zones.pipeline', { asOf: '2026-11-21' }), /tests_failed|relationships/);
    assert.equal((await tenant.current())?.id, generation);
    assert.equal(await revenue(), shown);
  });

  await t.test('folders outside the two open ones are refused', async () => {
    for (const folder of ['/etc', '..', 'demo', 'demo/zones/../..', 'inbox/00000000-0000-7000-8000-000000000000']) {
      await assert.rejects(run('zones.import', { folder }), /folder_closed/, folder);
    }
  });

  await t.test('another tenant with the same ids sees its own rows only', async () => {
    const other = await createTestTenant(platform.identity, { slug: 'other-agency' });
    const otherId = other.tenant.id;
    await run('zones.import', { folder: DEMO_FOLDER, mode: 'replace' }, otherId);
    await run('zones.pipeline', { asOf: '2025-03-15' }, otherId);
    const read = async <T>(url: string): Promise<T> =>
      (await inject<T>({ method: 'GET', url, as: other.adminSession })).json.data;
    assert.equal((await read<Imports>('/api/zones/imports')).items.length, 1);
    const theirs = await read<Cards & { period: { to: string } }>('/api/financier/summary');
    assert.equal(theirs.period.to, '2025-02-28');
    const naked = await services.warehouse
      .tenant(otherId)
      .query('SELECT count(*) AS n FROM stg_factures WHERE id_facture = $1', ['FA-NEW']);
    assert.equal(String(naked.rows[0]?.[0]), '0');
    const mine = await get<Imports>('/api/zones/imports');
    const foreign = await inject({
      method: 'GET',
      url: `/api/zones/imports/${mine.items[0]?.id}`,
      as: other.adminSession,
    });
    assert.equal(foreign.status, 404);
  });
});

async function writeInbox(folder: string, name: string, content: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), content);
}
