/** The `loop` of a for block, and `namespace()`: the two objects of Jinja itself. */
import { Callable, equal, HostObject, type Kwargs, TemplateError, Undefined, type Value } from './values.ts';

export class LoopObject extends HostObject {
  index = 0;
  readonly #items: readonly Value[];
  readonly #depth: number;
  readonly #recurse: (items: Value) => Value;
  #lastSeen: Value[] | null = null;

  constructor(items: readonly Value[], depth: number, recurse: (items: Value) => Value) {
    super();
    this.#items = items;
    this.#depth = depth;
    this.#recurse = recurse;
  }

  override attr(name: string): Value | undefined {
    const { length } = this.#items;
    switch (name) {
      case 'index':
        return this.index + 1;
      case 'index0':
        return this.index;
      case 'revindex':
        return length - this.index;
      case 'revindex0':
        return length - this.index - 1;
      case 'first':
        return this.index === 0;
      case 'last':
        return this.index === length - 1;
      case 'length':
        return length;
      case 'depth':
        return this.#depth + 1;
      case 'depth0':
        return this.#depth;
      case 'previtem':
        return this.#items[this.index - 1] ?? new Undefined('loop.previtem');
      case 'nextitem':
        return this.#items[this.index + 1] ?? new Undefined('loop.nextitem');
      case 'cycle':
        return new Callable('cycle', (args) => args[this.index % Math.max(args.length, 1)] ?? null);
      case 'changed':
        return new Callable('changed', (args) => {
          const same = this.#lastSeen !== null && equal(this.#lastSeen, args);
          this.#lastSeen = args;
          return !same;
        });
    }
    return undefined;
  }

  override call(args: Value[]): Value {
    return this.#recurse(args[0] ?? null);
  }

  override str(): string {
    return '<loop>';
  }
}

export class Namespace extends HostObject {
  readonly #values: Map<string, Value>;

  constructor(args: Value[], kwargs: Kwargs) {
    super();
    this.#values = new Map(kwargs);
    const [first] = args;
    if (first instanceof Map)
      for (const [key, value] of first) if (typeof key === 'string') this.#values.set(key, value);
    if (first !== undefined && !(first instanceof Map))
      throw new TemplateError('namespace() takes named values or a dict');
  }

  override attr(name: string): Value | undefined {
    return this.#values.get(name);
  }

  override assign(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  override str(): string {
    return '<namespace>';
  }
}
