/** What `ref`, `source` and `this` answer: a relation that prints as its quoted name. Documented at docs.getdbt.com, "dbt Classes". */
import { bindArguments } from '../jinja/arguments.ts';
import { str } from '../jinja/text.ts';
import { Callable, dict, HostObject, truthy, type Value } from '../jinja/values.ts';
import type { EngineType } from '../manifest.ts';

export function quoteIdentifier(name: string, engine: EngineType): string {
  return engine === 'clickhouse' ? `\`${name.replaceAll('`', '``')}\`` : `"${name.replaceAll('"', '""')}"`;
}

export interface RelationParts {
  database: string | null;
  schema: string | null;
  identifier: string;
  type: 'table' | 'view' | 'cte' | 'external' | null;
  engine: EngineType;
  /** Text it prints as; by default its parts, quoted. */
  rendered?: string;
  /** Text of a filtered read (microbatch); `render()` gives the relation without it. */
  filtered?: string;
}

const NONE = '__none__';

export class Relation extends HostObject {
  readonly parts: RelationParts;

  constructor(parts: RelationParts) {
    super();
    this.parts = parts;
  }

  render(): string {
    const { rendered, database, schema, identifier, engine } = this.parts;
    if (rendered !== undefined) return rendered;
    return [database, schema, identifier]
      .filter((part): part is string => part !== null && part !== '' && part !== NONE)
      .map((part) => quoteIdentifier(part, engine))
      .join('.');
  }

  override str(): string {
    return this.parts.filtered ?? this.render();
  }

  override repr(): string {
    return `<Relation ${this.render()}>`;
  }

  override identity(): unknown {
    return this.render();
  }

  /** In dbt a relation is a mapping with `metadata`; packages tell relations from texts by that. */
  override isMapping(): boolean {
    return true;
  }

  #without(names: readonly string[]): Relation {
    const { rendered: _, filtered: __, ...parts } = this.parts;
    return new Relation({
      ...parts,
      database: names.includes('database') ? null : parts.database,
      schema: names.includes('schema') ? null : parts.schema,
      identifier: names.includes('identifier') ? NONE : parts.identifier,
    });
  }

  override attr(name: string): Value | undefined {
    const { database, schema, identifier, type } = this.parts;
    switch (name) {
      case 'database':
        return database;
      case 'schema':
        return schema;
      case 'identifier':
      case 'name':
      case 'table':
        return identifier;
      case 'type':
        return type;
      case 'is_table':
        return type === 'table';
      case 'is_view':
        return type === 'view';
      case 'is_cte':
        return type === 'cte';
      case 'metadata':
        return dict([['type', `${this.parts.engine}Relation`]]);
      case 'get':
        return new Callable(
          name,
          ([key, fallback]) => (typeof key === 'string' ? this.attr(key) : undefined) ?? fallback ?? null,
        );
      case 'path':
        return dict([
          ['database', database],
          ['schema', schema],
          ['identifier', identifier],
        ]);
      case 'render':
        return new Callable(name, () => this.render());
      case 'quote':
        return new Callable(name, () => this);
      case 'include':
        return new Callable(name, (args, kwargs) => {
          const parts = ['database', 'schema', 'identifier'];
          const given = bindArguments(
            name,
            parts.map((part) => `${part}?`),
            args,
            kwargs,
          );
          const dropped = parts.filter((_, index) => given[index] !== undefined && !truthy(given[index] ?? null));
          return dropped.length === 0 ? this : this.#without(dropped);
        });
      case 'without_identifier':
        return new Callable(name, () => this.#without(['identifier']));
      case 'incorporate':
        return new Callable(name, () => this);
      case 'replace_path':
        return new Callable(name, (_args, kwargs) => {
          const { rendered: _, filtered: __, ...parts } = this.parts;
          const part = (key: 'database' | 'schema') => (kwargs.has(key) ? str(kwargs.get(key) ?? null) : parts[key]);
          const identifier = kwargs.has('identifier') ? str(kwargs.get('identifier') ?? null) : parts.identifier;
          return new Relation({ ...parts, database: part('database'), schema: part('schema'), identifier });
        });
    }
    return undefined;
  }
}

/** `api.Relation`: `create(database=…, schema=…, identifier=…)`. */
export function relationFactory(engine: EngineType, database: string | null): Value {
  return dict([
    [
      'create',
      new Callable('Relation.create', (args, kwargs) => {
        const names = ['database?', 'schema?', 'identifier?', 'type?', 'quote_policy?', 'limit?'];
        const [db, schema, identifier, type] = bindArguments('Relation.create', names, args, kwargs);
        const text = (value: Value | undefined) => (value === undefined || value === null ? null : str(value));
        const kind = text(type);
        return new Relation({
          database: text(db) ?? database,
          schema: text(schema),
          identifier: text(identifier) ?? NONE,
          type: kind === 'table' || kind === 'view' || kind === 'cte' ? kind : null,
          engine,
        });
      }),
    ],
  ]);
}
