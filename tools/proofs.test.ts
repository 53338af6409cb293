import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { test } from 'node:test';

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(resolve(ROOT, path), 'utf8');

for (const page of globSync('docs/proofs/*.md', { cwd: ROOT }).sort()) {
  const text = read(page);
  /** What a page calls `p/` is said at its head. */
  const folders = new Map([...text.matchAll(/`(\w\/)` is\s+`([\w/-]+\/)`/g)].map(([, short, whole]) => [short, whole]));
  const whole = (file: string): string => file.replace(/^\w\//, (short) => folders.get(short) ?? short);

  test(`what proves a line of ${basename(page)} is there: tests under the words of their titles, commands, pictures`, () => {
    const named = [...text.matchAll(/`([\w/.-]+\.ts)`(?: “([^”]+)”)?/g)].map(([, file = '', words = '']) => ({
      ...{ file: whole(file), words },
    }));
    assert.ok(named.length > 15, `${named.length} tests named`);
    for (const { file, words } of named) {
      assert.ok(existsSync(resolve(ROOT, file)), file);
      // A title begins after the call, on its line or the next, and may begin with what varies.
      const titles = [...read(file).matchAll(/\btest\(\s*(['`])(.*?)\1,/g)].map(([, , title = '']) => title);
      // Steps of browser flows are not tests of their own.
      if (words !== '' && /\.(test|broker|clickhouse)\.ts$/.test(file))
        assert.ok(
          titles.some((title) => title.includes(words)),
          `${file}: ${words}`,
        );
    }
    for (const [, folder = '', name = ''] of text.matchAll(/(?:npm run )?(bench|golden) -- ([\w-]+)/g)) {
      const known = ['.ts', '/main.ts'].some((end) => existsSync(resolve(ROOT, folder, name + end)));
      assert.ok(known || read(`${folder}/main.ts`).includes(name), `${folder} -- ${name}`);
    }
    for (const [, name = ''] of text.matchAll(/`([\w-]+\.png)`/g))
      assert.ok(existsSync(resolve(ROOT, 'docs/guide/images', name)), name);
  });
}
