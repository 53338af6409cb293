import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/proofs/warehouse.md'), 'utf8');
const SHORT: Record<string, string> = {
  'w/': 'core/warehouse/',
  'm/': 'core/metrics/',
  's/': 'hosts/server/endpoints/warehouse/',
};
const whole = (file: string): string => file.replace(/^[wms]\//, (short) => SHORT[short] ?? short);

test('every test that proves a line of the warehouse is there, under the words its title begins with', () => {
  const named = [...PAGE.matchAll(/`([\w/.-]+\.(?:test|clickhouse)\.ts)`(?: “([^”]+)”)?/g)].map(
    ([, file = '', title = '']) => ({ file: whole(file), title }),
  );
  assert.ok(named.length > 80, `${named.length} tests named`);
  for (const { file, title } of named) {
    assert.ok(existsSync(join(ROOT, file)), file);
    if (title === '') continue;
    const titles = readFileSync(join(ROOT, file), 'utf8');
    assert.ok(titles.includes(`test('${title}`) || titles.includes(`test(\n    '${title}`), `${file}: ${title}`);
  }
});
