import assert from 'node:assert/strict';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { newId } from '@griot/kernel';
import { SignatureV4 } from '@smithy/signature-v4';
import { startFauxqs } from 'fauxqs';
import { filesFor, LIMIT, textOf } from '../testing/test-files.fixture.ts';
import { localFolder } from './local-folder.ts';
import type { ObjectStorage } from './object-storage.ts';
import { s3Bucket } from './s3-bucket.ts';

const KEY = 'griot';
const SECRET = 'the secret that signs';

const storages: Record<string, (t: TestContext) => Promise<ObjectStorage>> = {
  'a local folder': async (t) => {
    const dir = mkdtempSync(path.join(tmpdir(), 'griot-contract-'));
    t.after(() => rmSync(dir, { recursive: true }));
    return localFolder(dir);
  },
  'a bucket': async (t) => {
    const storage = s3Bucket(await bucketFor(t));
    t.after(() => storage.close());
    return storage;
  },
};

for (const [name, make] of Object.entries(storages)) {
  test(`${name}: what the contract of a storage says`, async (t) => {
    const storage = await make(t);
    const [tenant, other] = [newId(), newId()];
    const large = randomBytes(9 * 1024 * 1024 + 17);
    await storage.put(`${tenant}/a/b c.csv`, chunks(Buffer.from('first')));
    await storage.put(`${tenant}/a/b c.csv`, chunks(Buffer.from('second')));
    await storage.put(`${tenant}/large`, chunks(large));
    await storage.put(`${tenant}/empty`, chunks(Buffer.alloc(0)));
    await storage.put(`${other}/x`, chunks(Buffer.from('theirs')));
    assert.equal((await read(storage, `${tenant}/a/b c.csv`)).toString(), 'second');
    assert.equal(digest(await read(storage, `${tenant}/large`)), digest(large));
    assert.equal((await read(storage, `${tenant}/empty`)).length, 0);
    assert.equal((await read(storage, `${tenant}/a/b c.csv`, { start: 1, end: 3 })).toString(), 'eco');
    const keys: [string, number][] = [];
    for await (const { key, size } of storage.list(`${tenant}/`)) keys.push([key, size]);
    assert.deepEqual(keys.sort(), [
      [`${tenant}/a/b c.csv`, 6],
      [`${tenant}/empty`, 0],
      [`${tenant}/large`, large.length],
    ]);
    assert.deepEqual((await storage.tenants()).sort(), [tenant, other].sort());
    const broken = (async function* () {
      yield randomBytes(100);
      throw new Error('the line was cut');
    })();
    await assert.rejects(storage.put(`${tenant}/broken`, broken), /the line was cut/);
    await assert.rejects(storage.open(`${tenant}/broken`), { code: 'files.object_missing' });
    await storage.remove(`${tenant}/large`);
    await storage.remove(`${tenant}/large`);
    await assert.rejects(storage.open(`${tenant}/large`), { code: 'files.object_missing' });
    for (const key of ['a', '../x', `${tenant}`, `${tenant}/../${other}/x`, `${tenant}//x`, `${tenant}/a\0`])
      await assert.rejects(storage.put(key, chunks(Buffer.from('x'))), { code: /files\.(key|path)_invalid/ }, key);
    await storage.clean(new Date());
    assert.equal((await read(storage, `${tenant}/a/b c.csv`)).toString(), 'second');
  });
}

test('a wrong secret is refused, in words, and nothing is kept', async (t) => {
  const url = await bucketFor(t);
  const wrong = s3Bucket(url.replace(encodeURIComponent(SECRET), 'another'));
  t.after(() => wrong.close());
  const key = `${newId()}/x`;
  await assert.rejects(wrong.put(key, chunks(Buffer.from('x'))), {
    code: 'files.storage_refused',
    kind: 'unavailable',
  });
  await assert.rejects(wrong.tenants(), { code: 'files.storage_refused' });
  const right = s3Bucket(url);
  t.after(() => right.close());
  await assert.rejects(right.open(key), { code: 'files.object_missing' });
});

