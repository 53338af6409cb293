/** Operators, comparisons, membership, subscripts and iteration, as Python does them. */
import type { BinaryOperator, CompareOperator } from './ast.ts';
import type { Budget } from './budget.ts';
import { percentFormat } from './format.ts';
import { str } from './text.ts';
import {
  dictGet,
  equal,
  type Float,
  float,
  HostObject,
  integer,
  isFloat,
  isNumber,
  SetValue,
  TemplateError,
  Tuple,
  toNumber,
  typeName,
  Undefined,
  type Value,
} from './values.ts';

export function undefinedError(value: Undefined): TemplateError {
  return new TemplateError(value.message);
}

function unsupported(operator: string, left: Value, right: Value): TemplateError {
  for (const side of [left, right]) if (side instanceof Undefined) return undefinedError(side);
  return new TemplateError(`cannot use '${operator}' on ${typeName(left)} and ${typeName(right)}`);
}

type Numeric = number | bigint | Float | boolean;

function whole(value: Numeric): bigint {
  return BigInt(toNumberOrBig(value));
}

function toNumberOrBig(value: Numeric): number | bigint {
  return typeof value === 'bigint' ? value : toNumber(value);
}

function integers(operator: BinaryOperator, left: bigint, right: bigint): Value {
  switch (operator) {
    case '+':
      return integer(left + right);
    case '-':
      return integer(left - right);
    case '*':
      return integer(left * right);
    case '//': {
      const quotient = left / right;
      return integer(left % right !== 0n && left < 0n !== right < 0n ? quotient - 1n : quotient);
    }
    case '%': {
      const rest = left % right;
      return integer(rest !== 0n && rest < 0n !== right < 0n ? rest + right : rest);
    }
    default:
      return integer(left ** right);
  }
}

function arithmetic(operator: BinaryOperator, left: Numeric, right: Numeric): Value {
  const [a, b] = [toNumber(left), toNumber(right)];
  if ((operator === '/' || operator === '//' || operator === '%') && b === 0)
    throw new TemplateError('division by zero');
  const exact = !isFloat(left) && !isFloat(right);
  if (exact && operator !== '/' && !(operator === '**' && b < 0)) {
    if (operator === '**' && b * Math.log2(Math.abs(a) + 1) > 4096) throw new TemplateError('the power is too large');
    if (
      operator !== '//' &&
      operator !== '%' &&
      operator !== '**' &&
      typeof left !== 'bigint' &&
      typeof right !== 'bigint'
    ) {
      const quick = operator === '+' ? a + b : operator === '-' ? a - b : a * b;
      if (Number.isSafeInteger(quick)) return quick;
    }
    const [x, y] = [whole(left), whole(right)];
    const result = integers(operator, x, y);
    if (typeof result === 'bigint' && result.toString(16).length > 1024)
      throw new TemplateError('the number is too large');
    return result;
  }
  switch (operator) {
    case '+':
      return float(a + b);
    case '-':
      return float(a - b);
    case '*':
      return float(a * b);
    case '/':
      return float(a / b);
    case '//':
      return float(Math.floor(a / b));
    case '%':
      return float(a - Math.floor(a / b) * b);
    default:
      return float(a ** b);
  }
}

function repeat(value: Value, times: Value, budget: Budget): Value | undefined {
  if (typeof times !== 'number' || !Number.isInteger(times)) return undefined;
  const count = Math.max(0, times);
  if (typeof value === 'string') {
    budget.text(value.length * count);
    return value.repeat(count);
  }
  if (!Array.isArray(value)) return undefined;
  budget.items(value.length * count);
  return Array.from({ length: count }, () => value).flat();
}

export function binary(operator: BinaryOperator, left: Value, right: Value, budget: Budget): Value {
  if (operator === '~') {
    const [a, b] = [str(left), str(right)];
    budget.text(a.length + b.length);
    return a + b;
  }
  if (isNumber(left) && isNumber(right)) return arithmetic(operator, left, right);
  if (operator === '+') {
    if (typeof left === 'string' && typeof right === 'string') {
      budget.text(left.length + right.length);
      return left + right;
    }
    if (Array.isArray(left) && Array.isArray(right)) {
      budget.items(left.length + right.length);
      return [...left, ...right];
    }
    if (left instanceof Tuple && right instanceof Tuple) {
      budget.items(left.items.length + right.items.length);
      return new Tuple([...left.items, ...right.items]);
    }
  }
  if (operator === '%' && typeof left === 'string') return percentFormat(left, right, budget);
  if (operator === '*') {
    const repeated = repeat(left, right, budget) ?? repeat(right, left, budget);
    if (repeated !== undefined) return repeated;
  }
  if (left instanceof HostObject) {
    const result = left.operate?.(operator, right);
    if (result !== undefined) return result;
  }
  throw unsupported(operator, left, right);
}

export function negate(value: Value): Value {
  if (!isNumber(value)) throw unsupported('-', value, value);
  if (typeof value === 'bigint') return integer(-value);
  return isFloat(value) ? float(-toNumber(value)) : -toNumber(value);
}

