import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { newId, silentLogger } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import pg from 'pg';
import { openStore } from './open-store.ts';
import { scramVerifier } from './scram-verifier.ts';
import { testStore } from './testing/index.ts';
import { migrationSet } from './testing/migration-folder.fixture.ts';

const log = silentLogger;
const secret = 'another secret of at least thirty-two characters';

/** A database whose owner is no superuser, as on a hosted server. */
async function hosted(t: TestContext): Promise<{ admin: pg.Client; databaseUrl: string; owner: string }> {
  const cluster = new URL((await testStore(t)).connection('owner').connectionString);
  cluster.pathname = '/postgres';
  const admin = new pg.Client(cluster.href);
  await admin.connect();
  const owner = `hosted_${newId().slice(-12)}`;
  await admin.query(`CREATE ROLE ${owner} LOGIN PASSWORD 'hosted'`);
  await admin.query(`CREATE DATABASE ${owner} OWNER ${owner}`);
  admin.on('error', () => {});
  t.after(() => {
    t.after(async () => {
      await admin.query(`DROP DATABASE ${owner} WITH (FORCE)`);
      await admin.query(`DROP ROLE IF EXISTS griot_app_${owner}, griot_system_${owner}, ${owner}`);
      await admin.end();
    });
  });
  const url = new URL(`postgresql://${owner}:hosted@${admin.host}:${admin.port}/${owner}`);
  return { admin, databaseUrl: url.href, owner };
}

test('an owner that may not create roles is told what an administrator should run, and that is enough', async (t) => {
  const { admin, databaseUrl, owner } = await hosted(t);
  let statements = '';
  await assert.rejects(
    openStore({ databaseUrl, secret, log }),
    (error: Error & { code: string; details: { sql: string } }) => {
      assert.equal(error.code, 'store.roles_refused');
      statements = error.details.sql;
      return true;
    },
  );
  assert.doesNotMatch(statements, /PASSWORD '(?!SCRAM)/);
  await admin.query(statements);
  const store = await openStore({ databaseUrl, secret, log });
  t.after(() => store.close());
  const who = await store.withSystem((tx) => tx.execute(sql`SELECT current_user AS name`));
  assert.deepEqual(who.rows, [{ name: `griot_system_${owner}` }]);
});

test('an owner that is no superuser sees rows of tenants in migrations only', async (t) => {
  const { admin, databaseUrl } = await hosted(t);
  const refused = await openStore({ databaseUrl, secret, log }).catch((error) => error);
  await admin.query(refused.details.sql);
  const store = await openStore({ databaseUrl, secret, log });
  t.after(() => store.close());
  const tenant = newId();
  const set = migrationSet(t, 'notes', {
    '0001_notes.sql':
      "CREATE TABLE notes (tenant_id uuid NOT NULL, body text); SELECT griot.protect_tenant_table('notes');",
  });
  await store.migrate([set]);
  await store.withTenant(tenant, (tx) => tx.execute(sql`INSERT INTO notes VALUES (${tenant}, 'a')`));
  const owner = new pg.Client(databaseUrl);
  await owner.connect();
  t.after(() => owner.end());
  assert.deepEqual((await owner.query('SELECT * FROM notes')).rows, []);
  writeFileSync(path.join(set.folder, '0002_louder.sql'), 'UPDATE notes SET body = upper(body);');
  await store.migrate([set]);
  const rows = await store.withTenant(tenant, (tx) => tx.execute(sql`SELECT body FROM notes`));
  assert.deepEqual(rows.rows, [{ body: 'A' }]);
});

test('another secret replaces the passwords; the old ones are refused', async (t) => {
  const first = await testStore(t);
  const databaseUrl = first.connection('owner').connectionString;
  const old = first.connection('app').connectionString;
  const second = await openStore({ databaseUrl, secret, log });
  t.after(() => second.close());
  const client = new pg.Client(old);
  await assert.rejects(client.connect(), { code: '28P01' });
  assert.equal((await second.health()).ok, true);
});

test('a login of one database may not connect to another of the same cluster', async (t) => {
  const [one, two] = [await testStore(t), await testStore(t)];
  const url = new URL(one.connection('app').connectionString);
  url.pathname = new URL(two.connection('app').connectionString).pathname;
  await assert.rejects(new pg.Client(url.href).connect(), { code: '42501' });
});

test('stores opened together do not stumble over each other', async (t) => {
  const databaseUrl = (await testStore(t)).connection('owner').connectionString;
  const stores = await Promise.all([1, 2, 3, 4].map(() => openStore({ databaseUrl, secret, log })));
  for (const store of stores) {
    assert.equal((await store.health()).ok, true);
    await store.close();
  }
});

test('the verifier is the one of RFC 7677', () => {
  // Server signature and stored key of the exchange in RFC 7677 §3: password "pencil", this salt, 4096 iterations.
  const verifier = scramVerifier('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'));
  assert.equal(
    verifier,
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  );
});
