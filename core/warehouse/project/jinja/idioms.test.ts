import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderText } from './render-text.ts';

/** What a group documents, and its cases: template, expected text. */
type Cases = [string, string][];

function check(name: string, cases: Cases): void {
  test(name, () => {
    for (const [template, expected] of cases) assert.equal(renderText(template), expected, template);
  });
}

// Jinja documentation, "Template Designer Documentation": Whitespace Control, Escaping, Comments.
check('text, comments and white space', [
  ['a {# no {{ x }} #} b', 'a  b'],
  ['a {%- if true -%} b {%- endif -%} c', 'abc'],
  ['{{ 1 -}}   \n x', '1x'],
  ['{% raw %}{{ x }}{% endraw %}', '{{ x }}'],
  ['{%- raw -%}  {{ x }} {%- endraw -%} y', '{{ x }}y'],
  ['one\n', 'one'],
  ['{{ {"a": {"b": 1}}["a"]["b"] }}', '1'],
]);

// Jinja documentation, "Literals", "Math", "Comparisons", "Logic"; Python reference, "Numeric Types".
check('numbers behave as in Python', [
  ['{{ 7 / 2 }} {{ 4 / 2 }} {{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 2 ** 10 }}', '3.5 2.0 3 -4 2 1024'],
  [
    '{{ 1.0 }} {{ 1e3 }} {{ 0.1 + 0.2 }} {{ 1e20 }} {{ 1 / 3 }} {{ 1e-7 }}',
    '1.0 1000.0 0.30000000000000004 1e+20 0.3333333333333333 1e-07',
  ],
  ['{{ 100000000000000000000 + 1 }} {{ 9007199254740993 }}', '100000000000000000001 9007199254740993'],
  ['{{ 1 < 2 < 3 }} {{ 3 > 2 > 2 }} {{ 1 == 1.0 }} {{ true == 1 }}', 'True False True True'],
  ['{{ 0 or "x" }} {{ 1 and none }} {{ not [] }}', 'x None True'],
  ['{{ 1_000 }}', '1000'],
]);

check('values print as in Python, since they are put into SQL', [
  ['{{ ("a", "b") }} {{ ("a",) }} {{ () }}', "('a', 'b') ('a',) ()"],
  ['{{ ["a", none, true, 1.5, "it\'s"] }}', "['a', None, True, 1.5, \"it's\"]"],
  ['{{ {"k": [1, {"z": 2}]} }} {{ set([1, 1]) }}', "{'k': [1, {'z': 2}]} {1}"],
  ['[{{ nothing }}] {{ none }}', '[] None'],
  ['{{ 1 ~ "a" ~ none }}', '1aNone'],
]);

// Python reference, "Mutable Sequence Types", "Mapping Types"; what dbt's macros do all the time.
check('lists and dicts change in place', [
  ['{% set l = [] %}{% do l.append(1) %}{% do l.extend([2, 3]) %}{{ l }} {{ l.pop() }} {{ l }}', '[1, 2, 3] 3 [1, 2]'],
  [
    '{% set l = [3, 1] %}{% do l.sort() %}{% do l.insert(0, 9) %}{% do l.remove(3) %}{{ l }} {{ l.index(1) }}',
    '[9, 1] 1',
  ],
  [
    '{% set d = {} %}{% do d.update({"a": 1}) %}{% do d.update(b=2) %}{{ d }} {{ d.get("z", 0) }} {{ d.pop("a") }} {{ d }}',
    "{'a': 1, 'b': 2} 0 1 {'b': 2}",
  ],
  ['{% set d = {} %}{% do d.setdefault("a", []).append(1) %}{{ d.a }} {{ d.items() | list }}', "[1] [('a', [1])]"],
  ['{% set s = set() %}{% do s.add(2) %}{% do s.add(2) %}{{ s | length }} {{ 2 in s }}', '1 True'],
  ['{{ [1, 2, 3][1:] }} {{ "abc"[::-1] }} {{ [1, 2, 3][-1] }} {{ "hello"[1:3] }}', '[2, 3] cba 3 el'],
  [
    '{{ [1] + [2] }} {{ [0] * 3 }} {{ "ab" * 2 }} {{ 3 in [1, 3] }} {{ "b" in "abc" }} {{ "k" in {"k": 1} }}',
    '[1, 2] [0, 0, 0] abab True True True',
  ],
]);

