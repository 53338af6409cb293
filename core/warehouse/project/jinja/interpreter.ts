/**
 * Runs parsed templates. It reads only what it is given: names through `globals`, values of values.ts, nothing of the host.
 * Everything is synchronous; a host function that cannot answer yet throws, and the caller renders again later.
 */
import type { MacroNode, Statement, Target, Template } from './ast.ts';
import { Evaluator, Scope } from './evaluator.ts';
import { LoopObject } from './loop.ts';
import { iterate } from './operations.ts';
import { str } from './text.ts';
import { Callable, HostObject, type Kwargs, TemplateError, Tuple, truthy, Undefined, type Value } from './values.ts';

/** Thrown by dbt's `return()`; ends the innermost macro with a value that need not be text. */
export class ReturnSignal {
  readonly value: Value;
  constructor(value: Value) {
    this.value = value;
  }
}

type Flow = 'break' | 'continue' | null;

export class Interpreter extends Evaluator {
  #macros = 0;
  #callLine = 1;

  /** Line in the outermost template, whatever macro is running. */
  get templateLine(): number {
    return this.#macros === 0 ? this.line : this.#callLine;
  }

  /** Text of a whole template. Errors carry the template's file and the line in it. */
  render(template: Template, scope = new Scope(null)): string {
    return this.#top(template, () => this.#text(template.body, scope));
  }

