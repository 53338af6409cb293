import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { testServer } from '../testing/index.ts';

test('the built pages', async (t) => {
  const root = mkdtempSync(path.join(tmpdir(), 'griot-site-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const publicDir = path.join(root, 'public');
  mkdirSync(path.join(publicDir, 'assets'), { recursive: true });
  writeFileSync(path.join(root, 'secret.txt'), 'TOP-HIDDEN');
  writeFileSync(path.join(publicDir, 'index.html'), '<!doctype html><title>Griot</title>');
  writeFileSync(path.join(publicDir, 'logo.svg'), '<svg/>');
  writeFileSync(path.join(publicDir, '.env'), 'TOP-HIDDEN');
  writeFileSync(path.join(publicDir, 'assets', 'app-B7xK2_9q.js'), 'console.log(1)');
  writeFileSync(path.join(publicDir, 'assets', 'app-B7xK2_9q.js.br'), brotliCompressSync('console.log(1)'));
  const { inject } = await testServer(t, { publicDir });
  const get = (url: string, headers: Record<string, string> = {}) => inject({ as: null, method: 'GET', url, headers });
  const html = { accept: 'text/html,application/xhtml+xml' };

  await t.test('hashed files are kept for ever, the shell never, precompressed ones used', async () => {
    const script = await get('/assets/app-B7xK2_9q.js');
    assert.equal(script.text, 'console.log(1)');
    assert.equal(script.headers['cache-control'], 'public, max-age=31536000, immutable');
    const brotli = await get('/assets/app-B7xK2_9q.js', { 'accept-encoding': 'br' });
    assert.equal(brotli.headers['content-encoding'], 'br');
    assert.match(String(brotli.headers['content-type']), /javascript/);
    assert.equal(brotli.headers['cache-control'], 'public, max-age=31536000, immutable');
    for (const url of ['/', '/logo.svg']) assert.equal((await get(url)).headers['cache-control'], 'no-cache', url);
  });

  await t.test('an address of a page gives the shell; a missing file or endpoint does not', async () => {
    for (const url of ['/', '/zones/financier', '/zones/Zone%201?q=a']) {
      const page = await get(url, html);
      assert.deepEqual([page.status, page.text.includes('<title>Griot')], [200, true], url);
      assert.match(String(page.headers['content-security-policy']), /script-src 'self';/);
    }
    for (const url of ['/assets/gone-12345678.js', '/api/nothing', '/app.js']) {
      assert.equal((await get(url, html)).status, 404, url);
    }
    assert.equal((await get('/zones/financier', { accept: 'application/json' })).status, 404);
    assert.equal((await inject({ as: null, method: 'POST', url: '/zones', headers: html })).status, 404);
  });

  await t.test('nothing outside the folder, nothing hidden', async () => {
    const urls = [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/assets/../../secret.txt',
      '/.env',
      '/%00',
    ];
    for (const url of urls) {
      const answer = await get(url);
      assert.ok(answer.status >= 400 && !answer.text.includes('TOP-HIDDEN'), `${url} ${answer.status}`);
    }
  });
});
