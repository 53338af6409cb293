/**
 * One rendering with everything a dbt template may name. The same for parsing (nothing executes, `ref` only notes what is
 * asked) and for compiling (`ref` answers the engine's relations): the difference lies in the options.
 */

import { bindArguments } from '../jinja/arguments.ts';
import type { Template } from '../jinja/ast.ts';
import { Budget } from '../jinja/budget.ts';
import { Scope } from '../jinja/evaluator.ts';
import { standardGlobals } from '../jinja/globals.ts';
import { Interpreter } from '../jinja/interpreter.ts';
import { str } from '../jinja/text.ts';
import { Callable, dict, fromPlain, HostObject, TemplateError, type Value } from '../jinja/values.ts';
import { DBT, type MacroEntry, type MacroIndex } from '../macros/macro-index.ts';
import type { QueryColumn, QueryTable, Target } from '../manifest.ts';
import { Adapter } from './adapter.ts';
import { type ConfigAccess, ConfigObject } from './config-object.ts';
import { DateTime, datetimeModule } from './datetime.ts';
import { Exceptions } from './exceptions.ts';
import { plainFunctions } from './plain-functions.ts';
import { regexModule } from './regex.ts';
import { relationFactory } from './relation.ts';
import { statementFunctions } from './statements.ts';
import type { Vars } from './vars.ts';

export const ENV_PREFIX = 'GRIOT_VAR_';

export interface RefCall {
  package: string | null;
  name: string;
  version: string | null;
  /** Line in the outermost template. */
  line: number;
}

export interface SourceCall {
  source: string;
  table: string;
  line: number;
}

export interface SessionOptions {
  macros: MacroIndex;
  target: Target;
  vars: Vars;
  env: Readonly<Record<string, string>>;
  fuel: number | undefined;
  projectName: string;
  /** Package of what is rendered: its macros and vars come first. */
  package: string;
  execute: boolean;
  isIncremental: boolean;
  fullRefresh: boolean;
  runStartedAt: string;
  invocationId: string;
  ref(call: RefCall): Value;
  source(call: SourceCall): Value;
  config: ConfigAccess;
  query(sql: string): QueryTable;
  describe(sql: string): QueryColumn[] | null;
  warn(message: string): void;
  log(message: string): void;
  /** Names of this rendering alone: `this`, `model`, `graph`, a generic test's arguments. Called at most once each. */
  extra: ReadonlyMap<string, () => Value>;
  /** Stand before everything else: macros that a unit test replaces. Keys `name` or `package.name`. */
  overrides?: ReadonlyMap<string, Value>;
}

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

/** What macros of a package see beyond the context: each other, without the package's name. */
class PackageScope extends Scope {
  readonly #find: (name: string) => Value | undefined;
  constructor(find: (name: string) => Value | undefined) {
    super(null);
    this.#find = find;
  }
  override get(name: string): Value | undefined {
    return this.#find(name);
  }
}

