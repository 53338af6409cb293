import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderText } from './render-text.ts';

test('endless work ends in an error', () => {
  const cases: [string, RegExp][] = [
    ['{% for a in range(99999) %}{% for b in range(99999) %}{{ a }}{% endfor %}{% endfor %}', /too much work/],
    ['{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}', /too deeply/],
    ['{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}', /too deeply|too much work/],
    ['{{ "a" * 1000000000 }}', /longer than/],
    [
      '{% set n = namespace(s="a") %}{% for i in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}',
      /longer than|too much work/,
    ],
    [
      '{% set n = namespace(l=[1]) %}{% for i in range(60) %}{% set n.l = n.l + n.l %}{% endfor %}',
      /longer than|too much work/,
    ],
    [
      '{% set n = namespace(l=[1]) %}{% for i in range(60) %}{% set n.l = [n.l, n.l] %}{% endfor %}{{ n.l }}',
      /too large/,
    ],
    ['{% set l = [] %}{% do l.append(l) %}{{ l }}', /contains itself/],
    ['{% set l = [] %}{% do l.append(l) %}{{ l | tojson }}', /contains itself/],
    ['{{ 9 ** 9 ** 9 ** 9 ** 9 }}', /too large/],
    ['{% set n = namespace(x=3) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}', /too large/],
    ['{{ range(100000000) }}', /more than 100000/],
    ['{{ "%1000000000d" % 1 }}', /width is too large/],
    ['{{ "{:1000000000}".format(1) }}', /width is too large/],
    ['{{ ("a" * 10000000).replace("a", "b" * 10000000) }}', /longer than|longer list|list longer/],
    ['{{ ("x," * 4000000).split(",") }}', /list longer/],
    [`{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`, /nested too deeply/],
    [`{{ ${'-'.repeat(5000)}1 }}`, /nested too deeply/],
    [`${'{% if 1 %}'.repeat(5000)}x${'{% endif %}'.repeat(5000)}`, /nested too deeply/],
    [`{{ ${'1 if 1 else '.repeat(20000)}1 }}`, /nested too deeply/],
    [`{{ ${'not '.repeat(20000)}1 }}`, /nested too deeply|too much/],
    [`{{ x${'.a'.repeat(50000)} }}`, /undefined|nested too deeply/],
  ];
  for (const [source, message] of cases) assert.throws(() => renderText(source), message, source.slice(0, 80));
});

test('nothing of the host can be reached', () => {
  // The classic ways out of a template engine in JavaScript and in Python.
  const undefinedThings = [
    '{{ "".constructor.constructor("return process")() }}',
    '{{ [].constructor("x") }}',
    '{{ {}.__proto__.polluted }}',
    '{{ ({}).toString.call(1) }}',
    '{{ range.constructor("return 1")() }}',
    '{{ "".__class__.__mro__ }}',
    '{{ cycler.__init__.__globals__ }}',
    '{{ process.env }}',
    '{{ globalThis.x }}',
    '{{ require("fs") }}',
    '{{ loop.constructor.x }}',
    '{{ namespace(a=1).constructor.name }}',
    '{{ namespace.call(1) }}',
  ];
  for (const source of undefinedThings)
    assert.throws(() => renderText(source), /undefined|has no attribute|cannot be called/, source);
  assert.equal(renderText('{% set n = namespace() %}{% set n.__proto__ = 1 %}{{ n.__proto__ }}'), '1');
  assert.equal(renderText('{% set d = {"__proto__": {"x": 1}} %}{{ d.x is defined }}'), 'False');
  assert.equal(({} as Record<string, unknown>).x, undefined);
});

test('no file can be named', () => {
  for (const source of [
    "{% include '/etc/passwd' %}",
    "{% import 'x' as y %}",
    "{% extends '../x' %}",
    "{% from 'x' import y %}",
  ]) {
    assert.throws(() => renderText(source), /not available/);
  }
});

test('functions of the host get values, and cannot be given through data', () => {
  assert.throws(() => renderText('{{ f }}', { f: () => 1 }), /cannot give a function/);
});
