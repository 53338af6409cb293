/** Filters. Behaviour: Jinja's template designer documentation, "List of builtin filters"; `as_*`: docs.getdbt.com, "as_bool", "as_native", "as_number", "as_text". */
import { bindArguments } from './arguments.ts';
import { attribute, subscript } from './attributes.ts';
import type { Budget } from './budget.ts';
import { percentFormat } from './format.ts';
import { literal } from './literal.ts';
import { textMethods, title } from './methods-text.ts';
import { compareValues, iterate, lengthOf } from './operations.ts';
import { repr, str } from './text.ts';
import { toJson } from './to-json.ts';
import {
  equal,
  float,
  integer,
  isNumber,
  type Kwargs,
  SetValue,
  TemplateError,
  Tuple,
  toNumber,
  truthy,
  Undefined,
  type Value,
} from './values.ts';

export interface FilterTools {
  budget: Budget;
  /** Whether a value is wanted (YAML), not text: only then do `as_bool` and its like convert. */
  native: boolean;
  filter(name: string, value: Value, args: Value[], kwargs: Kwargs): Value;
  test(name: string, value: Value, args: Value[]): boolean;
}

export type Filter = (value: Value, args: Value[], kwargs: Kwargs, tools: FilterTools) => Value;

type Given = (Value | undefined)[];

function filter(
  name: string,
  parameters: string,
  run: (value: Value, given: Given, tools: FilterTools) => Value,
): [string, Filter] {
  const names = parameters === '' ? [] : parameters.split(' ');
  return [name, (value, args, kwargs, tools) => run(value, bindArguments(name, names, args, kwargs), tools)];
}

/** A filter that is the method of the same behaviour on texts. */
function asMethod(name: string, method: string): [string, Filter] {
  return [
    name,
    (value, args, kwargs, { budget }) => {
      const text = str(value);
      budget.text(text.length);
      return textMethods.get(method)?.(text, args, kwargs, budget) ?? null;
    },
  ];
}

/** The value at a path such as `config.tags` or `0.name`; items before attributes. */
function path(value: Value, by: Value | undefined, budget: Budget, fallback?: Value): Value {
  if (by === undefined || by === null) return value;
  let found = value;
  for (const step of typeof by === 'string' ? by.split('.') : [by]) {
    found = subscript(found, typeof step === 'string' && /^\d+$/.test(step) ? Number(step) : step, budget);
    if (found instanceof Undefined) return fallback ?? found;
  }
  return found;
}

function sorted(
  value: Value,
  by: Value | undefined,
  reverse: Value | undefined,
  exactCase: Value | undefined,
  { budget }: FilterTools,
) {
  const key = (item: Value) => {
    const found = path(item, by, budget);
    return typeof found === 'string' && !truthy(exactCase ?? false) ? found.toLowerCase() : found;
  };
  const items = iterate(value, budget);
  budget.items(items.length * 4);
  items.sort((a, b) => compareValues(key(a), key(b)));
  return truthy(reverse ?? false) ? items.reverse() : items;
}

function extreme(sign: 1 | -1): (value: Value, given: Given, tools: FilterTools) => Value {
  return (value, [, by], { budget }) => {
    const items = iterate(value, budget);
    const [first] = items;
    if (first === undefined) return new Undefined('min or max of nothing');
    return items.reduce(
      (best, item) => (sign * compareValues(path(item, by, budget), path(best, by, budget)) < 0 ? item : best),
      first,
    );
  };
}

function chunk(value: Value, size: Value | undefined, fill: Value | undefined, budget: Budget): Value {
  const by = typeof size === 'number' && size >= 1 ? size : 1;
  const items = iterate(value, budget);
  const result: Value[][] = [];
  for (let at = 0; at < items.length; at += by) result.push(items.slice(at, at + by));
  const last = result.at(-1);
  if (fill !== undefined && last) while (last.length < by) last.push(fill);
  return result;
}

function toInteger(value: Value, fallback: Value | undefined): Value {
  if (typeof value === 'bigint') return value;
  if (isNumber(value))
    return Number.isFinite(toNumber(value)) ? integer(BigInt(Math.trunc(toNumber(value)))) : (fallback ?? 0);
  const text = typeof value === 'string' ? value.trim().replaceAll('_', '') : '';
  if (/^[+-]?\d+$/.test(text)) return integer(BigInt(text));
  if (/^[+-]?\d*\.?\d+(e[+-]?\d+)?$/i.test(text)) return Math.trunc(Number(text));
  return fallback ?? 0;
}

function toFloat(value: Value, fallback: Value | undefined): Value {
  const parsed = isNumber(value)
    ? toNumber(value)
    : typeof value === 'string' && value.trim() !== ''
      ? Number(value)
      : Number.NaN;
  return Number.isNaN(parsed) ? (fallback ?? float(0)) : float(parsed);
}

