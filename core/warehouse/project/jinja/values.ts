/**
 * Values of a template: Python's, as Jinja users know them, and nothing of JavaScript's objects, so that a template can
 * reach only what is listed here. A list is an Array, a dict a Map, None null; an integer a number (or a bigint beyond
 * 2^53); a number with a fraction is a float, and `Float` is a float whose value happens to be whole (`4 / 2` is 2.0).
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Value[]
  | Dict
  | Tuple
  | SetValue
  | Float
  | Undefined
  | Callable
  | HostObject;

export type Dict = Map<Value, Value>;
export type Kwargs = Map<string, Value>;

export class Float {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

export class Tuple {
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

const MAX_COMPOUND = 2_000;

/** A set keeps the order of insertion; texts and numbers are found at once, lists and the like by comparing. */
export class SetValue {
  readonly #simple = new Map<Value, Value>();
  readonly #compound: Value[] = [];

  constructor(items: Iterable<Value> = []) {
    for (const item of items) this.add(item);
  }

  get items(): Value[] {
    return [...this.#simple.values(), ...this.#compound];
  }

  get size(): number {
    return this.#simple.size + this.#compound.length;
  }

  has(item: Value): boolean {
    const key = item instanceof Float ? item.value : item;
    return isCompound(key) ? this.#compound.some((other) => equal(other, key)) : this.#simple.has(key);
  }

  add(item: Value): void {
    if (this.has(item)) return;
    if (!isCompound(item) || item instanceof Float) this.#simple.set(item instanceof Float ? item.value : item, item);
    else if (this.#compound.push(item) > MAX_COMPOUND) throw new TemplateError('a set holds too many compound values');
  }

  delete(item: Value): void {
    this.#simple.delete(item instanceof Float ? item.value : item);
    const at = this.#compound.findIndex((other) => equal(other, item));
    if (at >= 0) this.#compound.splice(at, 1);
  }
}

function isCompound(value: Value): boolean {
  return typeof value === 'object' && value !== null;
}

/** A name, attribute or argument that is not there: prints as nothing, is false, and fails when used further. */
export class Undefined {
  readonly message: string;
  constructor(name: string, message = `'${name}' is undefined`) {
    this.message = message;
  }
}

/** Bounds a walk over nested values: shared parts can make a small value endlessly large to print or compare. */
export class Walk {
  #left = 1_000_000;
  step(depth: number): void {
    this.#left -= 1;
    if (depth > 100 || this.#left < 0)
      throw new TemplateError('value is nested too deeply, too large, or contains itself');
  }
}

export class Callable {
  readonly name: string;
  readonly call: (args: Value[], kwargs: Kwargs) => Value;
  constructor(name: string, call: (args: Value[], kwargs: Kwargs) => Value) {
    this.name = name;
    this.call = call;
  }
}

/** An object supplied by the host: only what `attr` answers can be read. */
export abstract class HostObject {
  /** The attribute, or undefined when there is none. */
  abstract attr(name: string): Value | undefined;
  /** `object[key]`; by default the attribute of that name. */
  item(key: Value): Value | undefined {
    return typeof key === 'string' ? this.attr(key) : undefined;
  }
  /** `object(…)`, when it can be called. */
  call?(args: Value[], kwargs: Kwargs): Value;
  /** Items for loops, when it can be iterated. */
  iterate?(): Iterable<Value>;
  /** A binary operator with this object on the left, when it knows one. */
  operate?(operator: string, right: Value): Value | undefined;
  abstract str(): string;
  repr(): string {
    return this.str();
  }
  truthy(): boolean {
    return true;
  }
  /** Whether `is mapping` holds. */
  isMapping(): boolean {
    return false;
  }
  /** `object.name = value` of a `{% set %}`; only namespaces allow it. */
  assign(name: string, _value: Value): void {
    throw new TemplateError(`cannot assign attribute ${name} of ${this.str()}`);
  }
  /** What equality compares by; the object itself by default. */
  identity(): unknown {
    return this;
  }
}

/** What a template did wrong. The interpreter fills in the place. */
export class TemplateError extends Error {
  file: string | null = null;
  line: number | null = null;
  /** Macros that were running, outermost first: `zones.cents (macros/money.sql:3)`. */
  trace: string[] = [];
  constructor(message: string) {
    super(message);
    this.name = 'TemplateError';
  }
}

export function isFloat(value: Value): boolean {
  return value instanceof Float || (typeof value === 'number' && !Number.isInteger(value));
}

export function isNumber(value: Value): value is number | bigint | Float | boolean {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' || value instanceof Float;
}

/** The JavaScript number of a numeric value. */
export function toNumber(value: number | bigint | Float | boolean): number {
  return value instanceof Float ? value.value : Number(value);
}

/** A float result: keeps whole floats apart from integers. */
export function float(value: number): Value {
  return Number.isInteger(value) ? new Float(value) : value;
}

/** An integer result: a number while exact, else a bigint. */
export function integer(value: bigint): Value {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

export function typeName(value: Value): string {
  if (value === null) return 'None';
  if (value instanceof Undefined) return 'undefined';
  if (typeof value === 'boolean') return 'bool';
  if (isFloat(value)) return 'float';
  if (typeof value === 'number' || typeof value === 'bigint') return 'int';
  if (typeof value === 'string') return 'str';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Map) return 'dict';
  if (value instanceof Tuple) return 'tuple';
  if (value instanceof SetValue) return 'set';
  if (value instanceof Callable) return 'function';
  return 'object';
}

export function truthy(value: Value): boolean {
  if (value === null || value instanceof Undefined) return false;
  if (typeof value === 'boolean') return value;
  if (isNumber(value)) return toNumber(value) !== 0;
  if (typeof value === 'string' || Array.isArray(value)) return value.length > 0;
  if (value instanceof Map) return value.size > 0;
  if (value instanceof Tuple) return value.items.length > 0;
  if (value instanceof SetValue) return value.size > 0;
  return value instanceof HostObject ? value.truthy() : true;
}

function equalItems(a: readonly Value[], b: readonly Value[], walk: Walk, depth: number): boolean {
  return a.length === b.length && a.every((item, index) => equal(item, b[index] ?? null, walk, depth));
}

/** Python's `==`: lists and dicts by content, 1 == 1.0 == True. */
export function equal(a: Value, b: Value, walk = new Walk(), depth = 0): boolean {
  if (a === b) return true;
  if (isNumber(a) && isNumber(b)) {
    return typeof a === 'bigint' && typeof b === 'bigint' ? false : toNumber(a) === toNumber(b);
  }
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  walk.step(depth);
  if (Array.isArray(a)) return Array.isArray(b) && equalItems(a, b, walk, depth + 1);
  if (a instanceof Tuple) return b instanceof Tuple && equalItems(a.items, b.items, walk, depth + 1);
  if (a instanceof SetValue) {
    return b instanceof SetValue && a.size === b.size && a.items.every((item) => b.has(item));
  }
  if (a instanceof Map) {
    if (!(b instanceof Map) || a.size !== b.size) return false;
    for (const [key, value] of a) {
      const other = dictGet(b, key);
      if (other === undefined || !equal(value, other, walk, depth + 1)) return false;
    }
    return true;
  }
  if (a instanceof Undefined) return b instanceof Undefined;
  if (a instanceof HostObject && b instanceof HostObject) return a.identity() === b.identity();
  return false;
}

/** The key a dict stores: whole floats and booleans meet the integers they equal; compound keys are looked for by content. */
function dictKey(dict: Dict, key: Value): Value {
  if (key instanceof Float) return key.value;
  if (!isCompound(key)) return key;
  let compared = 0;
  for (const other of dict.keys()) {
    if (!isCompound(other)) continue;
    if (equal(other, key)) return other;
    compared += 1;
    if (compared > MAX_COMPOUND) throw new TemplateError('a dict holds too many compound keys');
  }
  return key;
}

export function dictGet(dict: Dict, key: Value): Value | undefined {
  return dict.get(dictKey(dict, key));
}

export function dictSet(dict: Dict, key: Value, value: Value): void {
  if (Array.isArray(key) || key instanceof Map) throw new TemplateError(`unhashable type: '${typeName(key)}'`);
  dict.set(dictKey(dict, key), value);
}

export function dictDelete(dict: Dict, key: Value): Value | undefined {
  const stored = dictKey(dict, key);
  const value = dict.get(stored);
  dict.delete(stored);
  return value;
}

export function dict(entries: Iterable<readonly [string, Value]> = []): Dict {
  return new Map<Value, Value>(entries);
}

/** Plain data (from YAML or JSON) as template values. Functions and class instances are refused. */
export function fromPlain(data: unknown): Value {
  if (data === null || data === undefined) return null;
  if (typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean' || typeof data === 'bigint')
    return data;
  if (Array.isArray(data)) return data.map(fromPlain);
  if (isValueObject(data)) return data;
  if (data instanceof Date) return data.toISOString();
  if (typeof data === 'object') {
    const result: Dict = new Map();
    for (const [key, value] of data instanceof Map ? data : Object.entries(data)) result.set(key, fromPlain(value));
    return result;
  }
  throw new TemplateError(`cannot give a ${typeof data} to a template`);
}

function isValueObject(data: object): data is Tuple | SetValue | Float | Undefined | Callable | HostObject {
  return (
    data instanceof HostObject ||
    data instanceof Callable ||
    data instanceof Tuple ||
    data instanceof SetValue ||
    data instanceof Float ||
    data instanceof Undefined
  );
}

/** Template values as plain data: dicts become objects, tuples and sets arrays, host objects their text. */
export function toPlain(value: Value, walk = new Walk(), depth = 0): unknown {
  walk.step(depth);
  if (value instanceof Float) return value.value;
  if (value instanceof Undefined) return null;
  const items = (list: readonly Value[]) => list.map((item) => toPlain(item, walk, depth + 1));
  if (Array.isArray(value)) return items(value);
  if (value instanceof Tuple || value instanceof SetValue) return items(value.items);
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, item]) => [String(toPlain(key)), toPlain(item, walk, depth + 1)]));
  }
  if (value instanceof HostObject) return value.str();
  if (value instanceof Callable) return `<function ${value.name}>`;
  return value;
}
