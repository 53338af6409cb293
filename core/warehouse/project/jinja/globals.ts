/** Functions that Jinja and Python give every template: range, dict, namespace, zip and the like. */
import { bindArguments } from './arguments.ts';
import type { Budget } from './budget.ts';
import { Namespace } from './loop.ts';
import { iterate } from './operations.ts';
import {
  Callable,
  type Dict,
  dictSet,
  type Kwargs,
  SetValue,
  TemplateError,
  Tuple,
  truthy,
  type Value,
} from './values.ts';

const MAX_RANGE = 100_000;

function range(args: Value[], budget: Budget): Value[] {
  const numbers = args.map((arg) => {
    if (typeof arg !== 'number' || !Number.isInteger(arg)) throw new TemplateError('range() needs integers');
    return arg;
  });
  const [from, to, step] =
    numbers.length === 1 ? [0, numbers[0] ?? 0, 1] : [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 1];
  if (step === 0) throw new TemplateError('range() step cannot be zero');
  const size = Math.max(0, Math.ceil((to - from) / step));
  if (size > MAX_RANGE) throw new TemplateError(`range() of more than ${MAX_RANGE} numbers`);
  budget.items(size);
  return Array.from({ length: size }, (_, index) => from + index * step);
}

/** Tuples of the items at equal places, as many as the shortest list has. */
export function zip(args: Value[], budget: Budget): Value[] {
  const lists = args.map((arg) => iterate(arg, budget));
  const size = lists.length === 0 ? 0 : Math.min(...lists.map((list) => list.length));
  return Array.from({ length: size }, (_, index) => new Tuple(lists.map((list) => list[index] ?? null)));
}

function makeDict(args: Value[], kwargs: Kwargs, budget: Budget): Dict {
  const result: Dict = new Map();
  const [from] = args;
  if (from instanceof Map) for (const [key, value] of from) result.set(key, value);
  else if (from !== undefined) {
    for (const pair of iterate(from, budget)) {
      const [key, value] = iterate(pair, budget);
      dictSet(result, key ?? null, value ?? null);
    }
  }
  for (const [key, value] of kwargs) result.set(key, value);
  return result;
}

/** Texts one after the other with a separator from the second use on: Jinja's `joiner`. */
function joiner(args: Value[]): Value {
  let used = false;
  const separator = args[0] ?? ', ';
  return new Callable('joiner', () => {
    if (used) return separator;
    used = true;
    return '';
  });
}

export function standardGlobals(budget: Budget): Map<string, Value> {
  const functions: [string, (args: Value[], kwargs: Kwargs) => Value][] = [
    ['range', (args) => range(args, budget)],
    ['dict', (args, kwargs) => makeDict(args, kwargs, budget)],
    ['list', (args) => (args[0] === undefined ? [] : iterate(args[0], budget))],
    ['namespace', (args, kwargs) => new Namespace(args, kwargs)],
    ['joiner', joiner],
    ['zip', (args) => zip(args, budget)],
    ['enumerate', (args) => iterate(args[0] ?? null, budget).map((item, index) => new Tuple([index, item]))],
    [
      'set',
      (args, kwargs) => {
        const [items, fallback] = bindArguments('set', ['value?', 'default?'], args, kwargs);
        if (items === undefined) return new SetValue();
        try {
          return new SetValue(iterate(items, budget));
        } catch (error) {
          if (fallback === undefined) throw error;
          return fallback;
        }
      },
    ],
    ['bool', (args) => truthy(args[0] ?? null)],
  ];
  return new Map(functions.map(([name, call]) => [name, new Callable(name, call)]));
}
