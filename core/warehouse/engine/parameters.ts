import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBPreparedStatement,
  type DuckDBType,
  type DuckDBValue,
  HUGEINT,
  LIST,
  listValue,
  SQLNULL,
  VARCHAR,
} from '@duckdb/node-api';
import { DomainError } from '@griot/kernel';

/** What may be given for `$1`, `$2`… Dates and decimals go as text: the engine casts text to what the place needs, exactly. */
export type Parameter = string | number | bigint | boolean | null | Parameter[];

interface Bound {
  value: DuckDBValue;
  type: DuckDBType;
}

function bound(parameter: unknown, position: number): Bound {
  if (parameter === null || parameter === undefined) return { value: null, type: SQLNULL };
  if (typeof parameter === 'string') return { value: parameter, type: VARCHAR };
  if (typeof parameter === 'boolean') return { value: parameter, type: BOOLEAN };
  if (typeof parameter === 'bigint') {
    return { value: parameter, type: BigInt.asIntN(64, parameter) === parameter ? BIGINT : HUGEINT };
  }
  if (typeof parameter === 'number') {
    return Number.isSafeInteger(parameter)
      ? { value: BigInt(parameter), type: BIGINT }
      : { value: parameter, type: DOUBLE };
  }
  if (Array.isArray(parameter)) {
    const items = parameter.map((inner) => bound(inner, position));
    const inner = items.find((item) => item.value !== null)?.type ?? VARCHAR;
    return { value: listValue(items.map((item) => item.value)), type: LIST(inner) };
  }
  throw new DomainError({
    code: 'warehouse.parameter_invalid',
    kind: 'invalid',
    details: { position, type: typeof parameter },
  });
}

/** Binds `$1…`. Throws `warehouse.parameter_invalid` when the number of values is not the number of places. */
export function bindParameters(statement: DuckDBPreparedStatement, parameters: readonly unknown[]): void {
  if (statement.parameterCount !== parameters.length) {
    throw new DomainError({
      code: 'warehouse.parameter_invalid',
      kind: 'invalid',
      details: { expected: statement.parameterCount, given: parameters.length },
    });
  }
  if (parameters.length === 0) return;
  const values = parameters.map((parameter, index) => bound(parameter, index + 1));
  statement.bind(
    values.map((item) => item.value),
    values.map((item) => item.type),
  );
}
