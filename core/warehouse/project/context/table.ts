/** Results of queries as macros read them: `results.columns[0].values()`, `results.rows`, `row['x']`, `row[0]`, `row.x`. Documented at docs.getdbt.com, "run_query". */
import { Callable, float, fromPlain, HostObject, integer, Tuple, type Value } from '../jinja/values.ts';
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
    if (name === 'items')
      return new Callable(name, () => this.#names.map((key, index) => new Tuple([key, this.#items[index] ?? null])));
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

/** Engines hand over wide integers and decimals as texts; macros calculate with them. A decimal that no float holds stays a text. */
function reader(type: string): (value: unknown) => Value {
  const plain = type.replace(/^Nullable\((.*)\)$/i, '$1');
  if (/^U?(BIG|HUGE|TINY|SMALL)?INT(EGER)?\d*$/i.test(plain)) {
    return (value) => (typeof value === 'string' && /^-?\d+$/.test(value) ? integer(BigInt(value)) : fromPlain(value));
  }
  if (!/^(DECIMAL|NUMERIC|DOUBLE|FLOAT)/i.test(plain)) return fromPlain;
  const digits = (text: string) => text.replace(/^-?0*|\.?0*$/g, '').replace('.', '').length;
  return (value) =>
    typeof value === 'string' && value.trim() !== '' && digits(value) <= 15 && !Number.isNaN(Number(value))
      ? float(Number(value))
      : fromPlain(value);
}

export class TableObject extends HostObject {
  readonly #names: string[];
  readonly #rows: Value[][];

  constructor(table: QueryTable) {
    super();
    this.#names = table.columns.map(({ name }) => name);
    const read = table.columns.map(({ type }) => reader(type));
    this.#rows = table.rows.map((row) => row.map((value, index) => read[index]?.(value) ?? fromPlain(value)));
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
