import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import fc from 'fast-check';
import { allFiles, bytes, filesFor, LIMIT, textOf } from '../testing/test-files.fixture.ts';

test('what was put comes back, with its size, digest and kind; the name is kept in one form', async (t) => {
  const { files, tenant } = await filesFor(t);
  const csv = 'id;nom\n1;Été\n2;Hiver\n';
  const stored = await files.put(tenant, 'Import/E\u0301te\u0301.csv', Readable.from([bytes(csv)]), {
    ...LIMIT,
    by: 'u1',
  });
  assert.deepEqual(
    { ...stored, id: '' },
    {
      id: '',
      path: 'Import/Été.csv',
      name: 'Été.csv',
      size: bytes(csv).length,
      sha256: createHash('sha256').update(csv).digest('hex'),
      contentType: 'text/csv',
      category: 'NORMAL',
      extensionFits: true,
      version: 1,
      createdBy: 'u1',
      createdAt: '2026-11-21T08:00:00.000Z',
      updatedBy: 'u1',
      updatedAt: '2026-11-21T08:00:00.000Z',
    },
  );
  assert.deepEqual(await files.stat(tenant, 'Import/Été.csv'), stored);
  assert.equal(await textOf(files.open(tenant, 'Import/Été.csv')), csv);
  assert.equal(await textOf(files.open(tenant, 'Import/Été.csv', { range: { start: 3, end: 5 } })), 'nom');
});

test('any bytes in any chunks: what is read is what was written', async (t) => {
  const { files, tenant } = await filesFor(t);
  let n = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 5_000 }), { maxLength: 8 }), async (chunks) => {
      const at = `f${n++}`;
      const whole = Buffer.concat(chunks);
      const stored = await files.put(tenant, at, Readable.from(chunks, { objectMode: true }), LIMIT);
      assert.equal(stored.size, whole.length);
      const read: Buffer[] = [];
      for await (const chunk of (await files.open(tenant, at)).stream) read.push(chunk);
      assert.ok(Buffer.concat(read).equals(whole));
    }),
    { numRuns: 25 },
  );
});

test('a content that lies about its length, its kind, or breaks off changes nothing and leaves nothing', async (t) => {
  const { files, tenant, dataDir } = await filesFor(t);
  async function* endless(): AsyncGenerator<Buffer> {
    for (;;) yield Buffer.alloc(65_536, 'x');
  }
  async function* broken(): AsyncGenerator<Buffer> {
    yield bytes('a;b\n');
    throw new Error('the line was cut');
  }
  const limit = { maxBytes: 200_000 };
  await assert.rejects(files.put(tenant, 'a.csv', endless(), limit), {
    code: 'files.too_large',
    kind: 'too_large',
    details: { path: 'a.csv', maxBytes: 200_000 },
  });
  await assert.rejects(files.put(tenant, 'a.csv', broken(), limit), { message: 'the line was cut' });
  await assert.rejects(files.put(tenant, '../a.csv', bytes('a'), limit), { code: 'files.path_invalid' });
  const html = bytes('<html><table></table></html>');
  const accept = ['application/vnd.ms-excel'];
  await assert.rejects(files.put(tenant, 'releve.xls', html, { ...limit, accept }), {
    code: 'files.type_refused',
    details: { path: 'releve.xls', found: 'text/html', accepted: accept },
  });
  assert.deepEqual(allFiles(dataDir), []);
  assert.equal((await files.usage(tenant)).files, 0);
  const told = await files.put(tenant, 'releve.xls', html, limit);
  assert.equal(told.extensionFits, false);
});

test('a scanner sees the content before anybody else, and its word ends it', async (t) => {
  const { files, tenant, dataDir } = await filesFor(t, {
    scan: async (content) => {
      let text = '';
      for await (const chunk of content) text += Buffer.from(chunk).toString();
      return text.includes('EICAR') ? { clean: false, finding: 'Eicar-Test' } : { clean: true };
    },
  });
  await files.put(tenant, 'good.txt', bytes('ordinary'), LIMIT);
  await assert.rejects(files.put(tenant, 'bad.txt', bytes('x EICAR x'), LIMIT), {
    code: 'files.infected',
    details: { path: 'bad.txt', finding: 'Eicar-Test' },
  });
  assert.equal(allFiles(dataDir).length, 1);
});

test('a quota counts every version and the trash, stops at the byte, and purging makes room', async (t) => {
  const { files, tenant, other, dataDir } = await filesFor(t, { defaultQuotaBytes: 10 });
  await files.put(tenant, 'a', bytes('12345'), LIMIT);
  await files.put(tenant, 'a', bytes('123'), LIMIT);
  assert.deepEqual(await files.usage(tenant), { bytes: 8, quotaBytes: 10, files: 1 });
  await assert.rejects(files.put(tenant, 'b', bytes('123'), LIMIT), {
    code: 'files.quota_exceeded',
    kind: 'too_large',
  });
  await files.put(tenant, 'b', bytes('12'), LIMIT);
  await files.put(other, 'b', bytes('1234567890'), LIMIT);
  await files.remove(tenant, 'a');
  assert.equal((await files.usage(tenant)).bytes, 10);
  assert.equal(await files.purge(tenant), 1);
  assert.deepEqual(await files.usage(tenant), { bytes: 2, quotaBytes: 10, files: 1 });
  await files.setQuota(tenant, null);
  assert.equal((await files.usage(tenant)).quotaBytes, 10);
  await files.setQuota(tenant, 1_000);
  await files.put(tenant, 'c', bytes('12345678901234567890'), LIMIT);
  assert.equal(allFiles(dataDir).length, 3);
});

test('puts that together would pass the quota: only those that fit get in', async (t) => {
  const { files, tenant, dataDir } = await filesFor(t, { defaultQuotaBytes: 25 });
  const puts = Array.from({ length: 6 }, (_, n) => files.put(tenant, `f${n}`, bytes('1234567890'), LIMIT));
  const done = (await Promise.allSettled(puts)).filter((put) => put.status === 'fulfilled').length;
  assert.equal(done, 2);
  assert.equal((await files.usage(tenant)).bytes, 20);
  assert.equal(allFiles(dataDir).length, 2);
});

test('a content that was changed behind our back is not read as whole', async (t) => {
  const { files, tenant, dataDir } = await filesFor(t);
  await files.put(tenant, 'a.txt', bytes('true'), LIMIT);
  const [object = ''] = allFiles(dataDir);
  writeFileSync(path.join(dataDir, object), 'fals');
  await assert.rejects(textOf(files.open(tenant, 'a.txt')), { code: 'files.corrupt' });
});