/** Python rounds halves of floats by their exact binary value; `common` of Jinja is that. */
function round(value: Value, precision: Value | undefined, method: Value | undefined): Value {
  if (!isNumber(value)) throw new TemplateError('round needs a number');
  const digits = typeof precision === 'number' ? Math.min(Math.max(precision, 0), 15) : 0;
  const factor = 10 ** digits;
  const amount = toNumber(value);
  if (method === 'ceil') return float(Math.ceil(amount * factor) / factor);
  if (method === 'floor') return float(Math.floor(amount * factor) / factor);
  if (digits > 0) return float(Number(amount.toFixed(digits)));
  const floor = Math.floor(amount);
  const half = amount - floor === 0.5;
  return float(half ? (floor % 2 === 0 ? floor : floor + 1) : Math.round(amount));
}

function choose(name: string, keep: boolean, byAttribute: boolean): [string, Filter] {
  return [
    name,
    (value, args, _kwargs, tools) =>
      iterate(value ?? [], tools.budget).filter((item) => {
        const [attr, test, ...rest] = byAttribute ? args : [null, ...args];
        const subject = byAttribute ? path(item, attr, tools.budget) : item;
        const passes = typeof test === 'string' ? tools.test(test, subject, rest) : truthy(subject);
        return passes === keep;
      }),
  ];
}

/** None has no items here, as in Jinja. */
const map: Filter = (value, args, kwargs, tools) => {
  const items = iterate(value ?? [], tools.budget);
  const by = kwargs.get('attribute');
  if (by !== undefined) return items.map((item) => path(item, by, tools.budget, kwargs.get('default')));
  const [name, ...rest] = args;
  if (typeof name !== 'string') throw new TemplateError('map needs the name of a filter, or attribute=');
  return items.map((item) => tools.filter(name, item, rest, kwargs));
};

