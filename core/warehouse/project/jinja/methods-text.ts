/** Methods of Python's `str`. Behaviour: Python library reference, "String methods". */
import { bindArguments } from './arguments.ts';
import type { Budget } from './budget.ts';
import { braceFormat } from './format.ts';
import { iterate } from './operations.ts';
import { str } from './text.ts';
import { dictGet, type Kwargs, TemplateError, Tuple, typeName, type Value } from './values.ts';

export type Method<T> = (self: T, args: Value[], kwargs: Kwargs, budget: Budget) => Value;

function text(value: Value | undefined, fallback = ''): string {
  if (value === undefined) return fallback;
  if (typeof value !== 'string') throw new TemplateError(`a text is needed, not ${typeName(value)}`);
  return value;
}

function count(value: Value | undefined, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'number') throw new TemplateError(`an integer is needed, not ${typeName(value)}`);
  return value;
}

/** A method with named parameters, given as `a b?`. */
function method(
  parameters: string,
  run: (self: string, given: (Value | undefined)[], budget: Budget) => Value,
): Method<string> {
  const names = parameters === '' ? [] : parameters.split(' ');
  return (self, args, kwargs, budget) => run(self, bindArguments('str method', names, args, kwargs), budget);
}

function strip(self: string, characters: Value | undefined, left: boolean, right: boolean): string {
  const set = characters === undefined || characters === null ? null : text(characters);
  const drop = (character: string) => (set === null ? /\s/.test(character) : set.includes(character));
  let from = 0;
  let to = self.length;
  while (left && from < to && drop(self.charAt(from))) from += 1;
  while (right && to > from && drop(self.charAt(to - 1))) to -= 1;
  return self.slice(from, to);
}

function split(self: string, separator: Value | undefined, limit: number, budget: Budget): Value[] {
  let parts: string[];
  if (separator === undefined || separator === null) {
    parts = self.trim() === '' ? [] : self.trim().split(/\s+/);
    if (limit >= 0 && parts.length > limit + 1) {
      const rest = new RegExp(`^(?:\\S+\\s+){${limit}}`).exec(self.trim())?.[0].length ?? 0;
      parts = [...parts.slice(0, limit), self.trim().slice(rest)];
    }
  } else {
    const by = text(separator);
    if (by === '') throw new TemplateError('empty separator');
    parts = self.split(by);
    if (limit >= 0 && parts.length > limit + 1) parts = [...parts.slice(0, limit), parts.slice(limit).join(by)];
  }
  budget.items(parts.length);
  return parts;
}

function replace(self: string, from: string, to: string, limit: number, budget: Budget): string {
  const parts = from === '' ? ['', ...self, ''] : self.split(from);
  budget.items(parts.length);
  const times = limit < 0 ? parts.length - 1 : Math.min(limit, parts.length - 1);
  budget.text(self.length + times * to.length);
  return (
    parts.slice(0, times + 1).join(to) +
    parts
      .slice(times + 1)
      .map((part) => from + part)
      .join('')
  );
}

function affix(value: Value | undefined, test: (affix: string) => boolean): boolean {
  return value instanceof Tuple ? value.items.some((item) => test(text(item))) : test(text(value));
}

function justify(
  self: string,
  width: Value | undefined,
  fill: Value | undefined,
  align: 'left' | 'right' | 'both',
  budget: Budget,
) {
  const gap = count(width, 0) - self.length;
  if (gap <= 0) return self;
  budget.text(self.length + gap);
  const character = text(fill, ' ');
  if (align === 'left') return self + character.repeat(gap);
  if (align === 'right') return character.repeat(gap) + self;
  return character.repeat(gap >> 1) + self + character.repeat(gap - (gap >> 1));
}

function capitalize(self: string): string {
  return self.charAt(0).toUpperCase() + self.slice(1).toLowerCase();
}

export function title(self: string): string {
  return self.replace(/\p{L}+/gu, (word) => capitalize(word));
}

function find(self: string, part: Value | undefined, from: Value | undefined, last: boolean): number {
  const start = count(from, 0);
  return last ? self.lastIndexOf(text(part)) : self.indexOf(text(part), start < 0 ? self.length + start : start);
}

function partition(self: string, separator: Value | undefined, at: number): Value {
  const by = text(separator);
  return at < 0 ? new Tuple([self, '', '']) : new Tuple([self.slice(0, at), by, self.slice(at + by.length)]);
}

/** One step of a field path such as `{0[key]}`. */
function field(value: Value, key: string): Value {
  const found = value instanceof Map ? dictGet(value, key) : Array.isArray(value) ? value[Number(key)] : undefined;
  if (found === undefined) throw new TemplateError(`format finds no '${key}'`);
  return found;
}