test('a whole drive lives in a bucket: versions, trash, quota and the sweep', async (t) => {
  const storage = s3Bucket(await bucketFor(t));
  t.after(() => storage.close());
  const { files, tenant } = await filesFor(t, { storage, keepVersions: 2 });
  for (const text of ['one', 'two', 'three']) await files.put(tenant, 'a.txt', Buffer.from(text), LIMIT);
  assert.equal(await textOf(files.open(tenant, 'a.txt')), 'three');
  await files.remove(tenant, 'a.txt');
  assert.equal(await files.purge(tenant), 1);
  assert.equal((await files.usage(tenant)).bytes, 0);
  assert.deepEqual(await files.sweep(), { removed: 0, missing: [] });
  assert.deepEqual(await storage.tenants(), []);
});

async function* chunks(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
}

async function read(storage: ObjectStorage, key: string, range?: { start: number; end: number }): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await storage.open(key, range)) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/**
 * A bucket of an S3 server that believes everybody, behind a door that does not: it computes each request's signature again
 * with the signer of Amazon's own library and the true secret.
 */
async function bucketFor(t: TestContext): Promise<string> {
  const faux = await startFauxqs({ port: 0, logger: false });
  t.after(() => faux.stop());
  const door = createServer((incoming, outgoing) => {
    signed(incoming).then((ok) => {
      if (!ok) {
        incoming.resume();
        const body = '<?xml version="1.0"?><Error><Code>SignatureDoesNotMatch</Code><Message>no</Message></Error>';
        outgoing.writeHead(403, { 'content-type': 'application/xml' }).end(body);
        return;
      }
      const { method, url, headers } = incoming;
      const passed = request({ host: '127.0.0.1', port: faux.port, method, path: url, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      passed.on('error', () => outgoing.destroy());
      incoming.pipe(passed);
    });
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    door.closeAllConnections();
    return new Promise((resolve) => door.close(resolve));
  });
  const { port } = door.address() as AddressInfo;
  const credentials = { accessKeyId: KEY, secretAccessKey: SECRET };
  const admin = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials,
  });
  await admin.send(new CreateBucketCommand({ Bucket: 'griot' }));
  admin.destroy();
  return `http://${KEY}:${encodeURIComponent(SECRET)}@127.0.0.1:${port}/griot`;
}

async function signed(incoming: IncomingMessage): Promise<boolean> {
  const given = /Credential=([^/]+)\/[^,]*, *SignedHeaders=([^,]+), *Signature=([0-9a-f]+)/.exec(
    incoming.headers.authorization ?? '',
  );
  if (!given) return false;
  const [, key = '', names = '', signature] = given;
  const url = new URL(incoming.url ?? '/', 'http://x');
  const headers = Object.fromEntries(names.split(';').map((name) => [name, String(incoming.headers[name] ?? '')]));
  const date = String(incoming.headers['x-amz-date'] ?? '');
  const signer = new SignatureV4({
    service: 's3',
    region: 'us-east-1',
    credentials: { accessKeyId: key, secretAccessKey: SECRET },
    uriEscapePath: false,
    applyChecksum: false,
    sha256: NodeHash,
  });
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams) query[name] = value;
  const again = (await signer.sign(
    {
      method: incoming.method ?? 'GET',
      protocol: 'http:',
      hostname: 'x',
      path: url.pathname,
      query,
      headers,
    } as never,
    { signingDate: new Date(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')) },
  )) as unknown as { headers: Record<string, string> };
  return String(again.headers.authorization).endsWith(`Signature=${signature}`);
}

type Secret = string | ArrayBuffer | ArrayBufferView;
const bytesOf = (data: Secret): Buffer => {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
};

/** The signer's hash, by Node's own. */
class NodeHash {
  readonly #secret: Buffer | undefined;
  #parts: Buffer[] = [];
  constructor(secret?: Secret) {
    this.#secret = secret === undefined ? undefined : bytesOf(secret);
  }
  update(part: Secret): void {
    this.#parts.push(bytesOf(part));
  }
  async digest(): Promise<Uint8Array> {
    const hash = this.#secret === undefined ? createHash('sha256') : createHmac('sha256', this.#secret);
    return hash.update(Buffer.concat(this.#parts)).digest();
  }
  reset(): void {
    this.#parts = [];
  }
}