  /** As dbt renders YAML values: a template that is one expression gives its value, anything else a text. */
  renderNative(template: Template, scope = new Scope(null)): Value {
    const [only] = template.body;
    if (template.body.length !== 1 || only?.kind !== 'output') return this.render(template, scope);
    return this.#top(template, () => {
      this.line = only.line;
      this.tools.native = true;
      try {
        return this.evaluate(only.value, scope);
      } finally {
        this.tools.native = false;
      }
    });
  }

  #top<T>(template: Template, work: () => T): T {
    const callerLine = this.line;
    try {
      return this.budget.nested(work);
    } catch (thrown) {
      const error = describe(thrown);
      if (error instanceof TemplateError && error.file === null) {
        error.file = template.file;
        error.line ??= this.line;
      }
      throw error;
    } finally {
      this.line = callerLine;
    }
  }

  /** A macro as a value. `label` and `file` are for messages; `scope` is what the macro sees besides its arguments. */
  macro(node: MacroNode, scope: Scope | null, label: string, file: string): Callable {
    return new Callable(label, (args, kwargs) => this.#callMacro(node, scope, label, file, args, kwargs));
  }

  #callMacro(node: MacroNode, outer: Scope | null, label: string, file: string, args: Value[], kwargs: Kwargs): Value {
    const callerLine = this.line;
    if (this.#macros === 0) this.#callLine = callerLine;
    this.#macros += 1;
    try {
      return this.budget.nested(() => this.#text(node.body, this.#bind(node, outer, label, args, kwargs)));
    } catch (thrown) {
      if (thrown instanceof ReturnSignal) return thrown.value;
      const error = describe(thrown);
      if (error instanceof TemplateError && error.file === null) error.trace.push(`${label} (${file}:${this.line})`);
      throw error;
    } finally {
      this.#macros -= 1;
      this.line = callerLine;
    }
  }

  #bind(node: MacroNode, outer: Scope | null, label: string, args: Value[], kwargs: Kwargs): Scope {
    const scope = new Scope(outer);
    const { parameters } = node;
    const rest = new Map(kwargs);
    for (const [index, parameter] of parameters.entries()) {
      let value = args[index];
      const named = rest.get(parameter.name);
      if (named !== undefined) {
        if (value !== undefined) throw new TemplateError(`macro ${label}() got two values for '${parameter.name}'`);
        rest.delete(parameter.name);
        value = named;
      }
      // A default is for an argument that is not given; None is given.
      if (value === undefined)
        value = parameter.default ? this.evaluate(parameter.default, scope) : new Undefined(parameter.name);
      scope.vars.set(parameter.name, value);
    }
    if (node.usesCaller) {
      scope.vars.set('caller', rest.get('caller') ?? new Undefined('caller'));
      rest.delete('caller');
    } else if (rest.has('caller')) throw new TemplateError(`macro ${label}() takes no call block`);
    if (node.usesKwargs) scope.vars.set('kwargs', new Map(rest));
    else if (rest.size > 0)
      throw new TemplateError(`macro ${label}() has no parameter '${[...rest.keys()].join("', '")}'`);
    const surplus = args.slice(parameters.length);
    if (node.usesVarargs) scope.vars.set('varargs', new Tuple(surplus));
    else if (surplus.length > 0)
      throw new TemplateError(`macro ${label}() takes at most ${parameters.length} arguments, ${args.length} given`);
    return scope;
  }

  #text(body: readonly Statement[], scope: Scope): string {
    const out: string[] = [];
    this.#run(body, scope, out);
    return out.join('');
  }

  #run(body: readonly Statement[], scope: Scope, out: string[]): Flow {
    for (const statement of body) {
      const flow = this.#statement(statement, scope, out);
      if (flow) return flow;
    }
    return null;
  }

  #emit(text: string, out: string[]): void {
    this.budget.text(text.length);
    out.push(text);
  }

  #statement(statement: Statement, scope: Scope, out: string[]): Flow {
    this.budget.spend();
    if ('line' in statement) this.line = statement.line;
    switch (statement.kind) {
      case 'text':
        this.#emit(statement.text, out);
        return null;
      case 'output':
        this.#emit(str(this.evaluate(statement.value, scope)), out);
        return null;
      case 'do':
        this.evaluate(statement.value, scope);
        return null;
      case 'set':
        this.#assign(statement.target, this.evaluate(statement.value, scope), scope);
        return null;
      case 'if-block':
        for (const branch of statement.branches) {
          this.line = branch.line;
          if (truthy(this.evaluate(branch.condition, scope))) return this.#run(branch.body, scope, out);
        }
        return this.#run(statement.otherwise, scope, out);
      case 'for': {
        const items = this.evaluate(statement.items, scope);
        return this.#loop(statement, items, scope, out, 0);
      }
      case 'break':
      case 'continue':
        return statement.kind;
      case 'set-block': {
        const text = this.#text(statement.body, new Scope(scope));
        const value = statement.filters ? this.filterBlock(statement.filters, text, scope) : text;
        this.#assign(statement.target, value, scope);
        return null;
      }
      case 'filter-block': {
        const text = this.#text(statement.body, new Scope(scope));
        this.#emit(str(this.filterBlock(statement.filter, text, scope)), out);
        return null;
      }
      case 'with': {
        const inner = new Scope(scope);
        for (const { target, value } of statement.values) this.#assign(target, this.evaluate(value, scope), inner);
        return this.#run(statement.body, inner, out);
      }
      case 'call-block': {
        const node = callerNode(statement);
        const caller = new Callable('caller', (args, kwargs) =>
          this.#text(node.body, this.#bind(node, scope, 'caller', args, kwargs)),
        );
        if (statement.call.kind !== 'call') return null;
        const value = this.call(statement.call, scope, caller);
        this.#emit(str(value), out);
        return null;
      }
      case 'macro':
        scope.vars.set(statement.name, this.macro(statement, scope, statement.name, 'this file'));
        return null;
      default:
        // Snapshot, test and materialization blocks are taken out of their files by the loader.
        return null;
    }
  }

  #loop(
    statement: Extract<Statement, { kind: 'for' }>,
    value: Value,
    scope: Scope,
    out: string[],
    depth: number,
  ): Flow {
    let items = iterate(value, this.budget);
    const { filter, target } = statement;
    if (filter) {
      items = items.filter((item) => {
        const inner = new Scope(scope);
        this.#assign(target, item, inner);
        return truthy(this.evaluate(filter, inner));
      });
    }
    const loop = new LoopObject(items, depth, (inner) => {
      if (!statement.recursive) throw new TemplateError('this loop is not recursive');
      const text: string[] = [];
      this.budget.nested(() => this.#loop(statement, inner, scope, text, depth + 1));
      return text.join('');
    });
    for (const [index, item] of items.entries()) {
      this.budget.spend();
      loop.index = index;
      const inner = new Scope(scope);
      this.#assign(target, item, inner);
      inner.vars.set('loop', loop);
      if (this.#run(statement.body, inner, out) === 'break') return null;
    }
    return items.length === 0 ? this.#run(statement.otherwise, scope, out) : null;
  }

  #assign(target: Target, value: Value, scope: Scope): void {
    if (target.kind === 'name') {
      scope.vars.set(target.name, value);
      return;
    }
    if (target.kind === 'attribute') {
      const object = this.lookup(target.object, scope);
      if (!(object instanceof HostObject))
        throw new TemplateError(`cannot set attributes of '${target.object}': it is no namespace`);
      object.assign(target.name, value);
      return;
    }
    const items = iterate(value, this.budget);
    if (items.length !== target.items.length)
      throw new TemplateError(`expected ${target.items.length} values to unpack, found ${items.length}`);
    for (const [index, inner] of target.items.entries()) this.#assign(inner, items[index] ?? null, scope);
  }
}

function callerNode(statement: Extract<Statement, { kind: 'call-block' }>): MacroNode {
  return {
    kind: 'macro',
    name: 'caller',
    parameters: statement.parameters,
    body: statement.body,
    line: statement.line,
    start: 0,
    end: 0,
    usesVarargs: false,
    usesKwargs: false,
    usesCaller: false,
  };
}

/** A stack that ran out is the template's doing, not ours. */
function describe(thrown: unknown): unknown {
  return thrown instanceof RangeError
    ? new TemplateError('the template is nested too deeply or makes too large a text')
    : thrown;
}
