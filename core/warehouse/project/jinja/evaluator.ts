/** Values of expressions. The interpreter of statements stands on it. */
import type { Arguments, Expression } from './ast.ts';
import { attribute, boundMethod, subscript } from './attributes.ts';
import type { Budget } from './budget.ts';
import { type FilterTools, filters } from './filters.ts';
import { binary, compare, iterate, negate, slice } from './operations.ts';
import { tests } from './tests.ts';
import { str } from './text.ts';
import {
  Callable,
  type Dict,
  dictSet,
  HostObject,
  isNumber,
  type Kwargs,
  TemplateError,
  Tuple,
  truthy,
  typeName,
  Undefined,
  type Value,
} from './values.ts';

/** Variables of a block; a name not found here is looked for in the enclosing one. */
export class Scope {
  readonly vars: Map<string, Value>;
  readonly parent: Scope | null;
  constructor(parent: Scope | null, vars: Map<string, Value> = new Map()) {
    this.parent = parent;
    this.vars = vars;
  }

  /** Its own variable, not those of the blocks around it. */
  get(name: string): Value | undefined {
    return this.vars.get(name);
  }
}

export interface InterpreterOptions {
  budget: Budget;
  /** Names that no scope knows. */
  globals(name: string): Value | undefined;
}

export class Evaluator {
  readonly budget: Budget;
  /** Line that is being evaluated, in whatever file it stands. */
  protected line = 1;
  readonly #globals: (name: string) => Value | undefined;
  protected readonly tools: FilterTools;

  constructor(options: InterpreterOptions) {
    this.budget = options.budget;
    this.#globals = options.globals;
    this.tools = {
      budget: options.budget,
      native: false,
      filter: (name, value, args, kwargs) => this.#filter(name, value, args, kwargs),
      test: (name, value, args) => this.#test(name, value, args),
    };
  }

  protected lookup(name: string, scope: Scope): Value {
    for (let at: Scope | null = scope; at; at = at.parent) {
      const value = at.get(name);
      if (value !== undefined) return value;
    }
    return this.#globals(name) ?? new Undefined(name);
  }

  evaluate(node: Expression, scope: Scope): Value {
    this.budget.spend();
    switch (node.kind) {
      case 'literal':
        return node.value;
      case 'name':
        return this.lookup(node.name, scope);
      case 'list':
        return node.items.map((item) => this.evaluate(item, scope));
      case 'tuple':
        return new Tuple(node.items.map((item) => this.evaluate(item, scope)));
      case 'dict': {
        const result: Dict = new Map();
        for (const { key, value } of node.entries)
          dictSet(result, this.evaluate(key, scope), this.evaluate(value, scope));
        return result;
      }
      case 'attribute': {
        const target = this.evaluate(node.target, scope);
        this.line = node.line;
        return attribute(target, node.name, this.budget);
      }
      case 'item':
        return subscript(this.evaluate(node.target, scope), this.evaluate(node.key, scope), this.budget);
      case 'slice': {
        const part = (bound: Expression | null) => (bound ? this.evaluate(bound, scope) : null);
        const target = this.evaluate(node.target, scope);
        iterate(target, this.budget);
        return slice(target, part(node.start), part(node.stop), part(node.step));
      }
      case 'call':
        return this.call(node, scope, null);
      case 'filter': {
        const value = node.target ? this.evaluate(node.target, scope) : '';
        const { args, kwargs } = this.#arguments(node.args, scope);
        this.line = node.line;
        return this.#filter(node.name, value, args, kwargs);
      }
      case 'test': {
        const value = this.evaluate(node.target, scope);
        const { args } = this.#arguments(node.args, scope);
        this.line = node.line;
        return this.#test(node.name, value, args) !== node.negated;
      }
      case 'negate':
        return negate(this.evaluate(node.value, scope));
      case 'plus': {
        const value = this.evaluate(node.value, scope);
        if (!isNumber(value)) throw new TemplateError(`cannot use '+' on ${typeName(value)}`);
        return value;
      }
      case 'not':
        return !truthy(this.evaluate(node.value, scope));
      case 'and': {
        const left = this.evaluate(node.left, scope);
        return truthy(left) ? this.evaluate(node.right, scope) : left;
      }
      case 'or': {
        const left = this.evaluate(node.left, scope);
        return truthy(left) ? left : this.evaluate(node.right, scope);
      }
      case 'binary': {
        const left = this.evaluate(node.left, scope);
        const right = this.evaluate(node.right, scope);
        this.line = node.line;
        return binary(node.operator, left, right, this.budget);
      }
      case 'compare': {
        let left = this.evaluate(node.first, scope);
        for (const { operator, value } of node.rest) {
          const right = this.evaluate(value, scope);
          if (!compare(operator, left, right, this.budget)) return false;
          left = right;
        }
        return true;
      }
      case 'if':
        if (truthy(this.evaluate(node.condition, scope))) return this.evaluate(node.value, scope);
        return node.otherwise ? this.evaluate(node.otherwise, scope) : new Undefined('else of an if expression');
    }
  }

