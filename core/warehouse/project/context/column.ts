/** Columns as macros see them (`adapter.get_columns_in_relation`). Documented at docs.getdbt.com, "dbt Classes", Column. */
import { Callable, HostObject, type Value } from '../jinja/values.ts';
import type { EngineType, QueryColumn } from '../manifest.ts';
import { quoteIdentifier } from './relation.ts';

const INTEGER = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|U?INT(\d+)?)$/;
const FLOAT = /^(FLOAT\d*|REAL|DOUBLE)/;
const DECIMAL = /^(DECIMAL|NUMERIC)/;
const TEXT = /^(VARCHAR|TEXT|CHAR|BPCHAR|STRING|FIXEDSTRING)/;

/** `Nullable(…)` and `LowCardinality(…)` of ClickHouse say nothing about what kind a type is. */
function plainType(type: string): string {
  return type.replace(/^(?:Nullable|LowCardinality)\((.*)\)$/i, '$1').toUpperCase();
}

export class ColumnObject extends HostObject {
  readonly column: QueryColumn;
  readonly #engine: EngineType;

  constructor(column: QueryColumn, engine: EngineType) {
    super();
    this.column = column;
    this.#engine = engine;
  }

  override attr(name: string): Value | undefined {
    const type = plainType(this.column.type);
    const is = (answer: boolean) => new Callable(name, () => answer);
    switch (name) {
      case 'name':
      case 'column':
        return this.column.name;
      case 'quoted':
        return quoteIdentifier(this.column.name, this.#engine);
      case 'data_type':
      case 'dtype':
        return this.column.type;
      case 'is_string':
        return is(TEXT.test(type));
      case 'is_integer':
        return is(INTEGER.test(type));
      case 'is_float':
        return is(FLOAT.test(type));
      case 'is_numeric':
        return is(DECIMAL.test(type));
      case 'is_number':
        return is(INTEGER.test(type) || FLOAT.test(type) || DECIMAL.test(type));
    }
    return undefined;
  }

  override identity(): unknown {
    return `${this.column.name}:${this.column.type}`;
  }

  override str(): string {
    return `<Column ${this.column.name} (${this.column.type})>`;
  }
}
