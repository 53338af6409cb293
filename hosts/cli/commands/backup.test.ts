import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { createBackup, readKeyFile, verifyBackup } from '@griot/backup';
import { readConfig, silentLogger } from '@griot/kernel';
import { compose, type RunningServer, startRuntime, startServer } from '@griot/server';
import { sql } from 'drizzle-orm/sql';

const PASSWORD = 'quatre mots pour sauvegarder';
const KEY = 'a key of at least thirty-two characters for this test';

test('an archive taken in the middle of a load restores to one consistent moment, and a bad one to nothing', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'griot-backup-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const [from, to, file, keyFile] = ['from', 'to', 'all.backup', 'key'].map((name) => join(root, name)) as [
    string,
    string,
    string,
    string,
  ];
  writeFileSync(keyFile, KEY);
  const settings = { GRIOT_PORT: '0', GRIOT_LOG_LEVEL: 'silent' };
  // The task slots read it from the environment.
  process.env.GRIOT_BACKUP_KEY_FILE = keyFile;
  const server = await startServer({
    config: readConfig({ ...settings, GRIOT_DATA: from, GRIOT_DEMO_PASSWORD: PASSWORD }),
    apiOnly: true,
    demoScale: 0.1,
  });
  let stopped = false;
  t.after(() => (stopped ? undefined : server.stop()));
  const { services } = server.composition;
  const tenant = await services.identity.findTenant({ slug: 'demo-zones' });
  assert.ok(tenant);

  // Writers that keep on: events by the batch, files, and a run of the pipeline that publishes a generation.
  let working = true;
  let n = 0;
  const write = async () => {
    while (working) {
      const events = Array.from({ length: 20 }, (_, i) => ({
        id: `e${n}-${i}`,
        type: 'core.message.received',
        payload: { subject: `message ${n}`, data: {} },
      }));
      await services.events.append(tenant.id, events);
      // A ledger whose two sides are in different tables and one transaction: an event, and a link of the audit chain.
      await services.store.withTenant(tenant.id, async (tx) => {
        const entry = {
          id: `entry ${n}`,
          type: 'core.message.received',
          key: 'ledger',
          payload: { subject: 'x', data: {} },
        };
        await services.events.append(tenant.id, [entry], { tx });
        const subject = { type: 'core.message', id: entry.id };
        const actor = { system: 'load', tenantId: tenant.id };
        await services.identity.audit.record(tx, { actor, action: 'core.message.noted', subject });
      });
      const content = Buffer.from(`contents of file ${n}`.repeat(50));
      await services.files.put(tenant.id, `load/file-${n}.txt`, content, { maxBytes: 1_000_000 });
      n += 1;
    }
  };
  const writing = write();
  while (n < 3) await new Promise((resolve) => setTimeout(resolve, 10));
  await services.flows.trigger(tenant.id, 'zones.pipeline', {}, { kind: 'cli' });
  const { manifest } = await createBackup(services, { file, secret: Buffer.from(KEY) });
  working = false;
  await writing;
  await nightly(server, tenant.id, keyFile);
  const generation = manifest.warehouse.find(({ tenantId }) => tenantId === tenant.id);
  const tables = 'SELECT count(*), sum(hash(id_facture)) FROM fact_factures';
  const before = await services.warehouse
    .tenant(tenant.id)
    .query(tables, [], { generation: generation?.generation ?? 0 });
  await server.stop();
  stopped = true;

  const griot = async (data: string, ...args: string[]) => {
    const child = spawn(process.execPath, [resolve(import.meta.dirname, '../main.ts'), ...args], {
      env: { ...process.env, ...settings, GRIOT_DATA: data },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += piece));
    const [code] = await once(child, 'close');
    return { code, said };
  };
  const whole = readFileSync(file);
  const bad = join(root, 'bad.backup');
  writeFileSync(bad, whole.subarray(0, whole.length - 1000));
  const cut = await griot(to, 'restore', bad, '--key-file', keyFile);
  assert.equal(cut.code, 1);
  assert.match(cut.said, /backup\.(damaged|truncated)/);
  writeFileSync(join(root, 'other'), 'another key that has thirty-two characters too');
  const wrong = await griot(to, 'restore', file, '--key-file', join(root, 'other'));
  assert.match(wrong.said, /backup\.key_wrong/);
  assert.equal(existsSync(to), false, 'nothing was written');

  const restored = await griot(to, 'restore', file, '--key-file', keyFile);
  assert.equal(restored.code, 0, restored.said);
  const again = await griot(to, 'restore', file, '--key-file', keyFile);
  assert.deepEqual([again.code, /not empty/.test(again.said)], [1, true], again.said);

  const config = readConfig({ ...settings, GRIOT_DATA: to });
  const runtime = await startRuntime(config, silentLogger);
  t.after(() => runtime.stop());
  const there = await compose({ config, connections: runtime, log: silentLogger });
  t.after(() => there.close());
  const { store, files, warehouse } = there.services;
  for (const [table, rows] of Object.entries(manifest.rows)) {
    const [schema = '', name = ''] = table.split('.');
    const counted = await store.withSystem((tx) =>
      tx.execute<{ n: string }>(sql`SELECT count(*) AS n FROM ${sql.identifier(schema)}.${sql.identifier(name)}`),
    );
    assert.equal(Number(counted.rows[0]?.n), rows, table);
  }
  // One moment: positions without a gap, and every file that a row names is there, byte for byte (its digest is checked).
  const gaps = await store.withSystem((tx) =>
    tx.execute<{ events: string; expected: string }>(sql`
      SELECT (SELECT count(*) FROM event_log) AS events, sum(next_position - 1) AS expected FROM event_shards`),
  );
  assert.equal(gaps.rows[0]?.events, gaps.rows[0]?.expected);
  const sides = await store.withSystem((tx) =>
    tx.execute<{ events: string; audited: string }>(sql`
      SELECT (SELECT count(*) FROM event_log WHERE key = 'ledger') AS events,
             (SELECT count(*) FROM audit_entries WHERE action = 'core.message.noted') AS audited`),
  );
  assert.equal(sides.rows[0]?.events, sides.rows[0]?.audited, 'both sides of every entry');
  assert.ok(Number(sides.rows[0]?.events) > 0);
  assert.deepEqual((await there.services.identity.audit.verify(tenant.id)).ok, true);
  const { files: items } = await files.list(tenant.id, 'load');
  assert.ok(items.length > 0 && Number(gaps.rows[0]?.events) > 0, 'the load was under way');
  for (const item of items) {
    const { stream } = await files.open(tenant.id, item.path);
    for await (const _ of stream);
  }
  assert.deepEqual((await warehouse.tenant(tenant.id).query(tables)).rows, before.rows);
});

