import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readArchive, writeArchive } from './archive-file.ts';
import type { ArchiveEntry } from './frames.ts';

const SECRET = Buffer.from('a secret of at least thirty-two bytes, for tests');
const big = randomBytes(300_000);

async function* entries(): AsyncGenerator<ArchiveEntry> {
  const of = async function* (...pieces: Buffer[]) {
    yield* pieces;
  };
  yield { name: 'empty', content: of() };
  yield { name: 'big', content: of(big.subarray(0, 100_000), Buffer.alloc(0), big.subarray(100_000)) };
  yield { name: 'été.json', content: of(Buffer.from('{}')) };
}

async function contents(file: string, secret?: Buffer): Promise<Record<string, Buffer>> {
  const found: Record<string, Buffer> = {};
  for await (const { name, content } of readArchive(file, secret)) {
    const pieces = [];
    for await (const piece of content) pieces.push(piece);
    found[name] = Buffer.concat(pieces);
  }
  return found;
}

async function archive(t: TestContext, secret?: Buffer): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'griot-archive-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'a.backup');
  await writeArchive(file, entries(), { createdAt: '2026-11-26T12:00:00Z', secret });
  assert.equal(statSync(file).mode & 0o777, 0o600);
  return file;
}

for (const secret of [undefined, SECRET]) {
  const kind = secret ? 'an encrypted archive' : 'a plain archive';
  test(`${kind} gives back what was put in`, async (t) => {
    const found = await contents(await archive(t, secret), secret);
    assert.deepEqual(Object.keys(found), ['empty', 'big', 'été.json']);
    assert.ok(found.big?.equals(big));
  });

  test(`${kind} that was cut anywhere, or changed in any part, is refused`, async (t) => {
    const file = await archive(t, secret);
    const whole = readFileSync(file);
    const body = whole.indexOf('\n', 20) + 1;
    const lengths = [
      body + 1,
      body + 17,
      body + 65_552,
      Math.floor(whole.length / 2),
      whole.length - 17,
      whole.length - 1,
    ];
    for (const length of lengths) {
      writeFileSync(file, whole.subarray(0, length));
      await assert.rejects(contents(file, secret), { name: 'DomainError' }, `cut to ${length} of ${whole.length}`);
    }
    for (let at = body + 3; at < whole.length; at += Math.floor(whole.length / 9)) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x40;
      writeFileSync(file, changed);
      await assert.rejects(contents(file, secret), { name: 'DomainError' }, `changed at ${at}`);
    }
  });
}

test('a wrong key, no key, a changed header and another file are told apart', async (t) => {
  const file = await archive(t, SECRET);
  await assert.rejects(contents(file, Buffer.alloc(40, 'x')), { code: 'backup.key_wrong' });
  await assert.rejects(contents(file), { code: 'backup.key_needed' });
  await assert.rejects(contents(file, Buffer.from('short')), { code: 'backup.key_too_short' });
  const whole = readFileSync(file);
  assert.ok(!whole.includes(big.subarray(0, 32)), 'nothing is in clear');
  writeFileSync(file, whole.toString('latin1').replace('2026-11-26', '2026-11-25'), 'latin1');
  await assert.rejects(contents(file, SECRET), { code: 'backup.damaged' });
  writeFileSync(file, 'PK\u0003\u0004 another kind of file');
  await assert.rejects(contents(file, SECRET), { code: 'backup.not_an_archive' });
});
