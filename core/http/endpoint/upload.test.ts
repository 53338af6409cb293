import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { z } from 'zod';
import { defineUpload } from '../index.ts';
import { testServer } from '../testing/index.ts';

const MAX = 2 * 1024 * 1024;
type Body = NonNullable<NonNullable<Parameters<typeof fetch>[1]>['body']>;

test('uploads', async (t) => {
  let most = 0;
  const { server, tenant } = await testServer(t, {
    endpoints: [
      defineUpload({
        path: '/api/files',
        summary: 'Upload',
        tags: ['test'],
        permission: 'core.files.write',
        limits: { maxFileBytes: MAX, maxFiles: 2 },
        data: z.array(z.object({ name: z.string(), field: z.string(), sha256: z.string(), folder: z.string() })),
        async handler({ files }) {
          const done = [];
          for await (const file of files) {
            const hash = createHash('sha256');
            for await (const chunk of file.stream) {
              hash.update(chunk);
              most = Math.max(most, chunk.length);
            }
            done.push({
              name: file.filename,
              field: file.field,
              sha256: hash.digest('hex'),
              folder: file.fields.folder ?? '',
            });
          }
          return done;
        },
      }),
    ],
  });
  const { port } = await server.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${port}/api/files`;
  const authorization = `Bearer ${tenant.adminSession.accessToken}`;
  const send = async (body: Body, headers: Record<string, string> = { authorization }) => {
    const answer = await fetch(url, { method: 'POST', body, headers });
    return {
      status: answer.status,
      json: (await answer.json()) as { data: { [k: string]: string }[]; details: { code: string } },
    };
  };
  const form = (...files: [string, Uint8Array<ArrayBuffer>][]) => {
    const data = new FormData();
    data.set('folder', 'factures');
    for (const [name, bytes] of files) data.append('file', new Blob([bytes]), name);
    return data;
  };

  await t.test('files arrive whole, in pieces, with the fields before them', async () => {
    const bytes = Uint8Array.from(randomBytes(MAX));
    const answer = await send(form(['relevé août.csv', bytes], ['b.bin', Uint8Array.of(1)]));
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json.data[0], {
      name: 'relevé août.csv',
      field: 'file',
      folder: 'factures',
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    assert.equal(answer.json.data.length, 2);
    assert.ok(most < MAX);
  });

  await t.test('no path comes in by a name', async () => {
    const names = ['../../etc/passwd', 'C:\\Users\\x\\devis.xlsx', '..', '/'];
    for (const name of names) {
      const answer = await send(form([name, Uint8Array.of(1)]));
      assert.match(answer.json.data[0]?.name ?? '', /^(passwd|devis\.xlsx|fichier)$/);
    }
  });

  await t.test('one byte too many is refused while it streams', async () => {
    const answer = await send(form(['big.bin', new Uint8Array(MAX + 1)]));
    assert.deepEqual([answer.status, answer.json.details.code], [413, 'http.body_too_large']);
  });

  await t.test('an endless file is cut off, and the server does not wait for its end', async () => {
    let sent = 0;
    const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="endless"\r\n\r\n';
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(head)),
      // Client and server share this process: the sender lets the server have its turn, and gives up if it never answers.
      async pull(controller) {
        await new Promise(setImmediate);
        sent += 65_536;
        if (sent > 64 * MAX) controller.error(new Error('the server took it all'));
        else controller.enqueue(new Uint8Array(65_536));
      },
    });
    const headers = { authorization, 'content-type': 'multipart/form-data; boundary=x' };
    const request = { method: 'POST', body, headers, duplex: 'half' as const };
    // The answer may be lost when the connection is cut under the sender: either is an end.
    const status = await fetch(url, request).then(
      (answer) => answer.status,
      () => 413,
    );
    assert.equal(status, 413);
    assert.ok(sent < 64 * MAX);
  });

  await t.test('too many files, no form, a broken form, nobody', async () => {
    const one: [string, Uint8Array<ArrayBuffer>] = ['a', Uint8Array.of(1)];
    const cases: [Body, Record<string, string>, number, string][] = [
      [form(one, one, one), { authorization }, 413, 'http.upload_too_many'],
      ['{}', { authorization, 'content-type': 'application/json' }, 415, 'http.upload_not_multipart'],
      ['--x', { authorization, 'content-type': 'multipart/form-data; boundary=x' }, 400, 'http.upload_broken'],
      ['--x', { authorization, 'content-type': 'multipart/form-data' }, 400, 'http.upload_broken'],
      [form(one), {}, 401, 'auth.missing'],
    ];
    for (const [body, headers, status, code] of cases) {
      // Refused before it is read, a body may find the connection cut, and the answer is lost: it is asked once more.
      const answer = await send(body, headers).catch(() => send(body, headers));
      assert.deepEqual([answer.status, answer.json.details.code], [status, code]);
    }
  });
});
