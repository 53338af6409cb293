import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTestTenant } from '@griot/identity/testing';
import { sql } from 'drizzle-orm/sql';
import zones from '../app.ts';
import { zonesPlatform } from '../testing/zones-platform.ts';

const MARK = 'QWXZ';
const AS_OF = '2026-11-21';

/** The same companies under other names: every id of one tenant is an id of the other. */
async function markCompanies(file: string): Promise<void> {
  const lines = (await readFile(file, 'latin1')).split(/\r?\n/);
  const title = (lines[0] ?? '').replace(/^ï»¿/, '').split(';');
  const at = title.findIndex((name) => /raison|denomination/i.test(name));
  assert.ok(at >= 0, `no column of names among ${title}`);
  const marked = lines.map((line, index) => {
    const cells = line.split(';');
    if (index === 0 || cells[at] === undefined) return line;
    cells[at] = `${MARK} ${index}`;
    return cells.join(';');
  });
  await writeFile(file, marked.join('\r\n'), 'latin1');
}

test('two tenants with the same ids see nothing of each other', async (t) => {
  const platform = await zonesPlatform(t);
  const { services, inject } = platform;
  await platform.demonstrate({ seed: 5, scale: 0.04, asOf: AS_OF });

  const other = await createTestTenant(services.identity, { slug: 'autre' });
  const otherId = other.tenant.id;
  const inbox = join('inbox', otherId);
  await mkdir(join(services.dataDir, 'inbox'), { recursive: true });
  await cp(platform.sources, join(services.dataDir, inbox), { recursive: true });
  await markCompanies(join(services.dataDir, inbox, 'entreprises.csv'));
  await platform.run('zones.import', { folder: inbox, mode: 'replace' }, otherId);
  await platform.run('zones.pipeline', { asOf: AS_OF }, otherId);

  const read = async (url: string, mine: boolean) =>
    (await inject({ method: 'GET', url, ...(mine ? {} : { as: other.adminSession }) })).text;

  await t.test('in no answer, export or error of any endpoint', async () => {
    const client = 'ENT-00001';
    const ids: Record<string, string> = { id: client, zone_id: 'ZI-YOP', zone: 'ZI-YOP' };
    const urls = zones
      .endpoints(services)
      .filter((endpoint) => endpoint.method === 'GET')
      .map(({ path }) => path.replace(/:(\w+)/g, (_all, name: string) => ids[name] ?? client));
    assert.ok(urls.length >= 12, `only ${urls.length} endpoints`);
    let shown = 0;
    // Each twice and in turns, so that what one tenant's question leaves in a cache is there for the other's.
    for (const url of [...urls, ...urls, `/api/clients?q=${MARK}`, '/api/clients/inconnu/details']) {
      assert.ok(!(await read(url, true)).includes(MARK), `${url} showed the other tenant's rows`);
      if ((await read(url, false)).includes(MARK)) shown += 1;
    }
    assert.ok(shown >= 4, `the other tenant sees its own names (in ${shown} answers)`);
  });

  await t.test('when a query of the database forgets its filter', async () => {
    const naked = sql`SELECT DISTINCT tenant_id::text AS tenant FROM zones_imports`;
    const seen = await services.store.withTenant(platform.tenantId, (tx) => tx.execute<{ tenant: string }>(naked));
    assert.deepEqual(seen.rows, [{ tenant: platform.tenantId }]);
    const findings = await services.store.withSystem((tx) =>
      tx.execute(sql`SELECT relation, problem FROM griot.isolation_findings`),
    );
    assert.deepEqual(findings.rows, []);
  });

  await t.test('when a query of the warehouse forgets its filter, or names the other file', async () => {
    const mine = services.warehouse.tenant(platform.tenantId);
    const { rows } = await mine.query('select raison_sociale from mart_portefeuille_clients');
    assert.ok(rows.length > 10 && rows.every(([name]) => !String(name).includes(MARK)));
    for (const text of [
      `select * from "${otherId}".main.mart_portefeuille_clients`,
      `select * from read_csv('${join(services.dataDir, inbox, 'entreprises.csv')}')`,
      `select * from '${join(services.dataDir, 'warehouse', `${otherId}.duckdb`)}'`,
    ]) {
      await assert.rejects(mine.query(text), (error: Error) => !error.message.includes(MARK), text);
    }
  });

  await t.test("a folder of the other's inbox is closed", async () => {
    await assert.rejects(platform.run('zones.import', { folder: inbox, mode: 'replace' }), /failed/);
  });
});