function unique(value: Value, exactCase: Value | undefined, by: Value | undefined, budget: Budget): Value[] {
  const seen = new SetValue();
  return iterate(value, budget).filter((item) => {
    const found = path(item, by, budget);
    const key = typeof found === 'string' && !truthy(exactCase ?? false) ? found.toLowerCase() : found;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function groupBy(value: Value, by: Value | undefined, fallback: Value | undefined, tools: FilterTools): Value {
  const groups: { key: Value; items: Value[] }[] = [];
  for (const item of sorted(value, by, false, true, tools)) {
    const key = path(item, by, tools.budget, fallback);
    const last = groups.at(-1);
    if (last && equal(last.key, key)) last.items.push(item);
    else groups.push({ key, items: [item] });
  }
  return groups.map(({ key, items }) => new Tuple([key, items]));
}

function indent(
  value: Value,
  width: Value | undefined,
  first: Value | undefined,
  blank: Value | undefined,
  budget: Budget,
): string {
  const margin =
    typeof width === 'string' ? width : ' '.repeat(typeof width === 'number' ? Math.min(Math.max(width, 0), 200) : 4);
  const lines = str(value).split('\n');
  budget.text(str(value).length + lines.length * margin.length);
  return lines
    .map((line, index) =>
      (index === 0 && !truthy(first ?? false)) || (line === '' && !truthy(blank ?? false)) ? line : margin + line,
    )
    .join('\n');
}

function truncate(
  text: string,
  length: Value | undefined,
  kill: Value | undefined,
  end: Value | undefined,
  leeway: Value | undefined,
): string {
  const size = typeof length === 'number' ? length : 255;
  const mark = str(end ?? '...');
  if (text.length <= size + (typeof leeway === 'number' ? leeway : 5)) return text;
  const cut = text.slice(0, Math.max(0, size - mark.length));
  const space = truthy(kill ?? false) ? -1 : cut.lastIndexOf(' ');
  return (space === -1 ? cut : cut.slice(0, space)) + mark;
}

function convert(value: Value, wanted: (value: Value) => boolean, what: string): Value {
  const result = typeof value === 'string' ? literal(value) : value;
  if (!wanted(result)) throw new TemplateError(`cannot read ${repr(value)} as a ${what}`);
  return result;
}

const escapeHtml = (value: Value) =>
  str(value).replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;' })[c] ?? '&#39;');

export const filters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ...['lower', 'upper', 'capitalize', 'replace', 'center'].map((name) => asMethod(name, name)),
  asMethod('trim', 'strip'),
  filter('title', '', (value) => title(str(value))),
  filter('string', '', (value) => str(value)),
  filter('safe', '', (value) => str(value)),
  filter('escape', '', escapeHtml),
  filter('e', '', escapeHtml),
  filter('pprint', '', (value) => repr(value)),
  filter('length', '', (value) => lengthOf(value)),
  filter('count', '', (value) => lengthOf(value)),
  filter('list', '', (value, _, { budget }) => iterate(value, budget)),
  filter('items', '', (value) => (value instanceof Map ? [...value].map((entry) => new Tuple(entry)) : [])),
  ...['default', 'd'].map((name) =>
    filter(name, 'default_value? boolean?', (value, [fallback, falsy]) =>
      value instanceof Undefined || (truthy(falsy ?? false) && !truthy(value)) ? (fallback ?? '') : value,
    ),
  ),
  filter('first', '', (value, _, { budget }) => iterate(value, budget)[0] ?? new Undefined('first of nothing')),
  filter('last', '', (value, _, { budget }) => iterate(value, budget).at(-1) ?? new Undefined('last of nothing')),
  filter('join', 'd? attribute?', (value, [separator, by], { budget }) => {
    const parts = iterate(value, budget).map((item) => str(path(item, by, budget)));
    const mark = str(separator ?? '');
    budget.text(parts.reduce((sum, part) => sum + part.length + mark.length, 0));
    return parts.join(mark);
  }),
  [
    'format',
    (value, args, kwargs, { budget }) =>
      percentFormat(str(value), kwargs.size > 0 ? new Map(kwargs) : new Tuple(args), budget),
  ],
  filter('int', 'default? base?', (value, [fallback]) => toInteger(value, fallback)),
  filter('float', 'default?', (value, [fallback]) => toFloat(value, fallback)),
  filter('abs', '', (value) => (isNumber(value) && toNumber(value) < 0 ? compareNegate(value) : value)),
  filter('round', 'precision? method?', (value, [precision, method]) => round(value, precision, method)),
  filter('sum', 'attribute? start?', (value, [by, start], { budget }) => {
    const amounts = iterate(value, budget).map((item) => path(item, by, budget));
    return amounts.reduce((sum, item) => add(sum, item), start ?? 0);
  }),
  filter('min', 'case_sensitive? attribute?', extreme(1)),
  filter('max', 'case_sensitive? attribute?', extreme(-1)),
  filter('sort', 'reverse? case_sensitive? attribute?', (value, [reverse, exact, by], tools) =>
    sorted(value, by, reverse, exact, tools),
  ),
  filter('reverse', '', (value, _, { budget }) => {
    const items = iterate(value, budget).reverse();
    return typeof value === 'string' ? items.join('') : items;
  }),
  filter('unique', 'case_sensitive? attribute?', (value, [exact, by], { budget }) => unique(value, exact, by, budget)),
  filter('dictsort', 'case_sensitive? by? reverse?', (value, [exact, by, reverse], tools) => {
    const pairs = value instanceof Map ? [...value].map((entry) => new Tuple(entry)) : [];
    return sorted(pairs, by === 'value' ? 1 : 0, reverse, exact, tools);
  }),
  filter('groupby', 'attribute default? case_sensitive?', (value, [by, fallback], tools) =>
    groupBy(value, by, fallback, tools),
  ),
  filter('batch', 'linecount fill_with?', (value, [size, fill], { budget }) => chunk(value, size, fill, budget)),
  ['map', map],
  choose('select', true, false),
  choose('reject', false, false),
  choose('selectattr', true, true),
  choose('rejectattr', false, true),
  filter('attr', 'name', (value, [name], { budget }) => attribute(value, str(name ?? ''), budget)),
  filter('indent', 'width? first? blank?', (value, [width, first, blank], { budget }) =>
    indent(value, width, first, blank, budget),
  ),
  filter('truncate', 'length? killwords? end? leeway?', (value, [length, kill, end, leeway]) =>
    truncate(str(value), length, kill, end, leeway),
  ),
  filter('wordcount', '', (value) => str(value).match(/\S+/g)?.length ?? 0),
  filter('tojson', 'indent?', (value) => toJson(value)),
  filter('urlencode', '', (value) => encodeURIComponent(str(value))),
  filter('as_text', '', (value, _, { native }) => (native ? str(value) : value)),
  filter('as_bool', '', (value, _, { native }) =>
    native ? convert(value, (v) => typeof v === 'boolean', 'boolean') : value,
  ),
  filter('as_number', '', (value, _, { native }) =>
    native ? convert(value, (v) => isNumber(v) && typeof v !== 'boolean', 'number') : value,
  ),
  filter('as_native', '', (value, _, { native }) => (native && typeof value === 'string' ? literal(value) : value)),
]);

function compareNegate(value: Value): Value {
  return typeof value === 'bigint' ? -value : isNumber(value) ? -toNumber(value) : value;
}

function add(a: Value, b: Value): Value {
  if (!isNumber(a) || !isNumber(b)) throw new TemplateError('sum needs numbers');
  return typeof a === 'bigint' || typeof b === 'bigint'
    ? integer(BigInt(toNumber(a)) + BigInt(toNumber(b)))
    : toNumber(a) + toNumber(b);
}
