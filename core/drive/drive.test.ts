import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import type { Platform } from '@griot/application';
import { createFiles, type Files, filesMigrations } from '@griot/files';
import { testServer } from '@griot/http/testing';
import { createTestTenant } from '@griot/identity/testing';
import { manualClock, silentLogger } from '@griot/kernel';
import { writeWorkbook } from '@griot/sheets';
import * as tus from 'tus-js-client';
import { drive } from './index.ts';

interface Listing {
  folders: { name: string; mayEdit: boolean }[];
  files: { id: string; name: string; path: string; extensionFits: boolean; mayEdit: boolean; contentType: string }[];
  home: string;
  mayEdit: boolean;
  next: string | null;
}

test('the drive', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'griot-drive-'));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  const clock = manualClock(new Date());
  let files: Files | undefined;
  const role = { name: 'redacteur', label: { fr: 'r', en: 'r' }, permissions: ['core.files.read', 'core.files.write'] };
  const application = { permissions: [], roles: [], id: 'any' };
  const { server, inject, tenant, identity } = await testServer(t, {
    clock,
    applications: [drive, { ...application, permissions: [], roles: [role] }],
    messages: drive.messages ? [drive.messages] : [],
    migrations: [filesMigrations],
    endpoints: ({ store, identity: who }) => {
      files = createFiles({ store, dataDir, log: silentLogger, clock });
      return drive.endpoints({ store, identity: who, files, clock, applications: [] } as unknown as Platform);
    },
  });
  assert.ok(files);
  const kept = files;
  const tenantId = tenant.tenant.id;
  const member = await tenant.member({ roles: ['redacteur'] });
  const scoped = await tenant.member({ roles: ['redacteur'], scopes: [{ kind: 'zones.zone', id: 'Z1' }] });
  const stranger = await createTestTenant(identity, { slug: 'stranger' });
  const { port } = await server.listen({ port: 0, host: '127.0.0.1' });
  const endpoint = `http://127.0.0.1:${port}/api/files/uploads`;
  const bearer = (who = tenant.adminSession) => ({ authorization: `Bearer ${who.accessToken}` });
  const post = (url: string, payload: object, as = tenant.adminSession) => inject({ method: 'POST', url, payload, as });
  const list = async (folder = '', as = tenant.adminSession) =>
    (await inject<Listing>({ url: `/api/files?folder=${encodeURIComponent(folder)}`, as })).json.data;

  /** As any tus client does it. */
  const send = (content: Buffer, metadata: Record<string, string>, who = tenant.adminSession, more: object = {}) =>
    new Promise<void>((resolve, reject) => {
      const upload = new tus.Upload(Readable.from([content]) as never, {
        ...{ endpoint, metadata, headers: bearer(who), uploadSize: content.length, chunkSize: 5 * 1024 * 1024 },
        ...{ retryDelays: [], onError: reject, onSuccess: () => resolve() },
        ...more,
      });
      upload.start();
    });
  const refusal = (error: unknown): string => {
    const body = (error as { originalResponse?: { getBody(): string } }).originalResponse?.getBody() ?? '{}';
    return (JSON.parse(body) as { details?: { code?: string } }).details?.code ?? String(error);
  };

  await t.test('a tus client sends a large file, whole, in pieces', async () => {
    const content = randomBytes(17 * 1024 * 1024);
    await send(content, { filename: 'gros été.bin', folder: 'Rapports' });
    const [file] = (await list('Rapports')).files;
    assert.equal(file?.name, 'gros été.bin');
    const path = encodeURIComponent(file?.path ?? '');
    const answer = await fetch(`http://127.0.0.1:${port}/api/files/content?path=${path}`, { headers: bearer() });
    const sha256 = createHash('sha256')
      .update(Buffer.from(await answer.arrayBuffer()))
      .digest('hex');
    assert.equal(sha256, createHash('sha256').update(content).digest('hex'));
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment/);
  });

  await t.test('what tus says, to the letter: version, offsets, HEAD, 204, termination', async () => {
    const head = { 'tus-resumable': '1.0.0', ...bearer() };
    const meta = `filename ${Buffer.from('a.csv').toString('base64')}`;
    const begin = await fetch(endpoint, {
      method: 'POST',
      headers: { ...head, 'upload-length': '6', 'upload-metadata': meta },
    });
    assert.equal(begin.status, 201);
    const url = new URL(begin.headers.get('location') ?? '', endpoint).href;
    const patch = (offset: number, body: string, type = 'application/offset+octet-stream') =>
      fetch(url, {
        method: 'PATCH',
        headers: { ...head, 'upload-offset': String(offset), 'content-type': type },
        body,
      });
    const first = await patch(0, 'a;b');
    assert.deepEqual([first.status, first.headers.get('upload-offset'), await first.text()], [204, '3', '']);
    assert.equal((await patch(0, 'a;b')).status, 409);
    assert.equal((await patch(3, '\n1;', 'text/plain')).status, 415);
    const where = await fetch(url, { method: 'HEAD', headers: head });
    assert.deepEqual(
      [where.status, where.headers.get('upload-offset'), where.headers.get('upload-length')],
      [200, '3', '6'],
    );
    assert.equal((await fetch(url, { method: 'HEAD', headers: { ...head, ...bearer(member) } })).status, 404);
    assert.equal(
      (await fetch(url, { method: 'HEAD', headers: { ...head, ...bearer(stranger.adminSession) } })).status,
      404,
    );
    assert.equal(
      (await fetch(endpoint, { method: 'POST', headers: { ...bearer(), 'upload-length': '6' } })).status,
      400,
    );
    assert.equal((await patch(3, '\n1;2 more')).status, 413);
    assert.equal((await fetch(url, { method: 'DELETE', headers: head })).status, 204);
    assert.equal((await fetch(url, { method: 'HEAD', headers: head })).status, 404);
  });

  await t.test('hostile names are refused with a reason, and nothing is left', async () => {
    const names = [
      '../x',
      '/etc/passwd',
      'a\u0000b',
      'x'.repeat(300),
      `facture\u202Efdp.exe`,
      'con.txt',
      'a\\b',
      ' a',
      'a.',
      '',
    ];
    for (const filename of names) {
      await assert.rejects(send(Buffer.from('x'), { filename }), (error) => {
        assert.equal(refusal(error), 'files.path_invalid', JSON.stringify(filename));
        return true;
      });
    }
    await assert.rejects(send(Buffer.from('x'), { filename: 'a', folder: '../..' }));
    for (const url of ['/api/files?folder=..', '/api/files/content?path=../x', '/api/files/versions?path=a%00b'])
      assert.equal((await inject({ url })).status, 400, url);
    assert.equal((await post('/api/files/move', { from: 'Rapports', to: '../x' })).status, 400);
  });

  await t.test(
    'what is announced larger than anything is refused before a byte; what lies about its kind is told',
    async () => {
      const head = { 'tus-resumable': '1.0.0', 'upload-metadata': `filename ${Buffer.from('x').toString('base64')}` };
      const huge = await fetch(endpoint, {
        method: 'POST',
        headers: { ...head, ...bearer(), 'upload-length': '99999999999999' },
      });
      assert.equal(huge.status, 413);
      await send(Buffer.from('<html><script>alert(1)</script></html>'), { filename: 'photo.png' });
      const file = (await list()).files.find(({ name }) => name === 'photo.png');
      assert.deepEqual([file?.extensionFits, file?.contentType], [false, 'text/html']);
      const shown = await inject({ url: '/api/files/content?path=photo.png' });
      assert.equal(shown.headers['content-type'], 'application/octet-stream');
      assert.equal((await inject({ url: '/api/files/preview?path=photo.png' })).status, 415);
    },
  );

  await t.test('first rows of a CSV in any encoding, and of a workbook', async () => {
    await send(Buffer.from('nom;montant\nÉté;1\n', 'latin1'), { filename: 'a.csv' });
    type Preview = { sheets: { name: string; rows: string[][] }[] };
    const csv = await inject<Preview>({ url: '/api/files/preview?path=a.csv' });
    assert.deepEqual(csv.json.data.sheets[0]?.rows, [
      ['nom', 'montant'],
      ['Été', '1'],
    ]);
    const table = { name: 'Zones', columns: [{ heading: 'zone', kind: 'text' as const }], rows: [['Vridi']] };
    await send(Buffer.from(await writeWorkbook([table])), { filename: 'b.xlsx' });
    const xlsx = await inject<Preview>({ url: '/api/files/preview?path=b.xlsx' });
    assert.deepEqual(xlsx.json.data.sheets, [{ name: 'Zones', rows: [['zone'], ['Vridi']] }]);
  });

  await t.test('a folder of more files than one answer holds is read to its end', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `beaucoup/${name}.txt`);
    for (const name of names) await kept.put(tenantId, name, Buffer.from(name), { maxBytes: 99 });
    const read: string[] = [];
    const sizes: number[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const url: string = `/api/files?folder=beaucoup&limit=2&after=${encodeURIComponent(after)}`;
      const page: Listing = (await inject<Listing>({ url })).json.data;
      sizes.push(page.files.length);
      read.push(...page.files.map(({ path }) => path));
      after = page.next;
    }
    assert.deepEqual([read, sizes], [names, [2, 2, 1]]);
    assert.equal((await inject({ url: '/api/files?limit=0' })).status, 400);
    assert.equal(await kept.remove(tenantId, 'beaucoup'), names.length);
    await kept.purge(tenantId);
  });

  await t.test('a member sees their own and what is shared; the rest is not there for them', async () => {
    const { home } = await list('', member);
    await send(Buffer.from('mine'), { filename: 'mien.txt', folder: home }, member);
    await assert.rejects(send(Buffer.from('x'), { filename: 'x', folder: 'Rapports' }, member), (error) => {
      assert.equal(refusal(error), 'drive.read_only');
      return true;
    });
    assert.deepEqual(
      (await list('', member)).folders.map(({ name }) => name),
      ['Personnel'],
    );
    assert.equal((await list('Rapports', member)).files.length, 0);
    const foreign = [
      '/api/files/content?path=a.csv',
      '/api/files/preview?path=a.csv',
      '/api/files/versions?path=a.csv',
    ];
    for (const url of foreign) assert.equal((await inject({ url, as: member })).status, 404, url);
    for (const url of foreign) assert.equal((await inject({ url, as: stranger.adminSession })).status, 404, url);
    assert.equal((await post('/api/files/remove', { path: 'a.csv' }, member)).status, 404);
    assert.deepEqual(
      (await inject<{ items: object[] }>({ url: '/api/files/search?q=a.csv', as: member })).json.data.items,
      [],
    );
    const share = (shares: object[], as = tenant.adminSession) =>
      inject({ method: 'PUT', url: '/api/files/shares', payload: { path: 'Rapports', shares }, as });
    assert.equal((await share([{ kind: 'user', grantee: 'nobody', access: 'view' }])).status, 400);
    assert.equal((await share([], member)).status, 404);
    assert.equal((await share([{ kind: 'tenant', grantee: '', access: 'view' }])).status, 200);
    assert.equal((await list('Rapports', member)).files.length, 1);
    assert.equal((await post('/api/files/remove', { path: 'Rapports' }, member)).status, 403);
    // A file cannot be narrowed: who sees a part of the tenant gets it by name or by role only.
    assert.equal((await list('Rapports', scoped)).files.length, 0);
    await share([{ kind: 'user', grantee: scoped.actor.userId, access: 'edit' }]);
    assert.equal((await list('Rapports', scoped)).files[0]?.mayEdit, true);
    assert.equal((await list('Rapports', member)).files.length, 0);
  });

  await t.test('nothing is imported into what is not open', async () => {
    const targets = await inject<{ items: object[] }>({ url: '/api/files/imports' });
    assert.deepEqual([targets.status, targets.json.data.items], [200, []]);
    const place = { application: 'zones', import: 'sources', path: 'a.csv' };
    assert.equal((await post('/api/files/imports/inspect', place)).json.details.code, 'drive.no_import');
    assert.equal((await post('/api/files/imports/inspect', place, member)).status, 404);
    const rest = { table: 'factures', titles: [], columns: {} };
    assert.equal((await post('/api/files/imports/start', { ...place, ...rest })).status, 403);
  });

  await t.test('folders, rename, versions, trash and back, quota', async () => {
    assert.equal((await post('/api/files/folders', { path: 'Dossier' })).status, 200);
    assert.equal((await post('/api/files/folders', { path: 'Dossier' })).status, 409);
    await send(Buffer.from('one'), { filename: 'v.txt', folder: 'Dossier' });
    await send(Buffer.from('two'), { filename: 'v.txt', folder: 'Dossier' });
    await assert.rejects(send(Buffer.from('x'), { filename: 'v.txt', folder: 'Dossier', ifexists: 'refuse' }));
    assert.equal((await post('/api/files/versions/restore', { path: 'Dossier/v.txt', version: 1 })).status, 200);
    assert.equal((await inject({ url: '/api/files/content?path=Dossier/v.txt' })).text, 'one');
    assert.equal((await inject({ url: '/api/files/content?path=Dossier/v.txt&version=2' })).text, 'two');
    assert.equal((await post('/api/files/move', { from: 'Dossier', to: 'Autre/Dossier' })).status, 200);
    assert.equal((await post('/api/files/remove', { path: 'Autre' })).status, 200);
    const { items } = (await inject<{ items: { id: string; path: string }[] }>({ url: '/api/files/trash' })).json.data;
    assert.equal(items[0]?.path, 'Autre/Dossier/v.txt');
    assert.equal((await post(`/api/files/trash/${items[0]?.id}/restore`, {}, member)).status, 404);
    assert.equal((await post(`/api/files/trash/${items[0]?.id}/restore`, {})).status, 200);
    assert.equal((await post('/api/files/trash/purge', {}, member)).status, 403);
    const quota = { method: 'PUT' as const, url: '/api/files/quota', payload: { quotaBytes: 10 } };
    assert.equal((await inject({ ...quota, as: member })).status, 403);
    assert.equal((await inject(quota)).status, 200);
    await assert.rejects(send(Buffer.from('more'), { filename: 'more.txt' }), (error) => {
      assert.equal(refusal(error), 'files.quota_exceeded');
      return true;
    });
    await kept.setQuota(tenantId, null);
  });
});
