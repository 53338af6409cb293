import { DomainError } from '@griot/kernel';

/** Parts of SQL in which `$1` is no parameter. */
const OPAQUE = /'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|""|\\.)*"|`(?:[^`\\]|``|\\.)*`|--[^\n]*|\/\*[\s\S]*?\*\//g;

export interface BoundSql {
  sql: string;
  params: Record<string, unknown>;
}

/**
 * `$1`… as ClickHouse's `{p1:Type}`, which never become part of the text of the statement. Types are those of the values;
 * dates and decimals go as texts. Throws `warehouse.parameter_invalid` when the number of values is not that of the places.
 */
export function bindParameters(sql: string, values: readonly unknown[]): BoundSql {
  const types = values.map((value, i) => typeOf(value, i + 1));
  const used = new Set<number>();
  const outside = (part: string): string =>
    part.replace(/\$(\d+)/g, (_, digits: string) => {
      const position = Number(digits);
      used.add(position);
      return `{p${position}:${types[position - 1] ?? 'Nullable(String)'}}`;
    });
  let bound = '';
  let at = 0;
  for (const match of sql.matchAll(OPAQUE)) {
    bound += outside(sql.slice(at, match.index)) + match[0];
    at = match.index + match[0].length;
  }
  bound += outside(sql.slice(at));
  const places = Math.max(0, ...used);
  if (places !== values.length) {
    throw new DomainError({
      code: 'warehouse.parameter_invalid',
      kind: 'invalid',
      details: { expected: places, given: values.length },
    });
  }
  return { sql: bound, params: Object.fromEntries(values.map((value, i) => [`p${i + 1}`, plain(value)])) };
}

function typeOf(value: unknown, position: number): string {
  if (value === null || value === undefined || typeof value === 'string') return 'Nullable(String)';
  if (typeof value === 'boolean') return 'Bool';
  if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? 'Int64' : 'Int256';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'Int64' : 'Float64';
  if (Array.isArray(value)) {
    const first = value.find((inner) => inner !== null && inner !== undefined);
    const inner = first === undefined ? 'Nullable(String)' : typeOf(first, position);
    return `Array(${inner})`;
  }
  const details = { position, type: typeof value };
  throw new DomainError({ code: 'warehouse.parameter_invalid', kind: 'invalid', details });
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return value === undefined ? null : value;
}
