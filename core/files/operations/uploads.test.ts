import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { test } from 'node:test';
import { allFiles, bytes, filesFor, LIMIT, textOf } from '../testing/test-files.fixture.ts';

const MAX = 100 * 1024 * 1024;
/** The test store's: another one would give its roles other passwords. */
const SECRET = 'a secret of thirty-two characters, for tests only';

test('a content in pieces becomes one file, whatever breaks in between, once', async (t) => {
  const { files, tenant, dataDir } = await filesFor(t);
  const whole = randomBytes(20 * 1024 * 1024 + 11);
  const begin = { path: 'films/été.bin', size: whole.length, maxBytes: MAX, by: 'u1', ifExists: 'version' as const };
  const { id } = await files.beginUpload(tenant, begin);
  // The line breaks after 9 MB: what came is kept.
  const broken = (async function* () {
    for (let at = 0; at < 9_000_000; at += 500_000) yield whole.subarray(at, at + 500_000);
    throw new Error('the line was cut');
  })();
  await assert.rejects(files.appendUpload(tenant, { id, by: 'u1', offset: 0, content: broken }), /the line was cut/);
  const { received } = await files.upload(tenant, id, 'u1');
  assert.equal(received, 9_000_000);
  await assert.rejects(files.appendUpload(tenant, { id, by: 'u1', offset: 5, content: bytes('x') }), {
    code: 'files.upload_offset',
  });
  await assert.rejects(files.finishUpload(tenant, id, 'u1'), { code: 'files.upload_offset' });
  await files.appendUpload(tenant, { id, by: 'u1', offset: received, content: whole.subarray(received) });
  const both = await Promise.allSettled([files.finishUpload(tenant, id, 'u1'), files.finishUpload(tenant, id, 'u1')]);
  assert.equal(both.filter(({ status }) => status === 'fulfilled').length >= 1, true);
  assert.equal(await files.finishUpload(tenant, id, 'u1'), 'done');
  const file = await files.stat(tenant, 'films/été.bin');
  const sha256 = createHash('sha256').update(whole).digest('hex');
  assert.deepEqual([file.version, file.size, file.sha256], [1, whole.length, sha256]);
  assert.equal(allFiles(dataDir).length, 1, 'no piece is left');
});

test('more than was announced, somebody else’s, one whose time is over, a kind that is refused', async (t) => {
  const { files, tenant, other, clock, dataDir } = await filesFor(t, { defaultQuotaBytes: 1000 });
  const begin = (size: number, path = 'a.bin') =>
    files.beginUpload(tenant, { path, size, maxBytes: 5000, by: 'u1', ifExists: 'refuse' });
  await assert.rejects(begin(6000), { code: 'files.too_large' });
  await assert.rejects(begin(2000), { code: 'files.quota_exceeded' });
  await assert.rejects(begin(1, '../x'), { code: 'files.path_invalid' });
  const { id } = await begin(10);
  const append = (content: Buffer, by = 'u1', at = tenant) => files.appendUpload(at, { id, by, offset: 0, content });
  await assert.rejects(append(bytes('12345678901')), { code: 'files.upload_too_long' });
  await assert.rejects(append(bytes('x'), 'u2'), { code: 'files.upload_unknown' });
  await assert.rejects(append(bytes('x'), 'u1', other), { code: 'files.upload_unknown' });
  await append(bytes('1234567890'));
  await files.put(tenant, 'a.bin', bytes('there already'), LIMIT);
  await assert.rejects(files.finishUpload(tenant, id, 'u1'), { code: 'files.exists' });
  await assert.rejects(files.upload(tenant, id, 'u1'), { code: 'files.upload_unknown' });
  const late = await begin(10, 'b.bin');
  await files.appendUpload(tenant, { id: late.id, by: 'u1', offset: 0, content: bytes('12345') });
  clock.advance(24 * 3_600_000);
  await assert.rejects(files.upload(tenant, late.id, 'u1'), { code: 'files.upload_unknown' });
  clock.set(new Date(Date.now() + 25 * 3_600_000));
  assert.equal((await files.sweep()).removed, 1);
  assert.equal(allFiles(dataDir).length, 1);
});

test('two senders at the same place: one wins, the other is told where it stands', async (t) => {
  const { files, tenant } = await filesFor(t);
  const { id } = await files.beginUpload(tenant, { path: 'x', size: 10, maxBytes: MAX, by: 'u1', ifExists: 'version' });
  const send = (text: string) => files.appendUpload(tenant, { id, by: 'u1', offset: 0, content: bytes(text) });
  const ends = await Promise.allSettled([send('aaaaaaaaaa'), send('bbbbbbbbbb')]);
  assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1);
  await files.finishUpload(tenant, id, 'u1');
  assert.match(await textOf(files.open(tenant, 'x')), /^(a{10}|b{10})$/);
});

test('a server killed in the middle: what it had kept is there, and the sender goes on from it', async (t) => {
  const { files, store, tenant, dataDir, clock } = await filesFor(t);
  clock.set(new Date());
  const pattern = (from: number, to: number) =>
    Buffer.concat(Array.from({ length: to - from }, (_, n) => Buffer.alloc(1024 * 1024, (from + n) % 256)));
  const size = 24 * 1024 * 1024;
  const { id } = await files.beginUpload(tenant, {
    path: 'gros.bin',
    size,
    maxBytes: MAX,
    by: 'u1',
    ifExists: 'refuse',
  });
  const databaseUrl = store.connection('owner').connectionString;
  const settings = { databaseUrl, secret: SECRET, dataDir, tenant, id };
  const child = fork(new URL('../testing/slow-upload.mjs', import.meta.url), [JSON.stringify(settings)]);
  t.after(() => child.kill('SIGKILL'));
  let received = 0;
  for (const end = Date.now() + 60_000; received === 0 && Date.now() < end; ) {
    await new Promise((done) => setTimeout(done, 20));
    received = (await files.upload(tenant, id, 'u1')).received;
  }
  child.kill('SIGKILL');
  await once(child, 'exit');
  received = (await files.upload(tenant, id, 'u1')).received;
  assert.ok(received >= 8 * 1024 * 1024 && received < size && received % (1024 * 1024) === 0, `${received}`);
  const rest = pattern(received / (1024 * 1024), 24);
  await files.appendUpload(tenant, { id, by: 'u1', offset: received, content: rest });
  await files.finishUpload(tenant, id, 'u1');
  const { sha256 } = await files.stat(tenant, 'gros.bin');
  assert.equal(sha256, createHash('sha256').update(pattern(0, 24)).digest('hex'));
});
