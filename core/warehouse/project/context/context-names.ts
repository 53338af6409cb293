/**
 * The names of dbt's context and what each means in one rendering. Made only when a template uses them: a project has
 * thousands of renderings, and most use three of these. Documented at docs.getdbt.com, "dbt Jinja functions and context variables".
 */
import { bindArguments } from '../jinja/arguments.ts';
import type { Budget } from '../jinja/budget.ts';
import { str } from '../jinja/text.ts';
import { Callable, dict, fromPlain, HostObject, type Kwargs, TemplateError, type Value } from '../jinja/values.ts';
import { Adapter } from './adapter.ts';
import { ConfigObject } from './config-object.ts';
import { DateTime, datetimeModule } from './datetime.ts';
import { Exceptions } from './exceptions.ts';
import { regexModule } from './regex.ts';
import { relationFactory } from './relation.ts';
import { ENV_PREFIX, type SessionOptions } from './session-options.ts';

export interface ContextHost {
  options: SessionOptions;
  budget: Budget;
  /** Line in the outermost template. */
  line(): number;
  /** Any global name. */
  find(name: string): Value | undefined;
  dispatch(name: string, namespace: string | null): Value;
}

type Make = (host: ContextHost) => Value;

/** A function with named parameters, given as `a b?`. */
function define(
  name: string,
  parameters: string,
  run: (host: ContextHost, given: (Value | undefined)[]) => Value,
): [string, Make] {
  const names = parameters.split(' ').filter(Boolean);
  return [name, (host) => new Callable(name, (args, kwargs) => run(host, bindArguments(name, names, args, kwargs)))];
}

function ref({ options, line }: ContextHost, args: Value[], kwargs: Kwargs): Value {
  const version = kwargs.get('v') ?? kwargs.get('version') ?? null;
  for (const name of kwargs.keys())
    if (name !== 'v' && name !== 'version') throw new TemplateError(`ref() has no argument '${name}'`);
  if (args.length < 1 || args.length > 2) throw new TemplateError('ref() takes a name, or a package and a name');
  const texts = args.map((arg) => {
    if (typeof arg !== 'string') throw new TemplateError('the arguments of ref() must be texts');
    return arg;
  });
  return options.ref({
    package: texts.length === 2 ? (texts[0] ?? null) : null,
    name: texts.at(-1) ?? '',
    version: version === null ? null : str(version),
    line: line(),
  });
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

function shouldFullRefresh({ config, fullRefresh }: SessionOptions): boolean {
  const own = config.get('full_refresh');
  return typeof own === 'boolean' ? own : fullRefresh;
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

export const CONTEXT: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['ref', (host) => new Callable('ref', (args, kwargs) => ref(host, args, kwargs))],
  define('source', 'source_name table_name', ({ options, line }, [source, table]) =>
    options.source({ source: str(source ?? ''), table: str(table ?? ''), line: line() }),
  ),
  ['config', ({ options }) => new ConfigObject(options.config)],
  ['builtins', (host) => dict(['ref', 'source', 'config'].map((name) => [name, CONTEXT.get(name)?.(host) ?? null]))],
  ['var', ({ options }) => new VarFunction(options)],
  define('env_var', 'var default?', ({ options }, [name, fallback]) => envVar(options, str(name ?? ''), fallback)),
  ['execute', ({ options }) => options.execute],
  define('is_incremental', '', ({ options }) => options.isIncremental),
  define('should_full_refresh', '', ({ options }) => shouldFullRefresh(options)),
  define('log', 'msg info?', ({ options }, [message]) => {
    options.log(str(message ?? ''));
    return '';
  }),
  define('print', 'msg', ({ options }, [message]) => {
    if (options.execute) options.log(str(message ?? ''));
    return '';
  }),
  ['exceptions', ({ options }) => new Exceptions(options.warn)],
  [
    'adapter',
    ({ options, dispatch }) =>
      new Adapter({
        engine: options.target.type,
        describe: (sql) => (options.execute ? options.describe(sql) : []),
        relationAt: options.relationAt,
        dispatch,
      }),
  ],
  ['api', ({ options: { target } }) => dict([['Relation', relationFactory(target.type, target.database ?? null)]])],
  [
    'target',
    ({ options: { target, projectName } }) =>
      fromPlain({ profile_name: projectName, threads: 1, ...target, database: target.database ?? target.name }),
  ],
  ['schema', ({ options }) => options.target.schema],
  ['database', ({ options: { target } }) => target.database ?? target.name],
  ['project_name', ({ options }) => options.projectName],
  ['invocation_id', ({ options }) => options.invocationId],
  ['run_started_at', ({ options }) => new DateTime(new Date(options.runStartedAt))],
  [
    'modules',
    ({ options, budget }) =>
      dict([
        ['datetime', datetimeModule(new Date(options.runStartedAt))],
        ['re', regexModule(budget)],
      ]),
  ],
  [
    'flags',
    ({ options }) =>
      fromPlain({
        FULL_REFRESH: options.fullRefresh,
        WHICH: options.execute ? 'build' : 'parse',
        STORE_FAILURES: false,
      }),
  ],
  ['invocation_args_dict', ({ options }) => fromPlain({ vars: {}, full_refresh: options.fullRefresh })],
  ['dbt_version', () => '1.10.0'],
  ['selected_resources', () => []],
  ['thread_id', () => 'main'],
  ['dbt_metadata_envs', () => dict()],
  ['context', ({ find }) => new ContextObject(find)],
]);
