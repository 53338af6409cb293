import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { createBackup } from '@griot/backup';
import { readConfig, silentLogger } from '@griot/kernel';
import { compose, startRuntime, startServer } from '@griot/server';

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
  const server = await startServer({
    config: readConfig({ ...settings, GRIOT_DATA: from }),
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
  const [generation] = manifest.warehouse;
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
    const [schema, name] = table.split('.');
    const counted = await store.withSystem((tx) =>
      tx.execute<{ n: string }>(`SELECT count(*) AS n FROM ${schema}.${name}`),
    );
    assert.equal(Number(counted.rows[0]?.n), rows, table);
  }
  // One moment: positions without a gap, and every file that a row names is there, byte for byte (its digest is checked).
  const gaps = await store.withSystem((tx) =>
    tx.execute<{ events: string; expected: string }>(`
      SELECT (SELECT count(*) FROM event_log) AS events, sum(next_position - 1) AS expected FROM event_shards`),
  );
  assert.equal(gaps.rows[0]?.events, gaps.rows[0]?.expected);
  const { files: items } = await files.list(tenant.id, 'load');
  assert.ok(items.length > 0 && Number(gaps.rows[0]?.events) > 0, 'the load was under way');
  for (const item of items) {
    const { stream } = await files.open(tenant.id, item.path);
    for await (const _ of stream);
  }
  assert.deepEqual((await warehouse.tenant(tenant.id).query(tables)).rows, before.rows);
});
