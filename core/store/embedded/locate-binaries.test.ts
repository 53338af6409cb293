import assert from 'node:assert/strict';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { silentLogger } from '@griot/kernel';
import { locateBinaries } from './locate-binaries.ts';
import { chooseRunAs } from './run-as.ts';

const log = silentLogger;
const runAs = chooseRunAs('/nowhere');

/** The package as npm unpacks it when lifecycle scripts are ignored: without links between its libraries. */
async function unpacked(t: TestContext): Promise<{ source: string; root: string }> {
  const { folder } = await locateBinaries(runAs, log);
  const umask = process.umask(0o022);
  t.after(() => process.umask(umask));
  const root = mkdtempSync(path.join(tmpdir(), 'griot-binaries-'));
  t.after(() => rmSync(root, { recursive: true }));
  chmodSync(root, 0o755);
  const source = path.join(root, 'package', 'native');
  for (const part of ['bin', 'lib']) {
    cpSync(path.join(folder, part), path.join(source, part), { recursive: true, verbatimSymlinks: true });
  }
  for (const entry of readdirSync(path.join(source, 'lib'), { withFileTypes: true })) {
    if (entry.isSymbolicLink()) rmSync(path.join(source, 'lib', entry.name));
  }
  cpSync(path.join(folder, 'pg-symlinks.json'), path.join(source, 'pg-symlinks.json'));
  writeFileSync(path.join(source, '..', 'package.json'), JSON.stringify({ version: 'test' }));
  return { source, root };
}

test('links that the ignored lifecycle script would have made are made', async (t) => {
  const { source } = await unpacked(t);
  assert.equal((await locateBinaries(runAs, log, source, [])).folder, source);
});

test('a package that the user of PostgreSQL cannot reach is copied once, readable whatever the umask', async (t) => {
  if (runAs === undefined) return t.skip('only root runs PostgreSQL as somebody else');
  const { source, root } = await unpacked(t);
  chmodSync(path.dirname(source), 0o700);
  const cache = path.join(root, 'cache');
  process.umask(0o077);
  const first = await locateBinaries(runAs, log, source, [cache]);
  assert.ok(first.folder.startsWith(cache));
  assert.deepEqual(await locateBinaries(runAs, log, source, [cache]), first);
  assert.equal(readdirSync(cache).length, 1);
});

test('a cache folder that somebody else may write is never executed from; all refusals are told at once', async (t) => {
  if (runAs === undefined) return t.skip('only root runs PostgreSQL as somebody else');
  const { source, root } = await unpacked(t);
  chmodSync(path.dirname(source), 0o700);
  const cache = path.join(root, 'open to all');
  mkdirSync(cache);
  chmodSync(cache, 0o777);
  await assert.rejects(
    locateBinaries(runAs, log, source, [cache]),
    (error: Error & { details: { failures: string[] } }) => {
      assert.equal(error.details.failures.length, 2);
      return /not a folder of our own/.test(error.message);
    },
  );
});
