import { createHash, randomBytes } from 'node:crypto';
import type { TestContext } from 'node:test';
import { silentLogger } from '@griot/kernel';
import pg from 'pg';
import { type MigrationSet, readMigrations, STORE_SET } from '../migrate.ts';
import { openStore, type Store } from '../open-store.ts';
import { loginsFor } from '../roles.ts';
import { startTestCluster } from './test-cluster.ts';

const SECRET = 'a secret of thirty-two characters, for tests only';

const reached = new WeakMap<Store, { databaseUrl: string; secret: string }>();

/** How another process opens the database of a test's store. */
export function reachTestStore(store: Store): { databaseUrl: string; secret: string } {
  const found = reached.get(store);
  if (found === undefined) throw new Error('no store of a test');
  return found;
}

let ownCluster: Promise<string> | undefined;

/** The runner's cluster, or one of this process, which ends with it. */
function clusterUrl(): Promise<string> {
  const given = process.env.GRIOT_TEST_DATABASE_URL;
  if (given !== undefined && given !== '') return Promise.resolve(given);
  ownCluster ??= startTestCluster().then((cluster) => cluster.url);
  return ownCluster;
}

/**
 * A store on a database of its own, with these sets applied, dropped when the test (or the suite whose `t` it is)
 * ends. Migrations run once per content into a template, of which each database is a copy.
 */
export async function testStore(t: Pick<TestContext, 'after'>, sets: MigrationSet[] = []): Promise<Store> {
  const admin = await clusterUrl();
  const template = await ensureTemplate(admin, sets);
  const name = `griot_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await asAdmin(admin, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  const databaseUrl = onDatabase(admin, name);
  const store = await openStore({ databaseUrl, secret: SECRET, log: silentLogger, poolSize: 5 });
  reached.set(store, { databaseUrl, secret: SECRET });
  // node:test runs these hooks first come, first served. This one puts itself behind those that the test registers
  // later, so what stands on the store is stopped before the store is closed.
  t.after(() => {
    t.after(async () => {
      await store.close();
      await dropDatabase(admin, name);
    });
  });
  return store;
}

async function ensureTemplate(admin: string, sets: MigrationSet[]): Promise<string> {
  const hash = createHash('sha256');
  for (const set of [STORE_SET, ...sets]) {
    hash.update(`${set.name}\n`);
    for (const file of await readMigrations(set)) hash.update(`${file.name} ${file.sha256}\n`);
  }
  const name = `griot_template_${hash.digest('hex').slice(0, 20)}`;
  await asAdmin(admin, async (client) => {
    const exists = async (): Promise<boolean> =>
      ((await client.query('SELECT FROM pg_database WHERE datname = $1 AND datistemplate', [name])).rowCount ?? 0) > 0;
    if (await exists()) return;
    // Test files of the same package arrive together: the first makes the template, the others wait for it.
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name]);
    if (await exists()) return;
    await dropDatabase(admin, name);
    await client.query(`CREATE DATABASE ${name}`);
    const store = await openStore({ databaseUrl: onDatabase(admin, name), secret: SECRET, log: silentLogger });
    try {
      await store.migrate(sets);
    } finally {
      await store.close();
    }
    await client.query(`ALTER DATABASE ${name} IS_TEMPLATE true`);
  });
  return name;
}

async function dropDatabase(admin: string, name: string): Promise<void> {
  const logins = loginsFor(name, SECRET);
  await asAdmin(admin, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.query(`DROP ROLE IF EXISTS ${logins.app.name}, ${logins.system.name}`);
  });
}

function onDatabase(admin: string, name: string): string {
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
}

async function asAdmin<T>(admin: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: admin });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
