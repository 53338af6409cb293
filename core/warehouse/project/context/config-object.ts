/** `config(…)` and `config.get(…)`. Documented at docs.getdbt.com, "config" (Jinja). */
import { bindArguments } from '../jinja/arguments.ts';
import { str } from '../jinja/text.ts';
import { Callable, fromPlain, HostObject, type Kwargs, TemplateError, toPlain, type Value } from '../jinja/values.ts';

export interface ConfigAccess {
  /** Takes in what a `config(…)` call sets; keys in dbt's spelling with underscores. */
  set(values: Record<string, unknown>): void;
  get(name: string): unknown;
}

export class ConfigObject extends HostObject {
  readonly #access: ConfigAccess;

  constructor(access: ConfigAccess) {
    super();
    this.#access = access;
  }

  override call(args: Value[], kwargs: Kwargs): Value {
    const values: Record<string, unknown> = {};
    const [first] = args;
    if (args.length > 1 || (first !== undefined && !(first instanceof Map)))
      throw new TemplateError('config() takes named settings or one dict');
    if (first instanceof Map) for (const [key, value] of first) values[str(key)] = toPlain(value);
    for (const [key, value] of kwargs) values[key] = toPlain(value);
    this.#access.set(values);
    return '';
  }

  #value(name: Value | undefined): Value | null {
    return fromPlain(this.#access.get(str(name ?? '')));
  }

  override attr(name: string): Value | undefined {
    const meta = (key: Value | undefined) => {
      const all = this.#value('meta');
      return all instanceof Map ? (all.get(key ?? null) ?? null) : null;
    };
    switch (name) {
      case 'get':
      case 'meta_get':
        return new Callable(name, (args, kwargs) => {
          const [key, fallback] = bindArguments(`config.${name}`, ['name', 'default?', 'validator?'], args, kwargs);
          return (name === 'get' ? this.#value(key) : meta(key)) ?? fallback ?? null;
        });
      case 'require':
      case 'meta_require':
        return new Callable(name, (args, kwargs) => {
          const [key] = bindArguments(`config.${name}`, ['name', 'validator?'], args, kwargs);
          const value = name === 'require' ? this.#value(key) : meta(key);
          if (value === null) throw new TemplateError(`the setting '${str(key ?? '')}' is required`);
          return value;
        });
      case 'persist_relation_docs':
      case 'persist_column_docs':
        return new Callable(name, () => false);
      case 'set':
        return new Callable(name, ([key, value]) => {
          this.#access.set({ [str(key ?? '')]: toPlain(value ?? null) });
          return '';
        });
    }
    return undefined;
  }

  override str(): string {
    return '';
  }
}