/** Negative, zero or positive, for values that have an order; undefined for those that have none between them. */
function order(left: Value, right: Value): number | undefined {
  if (isNumber(left) && isNumber(right)) {
    const [a, b] = [toNumberOrBig(left), toNumberOrBig(right)];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  const a = left instanceof Tuple ? left.items : Array.isArray(left) ? left : null;
  const b = right instanceof Tuple ? right.items : Array.isArray(right) ? right : null;
  if (a && b) {
    for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
      const result = order(a[index] ?? null, b[index] ?? null);
      if (result !== 0) return result;
    }
    return a.length - b.length;
  }
  const identities = [left, right].map((side) => (side instanceof HostObject ? side.identity() : null));
  const [x, y] = identities;
  return typeof x === 'number' && typeof y === 'number' ? x - y : undefined;
}

/** For sorting: throws where Python would. */
export function compareValues(left: Value, right: Value): number {
  const result = order(left, right);
  if (result === undefined) throw unsupported('<', left, right);
  return result;
}

export function compare(operator: CompareOperator, left: Value, right: Value, budget: Budget): boolean {
  switch (operator) {
    case '==':
      return equal(left, right);
    case '!=':
      return !equal(left, right);
    case 'in':
      return contains(right, left, budget);
    case 'not in':
      return !contains(right, left, budget);
  }
  const result = order(left, right);
  if (result === undefined) throw unsupported(operator, left, right);
  if (operator === '<') return result < 0;
  if (operator === '<=') return result <= 0;
  return operator === '>' ? result > 0 : result >= 0;
}

export function contains(container: Value, item: Value, budget: Budget): boolean {
  if (typeof container === 'string') {
    budget.text(container.length);
    if (typeof item !== 'string') throw unsupported('in', item, container);
    return container.includes(item);
  }
  if (container instanceof Map) return dictGet(container, item) !== undefined;
  if (container instanceof SetValue) return container.has(item);
  if (container instanceof Undefined) return false;
  if (container instanceof HostObject && container.iterate) {
    for (const other of container.iterate()) if (equal(other, item)) return true;
    return false;
  }
  const items = container instanceof Tuple ? container.items : container;
  if (!Array.isArray(items)) throw unsupported('in', item, container);
  budget.items(items.length);
  return items.some((other: Value) => equal(other, item));
}

/** The items a loop goes over, as a new array; the keys of a dict, the characters of a text. */
export function iterate(value: Value, budget: Budget): Value[] {
  let items: Value[] | null = null;
  if (Array.isArray(value)) items = value.slice();
  else if (value instanceof Map) items = [...value.keys()];
  else if (value instanceof Tuple || value instanceof SetValue) items = value.items.slice();
  else if (typeof value === 'string') items = [...value];
  else if (value instanceof Undefined) items = [];
  else if (value instanceof HostObject && value.iterate) items = [...value.iterate()];
  if (!items) throw new TemplateError(`a value of type ${typeName(value)} cannot be iterated`);
  budget.items(items.length);
  return items;
}

export function lengthOf(value: Value): number {
  if (typeof value === 'string') return [...value].length;
  if (Array.isArray(value)) return value.length;
  if (value instanceof Map) return value.size;
  if (value instanceof Tuple || value instanceof SetValue) return value.items.length;
  if (value instanceof Undefined) return 0;
  if (value instanceof HostObject && value.iterate) return [...value.iterate()].length;
  throw new TemplateError(`a value of type ${typeName(value)} has no length`);
}

/** `value[key]` of built-in types; undefined when there is no such item. */
export function itemOf(value: Value, key: Value): Value | undefined {
  if (value instanceof Map) return dictGet(value, key);
  if (value instanceof HostObject) return value.item(key);
  const items = value instanceof Tuple ? value.items : typeof value === 'string' || Array.isArray(value) ? value : null;
  if (items === null || typeof key !== 'number' || !Number.isInteger(key)) return undefined;
  return items[key < 0 ? items.length + key : key];
}

export function slice(value: Value, start: Value, stop: Value, step: Value): Value {
  const bound = (bound: Value): number | null => {
    if (bound === null || bound instanceof Undefined) return null;
    if (typeof bound !== 'number' || !Number.isInteger(bound)) throw new TemplateError('slice bounds must be integers');
    return bound;
  };
  const items: readonly Value[] | null =
    value instanceof Tuple ? value.items : Array.isArray(value) ? value : typeof value === 'string' ? [...value] : null;
  if (!items)
    throw value instanceof Undefined
      ? undefinedError(value)
      : new TemplateError(`a ${typeName(value)} cannot be sliced`);
  const by = bound(step) ?? 1;
  if (by === 0) throw new TemplateError('slice step cannot be zero');
  const size = items.length;
  const clamp = (position: number, low: number, high: number) =>
    Math.min(Math.max(position < 0 ? position + size : position, low), high);
  const [low, high] = by > 0 ? [0, size] : [-1, size - 1];
  const [a, b] = [bound(start), bound(stop)];
  const from = a === null ? (by > 0 ? 0 : size - 1) : clamp(a, low, high);
  const to = b === null ? (by > 0 ? size : -1) : clamp(b, low, high);
  const result: Value[] = [];
  for (let at = from; by > 0 ? at < to : at > to; at += by) result.push(items[at] ?? null);
  if (typeof value === 'string') return result.join('');
  return value instanceof Tuple ? new Tuple(result) : result;
}
