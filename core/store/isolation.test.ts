import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import pg from 'pg';
import type { Store } from './open-store.ts';
import { testStore } from './testing/index.ts';
import { migrationSet } from './testing/migration-folder.fixture.ts';

const NOTES = `
  CREATE TABLE notes (tenant_id uuid NOT NULL, id serial PRIMARY KEY, body text NOT NULL);
  SELECT griot.protect_tenant_table('notes');
  CREATE TABLE entries (tenant_id uuid NOT NULL, id bigint GENERATED ALWAYS AS IDENTITY, body text);
  SELECT griot.append_only('entries');
  SELECT griot.protect_tenant_table('entries');
  CREATE TABLE people (id uuid PRIMARY KEY, name text);
  SELECT griot.share_table('people');
  CREATE TABLE currencies (code text PRIMARY KEY);
  SELECT griot.share_table('currencies', 'app_read');`;

async function twoTenants(t: Parameters<typeof migrationSet>[0]): Promise<{ store: Store; one: string; two: string }> {
  const store = await testStore(t, [migrationSet(t, 'notes', { '0001_notes.sql': NOTES })]);
  const [one, two] = [newId(), newId()];
  for (const tenant of [one, two]) {
    await store.withTenant(tenant, (tx) =>
      tx.execute(sql`INSERT INTO notes (tenant_id, body) VALUES (${tenant}, 'x')`),
    );
  }
  return { store, one, two };
}

async function asLogin(store: Store, role: 'owner' | 'app', work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(store.connection(role));
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

test('a query without a filter sees, changes and deletes the rows of its tenant only', async (t) => {
  const { store, one, two } = await twoTenants(t);
  await store.withTenant(one, async (tx) => {
    assert.deepEqual((await tx.execute(sql`SELECT tenant_id FROM notes`)).rows, [{ tenant_id: one }]);
    assert.equal((await tx.execute(sql`UPDATE notes SET body = 'y'`)).rowCount, 1);
    assert.equal((await tx.execute(sql`DELETE FROM notes`)).rowCount, 1);
  });
  const left = await store.withSystem((tx) => tx.execute(sql`SELECT tenant_id, body FROM notes`));
  assert.deepEqual(left.rows, [{ tenant_id: two, body: 'x' }]);
});

test('a row of another tenant can neither be inserted nor be given away', async (t) => {
  const { store, one, two } = await twoTenants(t);
  const refused = { code: 'store.row_refused', kind: 'forbidden' };
  const insert = sql`INSERT INTO notes (tenant_id, body) VALUES (${two}, 'z')`;
  await assert.rejects(
    store.withTenant(one, (tx) => tx.execute(insert)),
    refused,
  );
  const giveAway = sql`UPDATE notes SET tenant_id = ${two}`;
  await assert.rejects(
    store.withTenant(one, (tx) => tx.execute(giveAway)),
    refused,
  );
});

test('without a tenant the application role sees nothing, before a first tenant and after one', async (t) => {
  const { store, one } = await twoTenants(t);
  await asLogin(store, 'app', async (client) => {
    assert.deepEqual((await client.query('SELECT * FROM notes')).rows, []);
    await client.query(`BEGIN; SET LOCAL griot.tenant = '${one}'`);
    assert.equal((await client.query('SELECT * FROM notes')).rowCount, 1);
    await client.query('COMMIT');
    assert.deepEqual((await client.query('SELECT * FROM notes')).rows, []);
  });
});

test('a pooled connection carries nothing from one tenant to the next', async (t) => {
  const { store, one, two } = await twoTenants(t);
  const ask = async (tenant: string): Promise<void> => {
    const seen = await store.withTenant(tenant, (tx) => tx.execute(sql`SELECT tenant_id FROM notes`));
    assert.deepEqual(seen.rows, [{ tenant_id: tenant }]);
  };
  await Promise.all(Array.from({ length: 60 }, (_, n) => ask(n % 2 === 0 ? one : two)));
  await assert.rejects(
    store.withTenant("x'; DROP TABLE notes; --", async () => {}),
    { code: 'store.tenant_invalid' },
  );
});

test('the application role cannot become another, switch policies off, nor define anything', async (t) => {
  const { store } = await twoTenants(t);
  await asLogin(store, 'app', async (client) => {
    for (const statement of [
      'SET ROLE griot_system',
      'SET ROLE griot_owner',
      'SET SESSION AUTHORIZATION griot_owner',
      'SET row_security = off; SELECT * FROM notes',
      'ALTER TABLE notes DISABLE ROW LEVEL SECURITY',
      "SELECT griot.share_table('notes', 'app_read')",
      'CREATE TABLE mine ()',
      'TRUNCATE notes',
      'SELECT * FROM people',
      "INSERT INTO currencies VALUES ('XOF')",
      'SELECT * FROM griot.migrations',
    ]) {
      await assert.rejects(client.query(statement), { code: '42501' }, statement);
      await client.query('RESET ALL');
    }
    await client.query("SET griot.maintenance = 'on'; SET ROLE griot_app");
    assert.deepEqual((await client.query('SELECT * FROM notes')).rows, []);
    assert.deepEqual((await client.query('SELECT * FROM currencies')).rows, []);
  });
});

test('an append-only table takes rows, and no change, from anybody', async (t) => {
  const { store, one } = await twoTenants(t);
  await store.withTenant(one, (tx) => tx.execute(sql`INSERT INTO entries (tenant_id, body) VALUES (${one}, 'posted')`));
  const changes = ["UPDATE entries SET body = ''", 'DELETE FROM entries', 'TRUNCATE entries'];
  for (const change of changes) {
    await assert.rejects(
      store.withTenant(one, (tx) => tx.execute(sql.raw(change))),
      /permission denied/,
      change,
    );
    await assert.rejects(
      store.withSystem((tx) => tx.execute(sql.raw(change))),
      /permission denied/,
      change,
    );
  }
  await asLogin(store, 'owner', async (client) => {
    await client.query('SET session_replication_role = replica');
    for (const change of changes) await assert.rejects(client.query(change), /append-only/, change);
  });
  const kept = await store.withTenant(one, (tx) => tx.execute(sql`SELECT body FROM entries`));
  assert.deepEqual(kept.rows, [{ body: 'posted' }]);
});

test('a table that was forgotten is found', async (t) => {
  const { store } = await twoTenants(t);
  const findings = (): Promise<unknown[]> =>
    store.withSystem(async (tx) => (await tx.execute(sql`SELECT relation FROM griot.isolation_findings`)).rows);
  assert.deepEqual(await findings(), []);
  await asLogin(store, 'owner', async (client) => {
    await client.query('CREATE TABLE naked (tenant_id uuid); CREATE VIEW open AS SELECT * FROM notes');
    await client.query('GRANT SELECT ON open TO griot_app');
    await assert.rejects(client.query("SELECT griot.protect_tenant_table('naked')"), /tenant_id uuid NOT NULL/);
  });
  assert.deepEqual(await findings(), [{ relation: 'naked' }, { relation: 'open' }]);
});
