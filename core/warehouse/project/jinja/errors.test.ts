import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { literal } from './literal.ts';
import { parseTemplate } from './parse-template.ts';
import { renderText } from './render-text.ts';
import { repr } from './text.ts';
import { fromPlain, TemplateError, toPlain } from './values.ts';

function failure(source: string): { line: number | null; message: string } {
  try {
    renderText(source);
  } catch (error) {
    assert(error instanceof TemplateError, String(error));
    return { line: error.line, message: error.message };
  }
  throw new assert.AssertionError({ message: `no error in ${source}` });
}

test('syntax errors say what and on which line', () => {
  const cases: [string, number, RegExp][] = [
    ['a\n{{ 1 +', 2, /'}}' is missing/],
    ['a\n\n{{ 1 + }}', 3, /expected an expression, found the end/],
    ['{% if x %}\nno end', 1, /'\{% if %}' is not closed: '\{% endif %}' is missing/],
    ['\n{% endif %}', 2, /unknown tag '\{% endif %}'/],
    ['{% for x %}{% endfor %}', 1, /expected in, found the end/],
    ['{{ f(a=1, 2) }}', 1, /positional argument after a named one/],
    ['\n\n{# open', 3, /comment is not closed/],
    ['{{ ] }}', 1, /unexpected ']'/],
    ["{% include 'x' %}", 1, /not available in a dbt project/],
    ['{{ "a }}', 1, /unexpected character/],
    ['{% macro m(a=1, b) %}{% endmacro %}', 1, /'b' needs a default/],
  ];
  for (const [source, line, message] of cases) {
    const found = failure(source);
    assert.match(found.message, message, source);
    assert.equal(found.line, line, source);
  }
});

test('errors while rendering have the line of the statement', () => {
  assert.deepEqual(failure('one\n{{ 1 / 0 }}\n'), { line: 2, message: 'division by zero' });
  assert.deepEqual(failure('{% set x = 1 %}\n\n{{ x.y.z }}'), {
    line: 3,
    message: "a value of type int has no attribute 'y'",
  });
});

test('a text without delimiters renders as itself', () => {
  const plain = fc.string({ unit: 'binary' }).filter((text) => !/\{[{%#]/.test(text) && !/\r?\n$/.test(text));
  fc.assert(fc.property(plain, (text) => assert.equal(renderText(text), text)));
});

test('any text parses or fails with a template error, never otherwise', () => {
  const pieces = fc.constantFrom(
    '{{',
    '}}',
    '{%',
    '%}',
    '{#',
    '#}',
    ' if ',
    ' for x in y ',
    '-',
    '"',
    "'",
    '(',
    ')',
    '[',
    '|',
    'x',
    '1',
    '.',
    '\n',
    '=',
    'set ',
    'endif',
    '{% raw %}',
    'macro m(a)',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
      try {
        parseTemplate(parts.join(''), 'x.sql');
      } catch (error) {
        assert(error instanceof TemplateError, String(error));
      }
    }),
    { numRuns: 2000 },
  );
});

test('what prints as a Python literal is read back as the same value', () => {
  const leaf = fc.oneof(
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
    fc.string().filter((text) => !/\{[{%#]|[%#}]\}|[^ -~]/.test(text)),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie('value'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(
      value.filter((data) => typeof data === 'object'),
      (data) => {
        assert.deepEqual(toPlain(literal(repr(fromPlain(data)))), data);
      },
    ),
  );
});

test('words are no literals', () => {
  for (const text of ['abc', 'true', '1 + 1', 'f(1)', '2024-01-01', '[a]', '']) assert.equal(literal(text), text);
});