const all = (pattern: RegExp) => method('', (self) => pattern.test(self));

export const textMethods: ReadonlyMap<string, Method<string>> = new Map<string, Method<string>>([
  ['lower', method('', (self) => self.toLowerCase())],
  ['casefold', method('', (self) => self.toLowerCase())],
  ['upper', method('', (self) => self.toUpperCase())],
  ['capitalize', method('', capitalize)],
  ['title', method('', title)],
  [
    'swapcase',
    method('', (self) => self.replace(/\p{L}/gu, (c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase()))),
  ],
  ['strip', method('chars?', (self, [set]) => strip(self, set, true, true))],
  ['lstrip', method('chars?', (self, [set]) => strip(self, set, true, false))],
  ['rstrip', method('chars?', (self, [set]) => strip(self, set, false, true))],
  ['split', method('sep? maxsplit?', (self, [by, limit], budget) => split(self, by, count(limit, -1), budget))],
  [
    'rsplit',
    method('sep? maxsplit?', (self, [by, limit], budget) => {
      const parts = split(self, by, -1, budget);
      const max = count(limit, -1);
      if (max < 0 || parts.length <= max + 1) return parts;
      const head = parts
        .slice(0, parts.length - max)
        .map(str)
        .join(text(by, ' '));
      return [head, ...parts.slice(parts.length - max)];
    }),
  ],
  ['splitlines', method('keepends?', (self) => (self === '' ? [] : self.replace(/\r?\n$/, '').split(/\r\n|\r|\n/)))],
  [
    'replace',
    method('old new count?', (self, [from, to, limit], budget) =>
      replace(self, text(from), text(to), count(limit, -1), budget),
    ),
  ],
  [
    'startswith',
    method('prefix start?', (self, [part, from]) => affix(part, (p) => self.startsWith(p, count(from, 0)))),
  ],
  ['endswith', method('suffix', (self, [part]) => affix(part, (p) => self.endsWith(p)))],
  ['find', method('sub start?', (self, [part, from]) => find(self, part, from, false))],
  ['rfind', method('sub', (self, [part]) => find(self, part, undefined, true))],
  [
    'index',
    method('sub', (self, [part]) => {
      const at = find(self, part, undefined, false);
      if (at === -1) throw new TemplateError('substring not found');
      return at;
    }),
  ],
  ['count', method('sub', (self, [part]) => self.split(text(part)).length - 1)],
  [
    'join',
    method('iterable', (self, [items], budget) => {
      const parts = iterate(items ?? null, budget).map((item) => text(item));
      budget.text(parts.reduce((sum, part) => sum + part.length + self.length, 0));
      return parts.join(self);
    }),
  ],
  ['ljust', method('width fillchar?', (self, [width, fill], budget) => justify(self, width, fill, 'left', budget))],
  ['rjust', method('width fillchar?', (self, [width, fill], budget) => justify(self, width, fill, 'right', budget))],
  ['center', method('width fillchar?', (self, [width, fill], budget) => justify(self, width, fill, 'both', budget))],
  [
    'zfill',
    method('width', (self, [width], budget) => {
      const sign = /^[+-]/.test(self) ? self.charAt(0) : '';
      return sign + justify(self.slice(sign.length), count(width, 0) - sign.length, '0', 'right', budget);
    }),
  ],
  ['partition', method('sep', (self, [by]) => partition(self, by, self.indexOf(text(by))))],
  [
    'rpartition',
    method('sep', (self, [by]) =>
      self.includes(text(by)) ? partition(self, by, self.lastIndexOf(text(by))) : new Tuple(['', '', self]),
    ),
  ],
  [
    'removeprefix',
    method('prefix', (self, [part]) => (self.startsWith(text(part)) ? self.slice(text(part).length) : self)),
  ],
  [
    'removesuffix',
    method('suffix', (self, [part]) =>
      text(part) !== '' && self.endsWith(text(part)) ? self.slice(0, -text(part).length) : self,
    ),
  ],
  ['isdigit', all(/^\d+$/)],
  ['isnumeric', all(/^\p{N}+$/u)],
  ['isdecimal', all(/^\d+$/)],
  ['isalpha', all(/^\p{L}+$/u)],
  ['isalnum', all(/^[\p{L}\p{N}]+$/u)],
  ['isspace', all(/^\s+$/)],
  ['isupper', method('', (self) => self !== self.toLowerCase() && self === self.toUpperCase())],
  ['islower', method('', (self) => self !== self.toUpperCase() && self === self.toLowerCase())],
  ['isidentifier', all(/^[\p{L}_][\p{L}\p{N}_]*$/u)],
  ['encode', method('encoding?', (self) => self)],
  ['format', (self, args, kwargs, budget) => braceFormat(self, args, kwargs, field, budget)],
]);
