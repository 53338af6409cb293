import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Findings } from '../findings.ts';
import { readYaml } from './read-yaml.ts';

function read(text: string) {
  const findings = new Findings();
  const yaml = readYaml(text, 'x.yml', findings);
  return { yaml, value: yaml?.value, findings };
}

test('values are read as YAML 1.1, dates stay texts and large integers exact', () => {
  const { value } = read('a: yes\nb: off\nc: 2024-01-31\nd: 12345678901234567890\ne: 1.50\nf: ~\ng: "07"\nh: 010\n');
  assert.deepEqual(value, {
    a: true,
    b: false,
    c: '2024-01-31',
    d: 12345678901234567890n,
    e: 1.5,
    f: null,
    g: '07',
    h: 8,
  });
});

test('every key has its line', () => {
  const { yaml, value } = read('one: 1\ntwo:\n  - a: 1\n    b: 2\n  - c\n\nthree: {x: 1}\n');
  assert(yaml);
  const at = (...path: (string | number)[]) => yaml.lines.at(value, path);
  assert.deepEqual(
    [at('one'), at('two', 0, 'b'), at('two', 1), at('three', 'x'), at('two', 0, 'missing')],
    [1, 4, 5, 7, 3],
  );
});

test('anchors and merge keys', () => {
  const { value } = read('base: &b {x: 1, y: 1}\nuse:\n  <<: *b\n  y: 2\nlist: [*b]\n');
  assert.deepEqual(value, { base: { x: 1, y: 1 }, use: { x: 1, y: 2 }, list: [{ x: 1, y: 1 }] });
});

test('all syntax errors, with lines and a hint for unquoted templates', () => {
  const { yaml, findings } = read('a: [1\nb: "x\n');
  assert.equal(yaml, null);
  assert(findings.errors.length >= 1 && findings.errors.every(({ message }) => message.startsWith('YAML: ')));
  assert.match(read('a: {{ x }}: 1\n').findings.errors[0]?.message ?? '', /must stand in quotes/);
});

test('a key written twice is a warning, and the last one counts', () => {
  const { value, findings } = read('a: 1\nb: 2\na: 3\n');
  assert.deepEqual(value, { a: 3, b: 2 });
  assert.deepEqual(findings.warnings, [
    { file: 'x.yml', line: 3, message: "'a' is written twice: the last one counts" },
  ]);
});

test('a bomb of aliases is refused', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 10; level += 1)
    lines.push(
      `a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );
  const { yaml, findings } = read(lines.join('\n'));
  assert.equal(yaml, null);
  assert.match(findings.errors[0]?.message ?? '', /too large/);
});

test('names of the prototype are ordinary keys', () => {
  const { value } = read('__proto__: {x: 1}\nconstructor: 2\n');
  assert.equal(({} as Record<string, unknown>).x, undefined);
  assert.deepEqual(Object.keys(value as object), ['__proto__', 'constructor']);
});
