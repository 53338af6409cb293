import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const PAGE = read('docs/proofs/compta.md');
const whole = (file: string): string => file.replace(/^c\//, 'apps/compta/').replace(/^s\//, 'hosts/server/');

test('every test that proves a line of Compta is there, under words of its title', () => {
  const named = [...PAGE.matchAll(/`([\w/.-]+\.ts)`(?: “([^”]+)”)?/g)].map(([, file = '', words = '']) => ({
    ...{ file: whole(file), words },
  }));
  assert.ok(named.length > 50, `${named.length} tests named`);
  for (const { file, words } of named) {
    assert.ok(existsSync(join(ROOT, file)), file);
    // A title begins after the call, on its line or the next, and may begin with what varies.
    const titles = [...read(file).matchAll(/\btest\(\s*(['`])(.*?)\1,/g)].map(([, , title = '']) => title);
    if (words !== '' && !file.startsWith('e2e/flows'))
      assert.ok(
        titles.some((title) => title.includes(words)),
        `${file}: ${words}`,
      );
  }
});

test('every command and picture that proves a line of Compta is there', () => {
  const commands = [...PAGE.matchAll(/npm run (bench|golden) -- ([\w-]+)/g)];
  assert.ok(commands.length >= 6);
  for (const [, folder = '', name = ''] of commands)
    assert.ok(
      ['.ts', '/main.ts'].some((end) => existsSync(join(ROOT, folder, name + end))),
      `${folder}: ${name}`,
    );
  const pictures = [...PAGE.matchAll(/`(compta-\w+\.png)`/g)].map(([, name = '']) => name);
  assert.ok(pictures.length >= 9);
  for (const name of pictures) assert.ok(existsSync(join(ROOT, 'docs/guide/images', name)), name);
});