// Python reference, "String Methods", "printf-style String Formatting", "Format String Syntax".
check('texts', [
  ["{{ 'a-b'.replace('-', '_').upper() }} {{ ' x '.strip() }} {{ 'a,b,,c'.split(',') }}", "A_B x ['a', 'b', '', 'c']"],
  [
    "{{ 'one two'.title() }} {{ 'x'.startswith(('a', 'x')) }} {{ 'abc'.find('c') }} {{ '7'.zfill(3) }}",
    'One Two True 2 007',
  ],
  ["{{ ', '.join(['a', 'b']) }} {{ 'k=v'.partition('=') }} {{ 'ab'.rjust(4, '.') }}", "a, b ('k', '=', 'v') ..ab"],
  ["{{ '%s is %d, %.2f, %5d|%-4s|' % ('x', 3, 1.5, 42, 'ab') }}", 'x is 3, 1.50,    42|ab  |'],
  ["{{ '{0} {n!r} {1:>4} {2:,.1f} {{}}'.format('a', 'b', 1234.56, n='q') }}", "a 'q'    b 1,234.6 {}"],
  ['{{ "a" "b" }} {{ "\\n\\t\\"" | length }}', 'ab 3'],
]);

// Jinja documentation, "List of Builtin Filters".
check('filters', [
  [
    "{{ [3, 1, 2] | sort | join('-') }} {{ ['b', 'A'] | sort }} {{ [1, 2, 1] | unique | list }}",
    "1-2-3 ['A', 'b'] [1, 2]",
  ],
  [
    "{{ [{'n': 2}, {'n': 1}] | map(attribute='n') | list }} {{ [{'n': 2}, {'n': 1}] | selectattr('n', 'gt', 1) | list }}",
    "[2, 1] [{'n': 2}]",
  ],
  [
    "{{ [1, 2, 3] | select('odd') | list }} {{ ['A', 'b'] | map('lower') | list }} {{ none | map('lower') | list }}",
    "[1, 3] ['a', 'b'] []",
  ],
  [
    "{{ missing | default('d') }} {{ '' | default('e', true) }} {{ '42' | int + 1 }} {{ 'x' | int(default=-1) }} {{ '1.5' | float }}",
    'd e 43 -1 1.5',
  ],
  [
    '{{ 2.5 | round }} {{ 3.14159 | round(2) }} {{ [1, 2] | sum }} {{ [1, 2, 3] | batch(2) | list }}',
    '2.0 3.14 3 [[1, 2], [3]]',
  ],
  [
    "{{ {'b': 1, 'a': 2} | dictsort }} {{ [{'k': 'x', 'v': 1}] | groupby('k') }}",
    "[('a', 2), ('b', 1)] [('x', [{'k': 'x', 'v': 1}])]",
  ],
  [
    "{{ 'long text here' | truncate(8) }} {{ 'a\nb' | indent(2) }} {{ '%s' | format(3) }} {{ '<' | e }}",
    'long... a\n  b 3 &lt;',
  ],
  ["{{ {'b': [1, none], 'a': 'é'} | tojson }}", '{"b": [1, null], "a": "\\u00e9"}'],
]);

// Jinja documentation, "List of Builtin Tests", "If Expression".
check('tests and conditions', [
  [
    "{{ x is defined }} {{ 1 is number }} {{ 'a' is string }} {{ {} is mapping }} {{ none is none }} {{ 4 is divisibleby 2 }}",
    'False True True True True True',
  ],
  [
    "{{ 'b' is in ['b'] }} {{ 3 is not none }} {{ 3 is odd }} {{ 'y' if 1 > 2 else 'n' }}[{{ 'z' if false }}]",
    'True True True n[]',
  ],
  ['{% if 0 %}a{% elif "x" %}b{% else %}c{% endif %}', 'b'],
]);