/** The flow of the night makes one archive for all tenants, a person another one at any time; both are told by the API. */
async function nightly(server: RunningServer, tenantId: string, keyFile: string): Promise<void> {
  const { services } = server.composition;
  const ended = async (runId: string) => {
    for (;;) {
      const run = await services.flows.run(tenantId, runId);
      if (run.state === 'failed') assert.fail(JSON.stringify(run.taskList));
      if (run.state === 'succeeded') return run.taskList[0]?.output;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const atNight = async () => {
    const { runId } = await services.flows.trigger(tenantId, 'backup.nightly', {}, { kind: 'schedule' });
    return ended(runId);
  };
  const made = (await atNight()) as { made: boolean; file: string; bytes: number };
  assert.equal(made.made, true);
  const archive = join(services.dataDir, 'backups', made.file);
  const tenants = (await services.identity.tenants()).length;
  assert.equal((await verifyBackup(archive, readKeyFile(keyFile))).manifest.tenants.length, tenants);
  assert.deepEqual(await atNight(), { made: false }, 'one a night, whichever tenant comes second');

  const ask = async (method: string, path: string, token?: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(server.address + path, { method, headers, ...init });
    return { status: answer.status, data: ((await answer.json()) as { data?: Record<string, unknown> }).data ?? {} };
  };
  const logIn = async (login: string) => {
    const { data } = await ask('POST', '/api/auth/login', undefined, { login, password: PASSWORD });
    return String(data.accessToken);
  };
  const admin = await logIn('admin@zones.demo');
  const started = await ask('POST', '/api/backups', admin, {});
  assert.equal(started.status, 200);
  const refused = await ask('POST', '/api/backups', admin, {});
  assert.ok([409, 200].includes(refused.status), 'while one is made there is no second one beside it');
  await ended(String(started.data.runId));
  if (refused.status === 200) await ended(String(refused.data.runId));
  type Item = { state: string; file: string; encrypted: boolean; bytes: number; rows: number; tenants: number };
  const { items } = (await ask('GET', '/api/backups', admin)).data as { items: Item[] };
  assert.ok(items.length >= 2 && items.every(({ state, encrypted }) => state === 'succeeded' && encrypted));
  const night = items.find(({ file }) => file === made.file);
  assert.deepEqual([night?.bytes, night?.tenants], [made.bytes, tenants]);
  assert.ok((night?.rows ?? 0) > 0);
  // The newest of a day stays: made by hand later, it takes the place of the night's.
  assert.deepEqual(
    readdirSync(join(services.dataDir, 'backups')).filter((name) => name.endsWith('.backup')),
    [items[0]?.file],
  );
  const reader = await logIn('lecteur@zones.demo');
  for (const method of ['GET', 'POST']) {
    const body = method === 'POST' ? {} : undefined;
    assert.equal((await ask(method, '/api/backups', reader, body)).status, 403, method);
    assert.equal((await ask(method, '/api/backups', undefined, body)).status, 401, method);
  }
}
