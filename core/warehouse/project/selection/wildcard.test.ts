import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { wildcard } from './methods.ts';

test('patterns as shells read them', () => {
  const cases: [string, string, boolean][] = [
    ['a*', 'abc', true],
    ['*c', 'abc', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-b-c-d', false],
    ['?b', 'ab', true],
    ['?', '', false],
    ['[ab]x', 'bx', true],
    ['[!ab]x', 'bx', false],
    ['*', '', true],
    ['a', 'A', false],
  ];
  for (const [pattern, text, expected] of cases) assert.equal(wildcard(pattern)(text), expected, `${pattern} ${text}`);
});

test('a pattern agrees with the regular expression it stands for', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
  fc.assert(
    fc.property(letters, text, (pattern, subject) => {
      const regex = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
      assert.equal(wildcard(pattern)(subject), regex.test(subject));
    }),
    { numRuns: 1000 },
  );
});

test('a hostile pattern ends', () => {
  assert.equal(wildcard('*a'.repeat(2000))('a'.repeat(1999)), false);
});