// Jinja documentation, "For", "Loop Controls"; "Assignments" (scoping of set, namespace).
check('loops and assignments', [
  ['{% for i in [1, 2] %}{{ loop.index }}/{{ loop.length }}{{ "," if not loop.last }}{% endfor %}', '1/2,2/2'],
  [
    '{% for i in range(6) if i is odd %}{{ i }}{% else %}none{% endfor %}{% for i in [] %}{% else %}none{% endfor %}',
    '135none',
  ],
  [
    '{% for i in range(9) %}{% if i == 1 %}{% continue %}{% elif i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}',
    '02',
  ],
  [
    '{% for k, v in {"a": 1}.items() %}{{ k }}{{ v }}{% endfor %}{% for a, (b, c) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %}',
    'a1123',
  ],
  [
    '{% set x = 1 %}{% for i in [1] %}{% set x = 2 %}{% endfor %}{{ x }}{% if true %}{% set x = 3 %}{% endif %}{{ x }}',
    '13',
  ],
  [
    '{% set n = namespace(total=0) %}{% for i in [1, 2] %}{% set n.total = n.total + i %}{% endfor %}{{ n.total }}',
    '3',
  ],
  ['{% set q | upper %}a{{ 1 }}{% endset %}{{ q }}{% set a, b = 1, 2 %}{{ a + b }}', 'A13'],
  ['{% with q = 5 %}{{ q }}{% endwith %}{% filter upper %}a{% endfilter %}', '5A'],
  ['{% for n in [{"k": 1, "in": [{"k": 2, "in": []}]}] recursive %}{{ n.k }}{{ loop(n.in) }}{% endfor %}', '12'],
  ['{% for a, b in zip([1, 2], ["x", "y"]) %}{{ a }}{{ b }}{{ loop.cycle("-", "+") }}{% endfor %}', '1x-2y+'],
]);

// Jinja documentation, "Macros", "Call"; docs.getdbt.com, "return".
check('macros', [
  [
    '{% macro m(a, b="B", c=none) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ m(1) }} {{ m(1, c=2) }} {{ m(b=none, a=0) }}',
    '1BNone 1B2 0NoneNone',
  ],
  ['{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, x=3) }}', "1(2,){'x': 3}"],
  ['{% macro m(a) %}[{{ caller(a) }}]{% endmacro %}{% call(x) m(1) %}x{{ x }}{% endcall %}', '[x1]'],
  ['{% macro m() %}{{ return([1, 2]) }}never{% endmacro %}{% for i in m() %}{{ i }};{% endfor %}', '1;2;'],
  ['{% macro f(n) %}{% if n > 0 %}{{ n }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(3) }}', '321'],
  ['{% macro m(a, b=a ~ "!") %}{{ b }}{% endmacro %}{{ m("x") }} {{ m(*["y"], **{"b": "z"}) }}', 'x! z'],
  ['{% macro m() %}x{% endmacro %}{% macro n(f) %}{{ f() }}{% endmacro %}{{ n(m) }}', 'x'],
]);

test('a surplus or unknown argument of a macro is an error', () => {
  assert.throws(() => renderText('{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}'), /takes at most 1 arguments, 2 given/);
  assert.throws(() => renderText('{% macro m(a) %}{% endmacro %}{{ m(b=2) }}'), /has no parameter 'b'/);
  assert.throws(() => renderText('{% macro m(a) %}{% endmacro %}{{ m(1, a=2) }}'), /two values for 'a'/);
});

test('what is undefined prints as nothing, and fails when it is used', () => {
  assert.throws(() => renderText('{{ a.b }}'), /'a' is undefined/);
  assert.throws(() => renderText('{{ a() }}'), /'a' is undefined/);
  assert.throws(() => renderText('{{ {}.x.y }}'), /has no attribute 'x'/);
  assert.throws(() => renderText('{{ 1 + "a" }}'), /cannot use '\+' on int and str/);
});