  #arguments(node: Arguments, scope: Scope): { args: Value[]; kwargs: Kwargs } {
    const args = node.positional.map((arg) => this.evaluate(arg, scope));
    const kwargs: Kwargs = new Map();
    for (const { name, value } of node.named) kwargs.set(name, this.evaluate(value, scope));
    if (node.spread) args.push(...iterate(this.evaluate(node.spread, scope), this.budget));
    if (node.spreadNamed) {
      const named = this.evaluate(node.spreadNamed, scope);
      if (!(named instanceof Map)) throw new TemplateError(`'**' needs a dict, not ${typeName(named)}`);
      for (const [key, value] of named) kwargs.set(str(key), value);
    }
    return { args, kwargs };
  }

  protected call(node: Extract<Expression, { kind: 'call' }>, scope: Scope, caller: Callable | null): Value {
    const { target } = node;
    // A method of a text, list or dict is called without making a value of it first.
    const owner = target.kind === 'attribute' ? this.evaluate(target.target, scope) : null;
    const bound =
      target.kind === 'attribute' && owner !== null ? boundMethod(owner, target.name, this.budget) : undefined;
    if (bound) {
      const { args, kwargs } = this.#arguments(node.args, scope);
      this.line = node.line;
      return bound(args, kwargs);
    }
    this.line = node.line;
    const callee =
      target.kind === 'attribute' && owner !== null
        ? attribute(owner, target.name, this.budget)
        : this.evaluate(target, scope);
    const { args, kwargs } = this.#arguments(node.args, scope);
    if (caller) kwargs.set('caller', caller);
    this.line = node.line;
    return callValue(callee, args, kwargs);
  }

  protected filterBlock(node: Expression, text: string, scope: Scope): Value {
    if (node.kind !== 'filter') return text;
    const value = node.target ? this.filterBlock(node.target, text, scope) : text;
    const { args, kwargs } = this.#arguments(node.args, scope);
    return this.#filter(node.name, value, args, kwargs);
  }

  #filter(name: string, value: Value, args: Value[], kwargs: Kwargs): Value {
    const filter = filters.get(name);
    if (!filter) throw new TemplateError(`there is no filter named '${name}'`);
    this.budget.spend();
    if (typeof value === 'string') this.budget.text(value.length);
    return filter(value, args, kwargs, this.tools);
  }

  #test(name: string, value: Value, args: Value[]): boolean {
    const test = tests.get(name);
    if (!test) throw new TemplateError(`there is no test named '${name}'`);
    return test(value, args, this.budget);
  }
}

export function callValue(callee: Value, args: Value[], kwargs: Kwargs): Value {
  if (callee instanceof Callable) return callee.call(args, kwargs);
  if (callee instanceof HostObject && callee.call) return callee.call(args, kwargs);
  if (callee instanceof Undefined)
    throw new TemplateError(`${callee.message}: there is no macro or function of that name`);
  throw new TemplateError(`a value of type ${typeName(callee)} cannot be called`);
}
