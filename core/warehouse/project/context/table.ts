/** Results of queries as macros read them: `results.columns[0].values()`, `results.rows`, `row['x']`, `row[0]`, `row.x`. Documented at docs.getdbt.com, "run_query". */
import { Callable, fromPlain, HostObject, Tuple, type Value } from '../jinja/values.ts';
import type { QueryTable } from '../manifest.ts';

class Row extends HostObject {
  readonly #names: readonly string[];
  readonly #values: readonly Value[];

  constructor(names: readonly string[], values: readonly Value[]) {
    super();
    this.#names = names;
    this.#values = values;
  }

  #named(name: string): Value | undefined {
    const at = this.#names.findIndex((other) => other === name || other.toLowerCase() === name.toLowerCase());
    return at === -1 ? undefined : this.#values[at];
  }

  override attr(name: string): Value | undefined {
    switch (name) {
      case 'values':
        return new Callable(name, () => new Tuple(this.#values));
      case 'keys':
        return new Callable(name, () => new Tuple(this.#names));
      case 'items':
        return new Callable(name, () => this.#names.map((key, index) => new Tuple([key, this.#values[index] ?? null])));
      case 'dict':
        return new Callable(
          name,
          () => new Map<Value, Value>(this.#names.map((key, index) => [key, this.#values[index] ?? null])),
        );
      case 'get':
        return new Callable(name, ([key, fallback]) => this.item(key ?? null) ?? fallback ?? null);
    }
    return this.#named(name);
  }

  override item(key: Value): Value | undefined {
    if (typeof key === 'number') return this.#values[key < 0 ? this.#values.length + key : key];
    return typeof key === 'string' ? this.#named(key) : undefined;
  }

  override iterate(): Iterable<Value> {
    return this.#values;
  }

  override str(): string {
    return `<Row ${this.#values.length}>`;
  }
}

class TableColumn extends HostObject {
  readonly #name: string;
  readonly #values: readonly Value[];

  constructor(name: string, values: readonly Value[]) {
    super();
    this.#name = name;
    this.#values = values;
  }

  override attr(name: string): Value | undefined {
    if (name === 'name') return this.#name;
    if (name === 'values') return new Callable(name, () => new Tuple(this.#values));
    return undefined;
  }

  override item(key: Value): Value | undefined {
    return typeof key === 'number' ? this.#values[key] : undefined;
  }

  override iterate(): Iterable<Value> {
    return this.#values;
  }

  override str(): string {
    return `<Column ${this.#name}>`;
  }
}

/** Lists that are reached by place and by name. */
class Named extends HostObject {
  readonly #items: readonly Value[];
  readonly #names: readonly string[];

  constructor(items: readonly Value[], names: readonly string[]) {
    super();
    this.#items = items;
    this.#names = names;
  }

  override attr(name: string): Value | undefined {
    if (name === 'values') return new Callable(name, () => [...this.#items]);
    if (name === 'keys') return new Callable(name, () => [...this.#names]);
    const at = this.#names.indexOf(name);
    return at === -1 ? undefined : this.#items[at];
  }

  override item(key: Value): Value | undefined {
    if (typeof key === 'number') return this.#items[key < 0 ? this.#items.length + key : key];
    return typeof key === 'string' ? this.attr(key) : undefined;
  }

  override iterate(): Iterable<Value> {
    return this.#items;
  }

  override truthy(): boolean {
    return this.#items.length > 0;
  }

  override str(): string {
    return `<list of ${this.#items.length}>`;
  }
}

export class TableObject extends HostObject {
  readonly #names: string[];
  readonly #rows: Value[][];

  constructor(table: QueryTable) {
    super();
    this.#names = table.columns.map(({ name }) => name);
    this.#rows = table.rows.map((row) => row.map(fromPlain));
  }

  #row(values: Value[]): Row {
    return new Row(this.#names, values);
  }

  override attr(name: string): Value | undefined {
    switch (name) {
      case 'column_names':
        return new Tuple(this.#names);
      case 'columns': {
        const columns = this.#names.map(
          (column, index) =>
            new TableColumn(
              column,
              this.#rows.map((row) => row[index] ?? null),
            ),
        );
        return new Named(columns, this.#names);
      }
      case 'rows':
        return new Named(
          this.#rows.map((row) => this.#row(row)),
          [],
        );
      case 'print_table':
        return new Callable(name, () => null);
    }
    return undefined;
  }

  override item(key: Value): Value | undefined {
    const row = typeof key === 'number' ? this.#rows[key < 0 ? this.#rows.length + key : key] : undefined;
    return row && this.#row(row);
  }

  override iterate(): Iterable<Value> {
    return this.#rows.map((row) => this.#row(row));
  }

  override truthy(): boolean {
    return true;
  }

  override str(): string {
    return `<Table of ${this.#rows.length} rows>`;
  }
}
