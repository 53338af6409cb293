import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/proofs/assistant.md'), 'utf8');
const SHORT: Record<string, string> = { 'a/': 'core/assistant/', 'g/': 'golden/assistant/' };
const whole = (file: string): string => file.replace(/^[ag]\//, (short) => SHORT[short] ?? short);

test('what proves a line of the assistant is there: tests by the words of their titles, files, commands', () => {
  const named = [...PAGE.matchAll(/`([\w/.-]+\.test\.ts)`(?: “([^”]+)”)?/g)].map(([, file = '', title = '']) => ({
    file: whole(file),
    title,
  }));
  assert.ok(named.length > 15, `${named.length} tests named`);
  for (const { file, title } of named) {
    assert.ok(existsSync(join(ROOT, file)), file);
    if (title !== '') assert.ok(readFileSync(join(ROOT, file), 'utf8').includes(`test('${title}`), `${file}: ${title}`);
  }
  const commands = new Set([...PAGE.matchAll(/`golden -- ([\w-]+)/g)].map(([, name = '']) => name));
  const known = readFileSync(join(ROOT, 'golden/main.ts'), 'utf8');
  assert.ok(commands.size >= 3);
  for (const name of commands) assert.ok(known.includes(name), name);
});