export class Session {
  readonly interpreter: Interpreter;
  readonly #options: SessionOptions;
  readonly #known = new Map<string, Value>();
  readonly #callables = new Map<string, Callable>();
  readonly #scopes = new Map<string, Scope>();
  readonly #budget: Budget;
  readonly #standard: Map<string, Value>;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#budget = new Budget(options.fuel);
    this.#standard = standardGlobals(this.#budget);
    this.interpreter = new Interpreter({ budget: this.#budget, globals: (name) => this.#global(name) });
    this.#define();
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
    const scope =
      this.#scopes.get(owner) ?? new PackageScope((inner) => this.#global(inner) ?? this.#own(owner, inner));
    this.#scopes.set(owner, scope);
    const made = this.interpreter.macro(
      entry.node,
      scope,
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
    const { macros, overrides, extra } = this.#options;
    const override = overrides?.get(name);
    if (override !== undefined) return override;
    const entry = macros.find(name, this.#options);
    if (entry) return this.#callable(entry);
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const made = extra.get(name)?.() ?? (macros.hasPackage(name) ? this.#namespace(name) : undefined);
    if (made !== undefined) {
      this.#known.set(name, made);
      return made;
    }
    return this.#own(DBT, name) ?? this.#standard.get(name);
  }

  #namespace(owner: string): Value {
    return new MacroNamespace(owner, (name) => {
      const override = this.#options.overrides?.get(`${owner}.${name}`);
      return override ?? this.#own(owner, name) ?? (owner === DBT ? this.#known.get(name) : undefined);
    });
  }

  #define(): void {
    const options = this.#options;
    const known = this.#known;
    const add = (name: string, parameters: string, run: (given: (Value | undefined)[], args: Value[]) => Value) => {
      const names = parameters.split(' ').filter(Boolean);
      known.set(name, new Callable(name, (args, kwargs) => run(bindArguments(name, names, args, kwargs), args)));
    };
    for (const [name, value] of plainFunctions(this.#budget)) known.set(name, value);
    for (const [name, value] of statementFunctions(options.execute, options.query)) known.set(name, value);
    known.set('ref', new Callable('ref', (args, kwargs) => this.#ref(args, kwargs)));
    add('source', 'source_name table_name', ([source, table]) =>
      options.source({ source: str(source ?? ''), table: str(table ?? ''), line: this.interpreter.templateLine }),
    );
    known.set('config', new ConfigObject(options.config));
    known.set('builtins', dict(['ref', 'source', 'config'].map((name) => [name, known.get(name) ?? null])));
    known.set('var', new VarFunction(options));
    add('env_var', 'var default?', ([name, fallback]) => envVar(options, str(name ?? ''), fallback));
    known.set('execute', options.execute);
    add('is_incremental', '', () => options.isIncremental);
    add('should_full_refresh', '', () => {
      const own = options.config.get('full_refresh');
      return typeof own === 'boolean' ? own : options.fullRefresh;
    });
    add('log', 'msg info?', ([message]) => {
      options.log(str(message ?? ''));
      return '';
    });
    add('print', 'msg', ([message]) => {
      if (options.execute) options.log(str(message ?? ''));
      return '';
    });
    known.set('exceptions', new Exceptions(options.warn));
    known.set('adapter', this.#adapter());
    const { target } = options;
    known.set('api', dict([['Relation', relationFactory(target.type, target.database ?? null)]]));
    known.set(
      'target',
      fromPlain({ profile_name: options.projectName, threads: 1, ...target, database: target.database ?? target.name }),
    );
    known.set('schema', target.schema);
    known.set('database', target.database ?? target.name);
    known.set('project_name', options.projectName);
    known.set('invocation_id', options.invocationId);
    known.set('run_started_at', new DateTime(new Date(options.runStartedAt)));
    known.set(
      'modules',
      dict([
        ['datetime', datetimeModule(new Date(options.runStartedAt))],
        ['re', regexModule(this.#budget)],
      ]),
    );
    known.set(
      'flags',
      fromPlain({
        FULL_REFRESH: options.fullRefresh,
        WHICH: options.execute ? 'build' : 'parse',
        STORE_FAILURES: false,
      }),
    );
    known.set('invocation_args_dict', fromPlain({ vars: {}, full_refresh: options.fullRefresh }));
    known.set('dbt_version', '1.10.0');
    known.set('selected_resources', []);
    known.set('thread_id', 'main');
    known.set('dbt_metadata_envs', dict());
    known.set('context', new ContextObject((name) => this.#global(name)));
  }

  #adapter(): Adapter {
    const { macros, target, describe } = this.#options;
    return new Adapter({
      engine: target.type,
      describe: (sql) => (this.#options.execute ? describe(sql) : []),
      dispatch: (name, namespace) => {
        for (const variant of macros.dispatchNames(name)) {
          const override = this.#options.overrides?.get(namespace === null ? variant : `${namespace}.${variant}`);
          if (override !== undefined) return override;
        }
        const found = macros.dispatch(name, namespace, this.#options);
        if (found) return this.#callable(found);
        throw new TemplateError(`adapter.dispatch found no macro '${macros.dispatchNames(name).join("' or '")}'`);
      },
    });
  }

  #ref(args: Value[], kwargs: Map<string, Value>): Value {
    const version = kwargs.get('v') ?? kwargs.get('version') ?? null;
    for (const name of kwargs.keys())
      if (name !== 'v' && name !== 'version') throw new TemplateError(`ref() has no argument '${name}'`);
    if (args.length < 1 || args.length > 2) throw new TemplateError('ref() takes a name, or a package and a name');
    const texts = args.map((arg) => {
      if (typeof arg !== 'string') throw new TemplateError('the arguments of ref() must be texts');
      return arg;
    });
    return this.#options.ref({
      package: texts.length === 2 ? (texts[0] ?? null) : null,
      name: texts.at(-1) ?? '',
      version: version === null ? null : str(version),
      line: this.interpreter.templateLine,
    });
  }
}

/** `var('x', default)`, `var.has_var('x')`. */
class VarFunction extends HostObject {
  readonly #options: SessionOptions;
  constructor(options: SessionOptions) {
    super();
    this.#options = options;
  }
  override call(args: Value[], kwargs: Map<string, Value>): Value {
    const [name, fallback] = bindArguments('var', ['name', 'default?'], args, kwargs);
    const { vars, package: owner, execute } = this.#options;
    const value = vars.get(str(name ?? ''), owner);
    if (value !== undefined) return fromPlain(value);
    // As in dbt, a missing var is only an error once something is really compiled.
    if (fallback === undefined && execute)
      throw new TemplateError(`the var '${str(name ?? '')}' has no value and no default`);
    return fallback ?? null;
  }
  override attr(name: string): Value | undefined {
    if (name !== 'has_var') return undefined;
    return new Callable(name, ([key]) => this.#options.vars.has(str(key ?? ''), this.#options.package));
  }
  override str(): string {
    return '<var>';
  }
}

/** `context['name']`. */
class ContextObject extends HostObject {
  readonly #find: (name: string) => Value | undefined;
  constructor(find: (name: string) => Value | undefined) {
    super();
    this.#find = find;
  }
  override attr(name: string): Value | undefined {
    if (name === 'get') return new Callable(name, ([key, fallback]) => this.#find(str(key ?? '')) ?? fallback ?? null);
    return this.#find(name);
  }
  override str(): string {
    return '<context>';
  }
}

/** The environment is closed: names with our prefix, from what the caller gave; for any other name only its default. */
function envVar(options: SessionOptions, name: string, fallback: Value | undefined): Value {
  const value = name.startsWith(ENV_PREFIX) && Object.hasOwn(options.env, name) ? options.env[name] : undefined;
  if (value !== undefined) return value;
  if (fallback !== undefined) return fallback;
  if (!name.startsWith(ENV_PREFIX))
    throw new TemplateError(`env_var('${name}') is not allowed: only names that begin with ${ENV_PREFIX}`);
  throw new TemplateError(`the environment has no '${name}' and env_var gives no default`);
}
