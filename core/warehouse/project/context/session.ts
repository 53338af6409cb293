/**
 * One rendering with everything a dbt template may name. The same for parsing (nothing executes, `ref` only notes what is
 * asked) and for compiling (`ref` answers the engine's relations): the difference lies in the options.
 */

import type { Template } from '../jinja/ast.ts';
import { Budget } from '../jinja/budget.ts';
import { standardGlobals } from '../jinja/globals.ts';
import { Interpreter } from '../jinja/interpreter.ts';
import { type Callable, HostObject, TemplateError, type Value } from '../jinja/values.ts';
import { DBT, type MacroEntry } from '../macros/macro-index.ts';
import { CONTEXT, type ContextHost } from './context-names.ts';
import { plainFunctions } from './plain-functions.ts';
import type { SessionOptions } from './session-options.ts';
import { statementFunctions } from './statements.ts';

/** `package.macro`. */
class MacroNamespace extends HostObject {
  readonly #name: string;
  readonly #find: (name: string) => Value | undefined;

  constructor(name: string, find: (name: string) => Value | undefined) {
    super();
    this.#name = name;
    this.#find = find;
  }

  override attr(name: string): Value {
    const found = this.#find(name);
    if (!found) throw new TemplateError(`there is no macro '${name}' in package '${this.#name}'`);
    return found;
  }

  override str(): string {
    return `<package ${this.#name}>`;
  }
}

export class Session {
  readonly interpreter: Interpreter;
  readonly #options: SessionOptions;
  readonly #known = new Map<string, Value>();
  readonly #callables = new Map<string, Callable>();
  readonly #budget: Budget;
  readonly #host: ContextHost;
  /** Functions that come in groups, made at the first name that may be one of them. */
  #functions: Map<string, Value> | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#budget = new Budget(options.fuel);
    this.interpreter = new Interpreter({ budget: this.#budget, globals: (name) => this.#global(name) });
    this.#host = {
      options,
      budget: this.#budget,
      line: () => this.interpreter.templateLine,
      find: (name) => this.#global(name),
      dispatch: (name, namespace) => this.#dispatch(name, namespace),
    };
  }

  render(template: Template): string {
    return this.interpreter.render(template);
  }

  renderNative(template: Template): Value {
    return this.interpreter.renderNative(template);
  }

  /** A macro, ready to call; undefined when the name means none. */
  macro(name: string): Callable | undefined {
    const entry = this.#options.macros.find(name, this.#options) ?? this.#options.macros.in(DBT, name);
    return entry && this.#callable(entry);
  }

  /** The macro of a generic test, of a package or found as plain names are. */
  testMacro(owner: string | null, name: string): Callable | undefined {
    if (owner === null) return this.macro(name);
    const entry = this.#options.macros.in(owner, name);
    return entry && this.#callable(entry);
  }

  #callable(entry: MacroEntry): Callable {
    const { id, package: owner, name, file } = entry.macro;
    const known = this.#callables.get(id);
    if (known) return known;
    const made = this.interpreter.macro(
      entry.node,
      null,
      owner === this.#options.projectName ? name : `${owner}.${name}`,
      file,
    );
    this.#callables.set(id, made);
    return made;
  }

  #own(owner: string, name: string): Value | undefined {
    const entry = this.#options.macros.in(owner, name);
    return entry && this.#callable(entry);
  }

  #global(name: string): Value | undefined {
    const { macros, overrides } = this.#options;
    const override = overrides?.get(name);
    if (override !== undefined) return override;
    const entry = macros.find(name, this.#options);
    if (entry) return this.#callable(entry);
    return this.#context(name) ?? this.#own(DBT, name) ?? this.#grouped(name);
  }

  /** Names of dbt's context, of this rendering and of packages. */
  #context(name: string): Value | undefined {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const { macros, extra } = this.#options;
    const made =
      extra.get(name)?.() ??
      CONTEXT.get(name)?.(this.#host) ??
      (macros.hasPackage(name) ? this.#namespace(name) : undefined);
    if (made !== undefined) this.#known.set(name, made);
    return made;
  }

  #grouped(name: string): Value | undefined {
    const { execute, query } = this.#options;
    this.#functions ??= new Map([
      ...standardGlobals(this.#budget),
      ...plainFunctions(this.#budget),
      ...statementFunctions(execute, query),
    ]);
    return this.#functions.get(name);
  }

  #namespace(owner: string): Value {
    return new MacroNamespace(owner, (name) => {
      const override = this.#options.overrides?.get(`${owner}.${name}`);
      return (
        override ?? this.#own(owner, name) ?? (owner === DBT ? (this.#context(name) ?? this.#grouped(name)) : undefined)
      );
    });
  }

  #dispatch(name: string, namespace: string | null): Value {
    const { macros, overrides } = this.#options;
    for (const variant of macros.dispatchNames(name)) {
      const override = overrides?.get(namespace === null ? variant : `${namespace}.${variant}`);
      if (override !== undefined) return override;
    }
    const found = macros.dispatch(name, namespace, this.#options);
    if (found) return this.#callable(found);
    throw new TemplateError(`adapter.dispatch found no macro '${macros.dispatchNames(name).join("' or '")}'`);
  }
}
