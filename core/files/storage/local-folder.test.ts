import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { newId } from '@griot/kernel';
import { allFiles, bytes } from '../testing/test-files.fixture.ts';
import { localFolder } from './local-folder.ts';

function folder(t: TestContext): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'griot-objects-'));
  t.after(() => rmSync(dir, { recursive: true }));
  return dir;
}

async function* content(text: string): AsyncGenerator<Buffer> {
  yield bytes(text);
}

async function read(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += chunk.toString('utf8');
  return text;
}

test('objects lie under their key, for this user only', async (t) => {
  const dir = folder(t);
  const storage = localFolder(dir);
  const tenant = newId();
  await storage.put(`${tenant}/a/b c.csv`, content('x'));
  await storage.put(`${tenant}/a/b c.csv`, content('yy'));
  assert.equal(await read(await storage.open(`${tenant}/a/b c.csv`)), 'yy');
  assert.deepEqual(allFiles(dir), [`${tenant}/a/b c.csv`]);
  assert.equal(statSync(path.join(dir, tenant, 'a', 'b c.csv')).mode & 0o777, 0o600);
  assert.equal(statSync(path.join(dir, tenant)).mode & 0o777, 0o700);
  assert.deepEqual(await storage.tenants(), [tenant]);
  const listed = [];
  for await (const { key, size } of storage.list(`${tenant}/a/`)) listed.push([key, size]);
  assert.deepEqual(listed, [[`${tenant}/a/b c.csv`, 2]]);
  await storage.remove(`${tenant}/a/b c.csv`);
  await storage.remove(`${tenant}/a/b c.csv`);
  await assert.rejects(storage.open(`${tenant}/a/b c.csv`), { code: 'files.object_missing' });
});

test('no key leads out of its tenant, and a link in the folder is not followed', async (t) => {
  const dir = folder(t);
  const storage = localFolder(path.join(dir, 'objects'));
  const tenant = newId();
  for (const key of [
    'a',
    '../x',
    `${tenant}`,
    `${tenant}/`,
    `${tenant}/../x`,
    `${tenant}//x`,
    `.incoming/x`,
    `${tenant}/a\0`,
  ]) {
    await assert.rejects(storage.put(key, content('x')), { code: /files\.(key|path)_invalid/ }, key);
    await assert.rejects(storage.open(key), { code: /files\.(key|path)_invalid/ }, key);
  }
  await storage.put(`${tenant}/real`, content('x'));
  writeFileSync(path.join(dir, 'secret'), 'secret');
  symlinkSync(path.join(dir, 'secret'), path.join(dir, 'objects', tenant, 'link'));
  await assert.rejects(storage.open(`${tenant}/link`), { code: 'ELOOP' });
});

test('a process killed in the middle of a put leaves no object, and the next cleaning removes what it had written', async (t) => {
  const dir = folder(t);
  const key = `${newId()}/half`;
  const program = `
    import { localFolder } from ${JSON.stringify(path.join(import.meta.dirname, 'local-folder.ts'))};
    async function* slow() { for (let n = 0; ; n++) { yield Buffer.alloc(1_000_000); if (n === 5) console.log('busy'); await new Promise((done) => setTimeout(done, 5)); } }
    await localFolder(${JSON.stringify(dir)}).put(${JSON.stringify(key)}, slow());`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  assert.ok(child.stdout);
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const storage = localFolder(dir);
  await assert.rejects(storage.open(key), { code: 'files.object_missing' });
  assert.equal(allFiles(dir).length, 1);
  await storage.clean(new Date(Date.now() - 60_000));
  assert.equal(allFiles(dir).length, 1);
  await storage.clean(new Date(Date.now() + 60_000));
  assert.deepEqual(allFiles(dir), []);
});
