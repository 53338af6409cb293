/** Tests (`x is defined`). Behaviour: Jinja's template designer documentation, "List of builtin tests". */
import type { Budget } from './budget.ts';
import { compare } from './operations.ts';
import {
  Callable,
  equal,
  HostObject,
  isFloat,
  isNumber,
  SetValue,
  Tuple,
  toNumber,
  Undefined,
  type Value,
} from './values.ts';

export type Test = (value: Value, args: Value[], budget: Budget) => boolean;

const isInteger = (value: Value) => isNumber(value) && typeof value !== 'boolean' && !isFloat(value);
const isSequence = (value: Value) =>
  typeof value === 'string' || Array.isArray(value) || value instanceof Tuple || value instanceof Map;
const argument = (args: Value[]): Value => args[0] ?? null;

const comparisons = (['==', '!=', '<', '<=', '>', '>=', 'in'] as const).map((operator): [string, Test] => [
  operator,
  (value, args, budget) => compare(operator, value, argument(args), budget),
]);
const byOperator = new Map<string, Test>(comparisons);

function alias(operator: string): Test {
  return (value, args, budget) => byOperator.get(operator)?.(value, args, budget) ?? false;
}

export const tests: ReadonlyMap<string, Test> = new Map<string, Test>([
  ...comparisons,
  ...['eq', 'equalto'].map((name): [string, Test] => [name, alias('==')]),
  ['ne', alias('!=')],
  ...['lt', 'lessthan'].map((name): [string, Test] => [name, alias('<')]),
  ['le', alias('<=')],
  ...['gt', 'greaterthan'].map((name): [string, Test] => [name, alias('>')]),
  ['ge', alias('>=')],
  ['defined', (value) => !(value instanceof Undefined)],
  ['undefined', (value) => value instanceof Undefined],
  ['none', (value) => value === null],
  ['boolean', (value) => typeof value === 'boolean'],
  ['true', (value) => value === true],
  ['false', (value) => value === false],
  ['integer', isInteger],
  ['float', (value) => isFloat(value)],
  ['number', (value) => isNumber(value)],
  ['string', (value) => typeof value === 'string'],
  ['mapping', (value) => value instanceof Map || (value instanceof HostObject && value.isMapping())],
  ['sequence', isSequence],
  [
    'iterable',
    (value) =>
      isSequence(value) ||
      value instanceof SetValue ||
      value instanceof Undefined ||
      (value instanceof HostObject && value.iterate !== undefined),
  ],
  ['callable', (value) => value instanceof Callable || (value instanceof HostObject && value.call !== undefined)],
  ['even', (value) => isNumber(value) && toNumber(value) % 2 === 0],
  ['odd', (value) => isNumber(value) && Math.abs(toNumber(value) % 2) === 1],
  [
    'divisibleby',
    (value, args) => {
      const by = argument(args);
      return isNumber(value) && isNumber(by) && toNumber(value) % toNumber(by) === 0;
    },
  ],
  ['sameas', (value, args) => value === argument(args)],
  ['equals', (value, args) => equal(value, argument(args))],
  ['lower', (value) => typeof value === 'string' && value === value.toLowerCase() && value !== value.toUpperCase()],
  ['upper', (value) => typeof value === 'string' && value === value.toUpperCase() && value !== value.toLowerCase()],
]);
