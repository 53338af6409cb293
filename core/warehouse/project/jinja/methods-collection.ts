/** Methods of Python's list, dict, tuple and set; lists and dicts change in place, as dbt's macros expect (`do xs.append(x)`). */
import { bindArguments } from './arguments.ts';
import type { Budget } from './budget.ts';
import type { Method } from './methods-text.ts';
import { compareValues, iterate } from './operations.ts';
import {
  Callable,
  type Dict,
  dictDelete,
  dictGet,
  dictSet,
  equal,
  type Kwargs,
  SetValue,
  TemplateError,
  Tuple,
  truthy,
  typeName,
  type Value,
} from './values.ts';

function method<T>(
  parameters: string,
  run: (self: T, given: (Value | undefined)[], budget: Budget) => Value,
): Method<T> {
  const names = parameters === '' ? [] : parameters.split(' ');
  return (self, args, kwargs, budget) => run(self, bindArguments('method', names, args, kwargs), budget);
}

function position(value: Value | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  if (typeof value !== 'number') throw new TemplateError(`an integer is needed, not ${typeName(value)}`);
  return value;
}

function indexOf(items: readonly Value[], item: Value | undefined): number {
  const at = items.findIndex((other) => equal(other, item ?? null));
  if (at === -1) throw new TemplateError('the value is not in the list');
  return at;
}

const counted = (items: readonly Value[], item: Value | undefined) =>
  items.filter((other) => equal(other, item ?? null)).length;

export const listMethods: ReadonlyMap<string, Method<Value[]>> = new Map<string, Method<Value[]>>([
  [
    'append',
    method('item', (self, [item], budget) => {
      budget.items(self.length + 1 > 1000 ? self.length >> 6 : 1);
      self.push(item ?? null);
      return null;
    }),
  ],
  [
    'extend',
    method('items', (self, [items], budget) => {
      for (const item of iterate(items ?? null, budget)) self.push(item);
      budget.items(self.length);
      return null;
    }),
  ],
  [
    'insert',
    method('index item', (self, [at, item], budget) => {
      budget.items(self.length);
      self.splice(position(at, 0), 0, item ?? null);
      return null;
    }),
  ],
  [
    'pop',
    method('index?', (self, [at]) => {
      const [item] = self.splice(position(at, -1), 1);
      if (item === undefined) throw new TemplateError('pop from an empty list, or index out of range');
      return item;
    }),
  ],
  [
    'remove',
    method('item', (self, [item]) => {
      self.splice(indexOf(self, item), 1);
      return null;
    }),
  ],
  [
    'clear',
    method('', (self) => {
      self.length = 0;
      return null;
    }),
  ],
  [
    'reverse',
    method('', (self) => {
      self.reverse();
      return null;
    }),
  ],
  [
    'sort',
    (self, _args, kwargs, budget) => {
      budget.items(self.length * 4);
      const key = kwargs.get('key');
      const by = (item: Value) => (key instanceof Callable ? key.call([item], new Map()) : item);
      self.sort((a, b) => compareValues(by(a), by(b)));
      if (truthy(kwargs.get('reverse') ?? false)) self.reverse();
      return null;
    },
  ],
  ['index', method('item', (self, [item]) => indexOf(self, item))],
  ['count', method('item', (self, [item]) => counted(self, item))],
  ['copy', method('', (self, _, budget) => iterate(self, budget))],
]);

export const tupleMethods: ReadonlyMap<string, Method<Tuple>> = new Map<string, Method<Tuple>>([
  ['index', method('item', (self, [item]) => indexOf(self.items, item))],
  ['count', method('item', (self, [item]) => counted(self.items, item))],
]);

function update(self: Dict, args: Value[], kwargs: Kwargs, budget: Budget): null {
  const [other] = args;
  if (other instanceof Map) for (const [key, value] of other) dictSet(self, key, value);
  else if (other !== undefined) {
    for (const pair of iterate(other, budget)) {
      const [key, value] = iterate(pair, budget);
      dictSet(self, key ?? null, value ?? null);
    }
  }
  for (const [key, value] of kwargs) self.set(key, value);
  budget.items(self.size);
  return null;
}

export const dictMethods: ReadonlyMap<string, Method<Dict>> = new Map<string, Method<Dict>>([
  ['get', method('key default?', (self, [key, fallback]) => dictGet(self, key ?? null) ?? fallback ?? null)],
  ['keys', method('', (self, _, budget) => iterate(self, budget))],
  ['values', method('', (self) => [...self.values()])],
  ['items', method('', (self) => [...self].map((entry) => new Tuple(entry)))],
  ['iteritems', method('', (self) => [...self].map((entry) => new Tuple(entry)))],
  ['update', update],
  [
    'pop',
    method('key default?', (self, [key, fallback]) => {
      const value = dictDelete(self, key ?? null) ?? fallback;
      if (value === undefined) throw new TemplateError('the dict has no such key');
      return value;
    }),
  ],
  [
    'setdefault',
    method('key default?', (self, [key, fallback]) => {
      const found = dictGet(self, key ?? null);
      if (found !== undefined) return found;
      dictSet(self, key ?? null, fallback ?? null);
      return fallback ?? null;
    }),
  ],
  [
    '__setitem__',
    method('key value', (self, [key, value]) => {
      dictSet(self, key ?? null, value ?? null);
      return null;
    }),
  ],
  [
    'clear',
    method('', (self) => {
      self.clear();
      return null;
    }),
  ],
  ['copy', method('', (self) => new Map(self))],
]);

function others(args: Value[], budget: Budget): SetValue[] {
  return args.map((arg) => (arg instanceof SetValue ? arg : new SetValue(iterate(arg, budget))));
}

export const setMethods: ReadonlyMap<string, Method<SetValue>> = new Map<string, Method<SetValue>>([
  [
    'add',
    method('item', (self, [item], budget) => {
      budget.spend();
      self.add(item ?? null);
      return null;
    }),
  ],
  [
    'update',
    (self, args, _, budget) => {
      for (const other of others(args, budget)) for (const item of other.items) self.add(item);
      budget.items(self.size);
      return null;
    },
  ],
  [
    'discard',
    method('item', (self, [item]) => {
      self.delete(item ?? null);
      return null;
    }),
  ],
  ['union', (self, args, _, budget) => new SetValue([...self.items, ...others(args, budget).flatMap((o) => o.items)])],
  [
    'intersection',
    (self, args, _, budget) => {
      const sets = others(args, budget);
      return new SetValue(self.items.filter((item) => sets.every((other) => other.has(item))));
    },
  ],
  [
    'difference',
    (self, args, _, budget) => {
      const sets = others(args, budget);
      return new SetValue(self.items.filter((item) => !sets.some((other) => other.has(item))));
    },
  ],
  [
    'issubset',
    (self, args, _, budget) => others(args, budget).every((other) => self.items.every((item) => other.has(item))),
  ],
  [
    'issuperset',
    (self, args, _, budget) => others(args, budget).every((other) => other.items.every((item) => self.has(item))),
  ],
  ['copy', method('', (self) => new SetValue(self.items))],
]);
