/** `adapter`: dispatch of macros by engine, and what macros ask of the database. Documented at docs.getdbt.com, "adapter" and "dispatch". */
import { bindArguments } from '../jinja/arguments.ts';
import { str } from '../jinja/text.ts';
import { Callable, HostObject, type Kwargs, TemplateError, typeName, type Value } from '../jinja/values.ts';
import type { EngineType, QueryColumn } from '../manifest.ts';
import { ColumnObject } from './column.ts';
import { quoteIdentifier, Relation } from './relation.ts';

export interface AdapterTools {
  engine: EngineType;
  dispatch(name: string, namespace: string | null): Value;
  /** Columns of a SELECT; null when unknown. */
  describe(sql: string): QueryColumn[] | null;
  /** The relation of the project that stands, by its rules, at a schema and identifier; null when there is none to read. */
  relationAt(schema: string | null, identifier: string): Relation | null;
}

const HAS_NO_EFFECT = [
  'create_schema',
  'drop_schema',
  'drop_relation',
  'rename_relation',
  'truncate_relation',
  'cache_added',
  'commit',
  'verify_database',
];

function relationText(value: Value | undefined): string {
  if (value instanceof Relation) return value.render();
  throw new TemplateError(`a relation is needed, not ${typeName(value ?? null)}`);
}

export class Adapter extends HostObject {
  readonly #methods: ReadonlyMap<string, Callable>;

  constructor(tools: AdapterTools) {
    super();
    const columns = (relation: Value | undefined) =>
      (tools.describe(`select * from ${relationText(relation)}`) ?? []).map(
        (column) => new ColumnObject(column, tools.engine),
      );
    const existing = (relation: Relation) =>
      tools.describe(`select * from ${relation.render()}`) === null ? null : relation;
    const method = (
      name: string,
      parameters: string,
      run: (given: (Value | undefined)[]) => Value,
    ): [string, Callable] => {
      const names = parameters.split(' ').filter(Boolean);
      return [
        name,
        new Callable(`adapter.${name}`, (args: Value[], kwargs: Kwargs) =>
          run(bindArguments(`adapter.${name}`, names, args, kwargs)),
        ),
      ];
    };
    this.#methods = new Map([
      method('dispatch', 'macro_name macro_namespace? packages?', ([name, namespace]) => {
        const text = str(name ?? '');
        if (text.includes('.'))
          throw new TemplateError(`adapter.dispatch takes the namespace as its second argument, not '${text}'`);
        return tools.dispatch(text, typeof namespace === 'string' ? namespace : null);
      }),
      method('quote', 'identifier', ([name]) => quoteIdentifier(str(name ?? ''), tools.engine)),
      method('quote_as_configured', 'identifier quote_key?', ([name]) => str(name ?? '')),
      method('type', '', () => tools.engine),
      method('get_columns_in_relation', 'relation', ([relation]) => columns(relation)),
      method('get_relation', 'database? schema? identifier?', ([database, schema, identifier]) => {
        const text = (value: Value | undefined) => (value === undefined || value === null ? null : str(value));
        const parts = { database: text(database), schema: text(schema), identifier: str(identifier ?? '') };
        return existing(
          tools.relationAt(parts.schema, parts.identifier) ??
            new Relation({ ...parts, type: 'table', engine: tools.engine }),
        );
      }),
      method('load_relation', 'relation', ([relation]) => (relation instanceof Relation ? existing(relation) : null)),
      method('check_schema_exists', 'database schema', () => true),
      method('get_missing_columns', 'from_relation to_relation', ([from, to]) => {
        const present = new Set(columns(to).map(({ column }) => column.name.toLowerCase()));
        return columns(from).filter(({ column }) => !present.has(column.name.toLowerCase()));
      }),
      ...HAS_NO_EFFECT.map((name): [string, Callable] => [name, new Callable(name, () => null)]),
    ]);
  }

  override attr(name: string): Value | undefined {
    const found = this.#methods.get(name);
    if (!found) throw new TemplateError(`adapter.${name} is not available`);
    return found;
  }

  override str(): string {
    return '<adapter>';
  }
}
