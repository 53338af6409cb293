import type { Cell } from '../engine/result-values.ts';

const PLAIN: Record<string, string> = {
  Bool: 'BOOLEAN',
  Int8: 'TINYINT',
  Int16: 'SMALLINT',
  Int32: 'INTEGER',
  Int64: 'BIGINT',
  Int128: 'HUGEINT',
  UInt8: 'UTINYINT',
  UInt16: 'USMALLINT',
  UInt32: 'UINTEGER',
  UInt64: 'UBIGINT',
  Float32: 'FLOAT',
  Float64: 'DOUBLE',
  String: 'VARCHAR',
  Date: 'DATE',
  Date32: 'DATE',
  DateTime: 'TIMESTAMP',
};

/** A ClickHouse type in the words that readers of the warehouse know: `Nullable(Decimal(18, 2))` is `DECIMAL(18,2)`. */
export function readableType(type: string): string {
  const inner = /^(?:Nullable|LowCardinality)\((.*)\)$/.exec(type)?.[1];
  if (inner !== undefined) return readableType(inner);
  if (PLAIN[type] !== undefined) return PLAIN[type];
  const decimal = /^Decimal\((\d+), (\d+)\)$/.exec(type);
  if (decimal) return `DECIMAL(${decimal[1]},${decimal[2]})`;
  if (type.startsWith('DateTime')) return type.includes("'") ? 'TIMESTAMP WITH TIME ZONE' : 'TIMESTAMP';
  const list = /^Array\((.*)\)$/.exec(type)?.[1];
  return list === undefined ? type : `${readableType(list)}[]`;
}

/** A column of a source, declared in the types that every engine here knows, as a ClickHouse type. Every column may be null. */
export function clickhouseType(declared: string): string {
  const list = /^(.*)\[\]$/.exec(declared.trim());
  if (list) return `Array(${clickhouseType(list[1] ?? '')})`;
  const type = declared.trim().toUpperCase().replace(/\s+/g, ' ');
  const decimal = /^(?:DECIMAL|NUMERIC)(?:\((\d+)(?:\s*,\s*(\d+))?\s*\))?$/.exec(type);
  if (decimal) return `Nullable(Decimal(${decimal[1] ?? 18}, ${decimal[2] ?? (decimal[1] === undefined ? 3 : 0)}))`;
  return `Nullable(${DECLARED[type] ?? declared})`;
}

const DECLARED: Record<string, string> = {
  VARCHAR: 'String',
  TEXT: 'String',
  JSON: 'String',
  UUID: 'UUID',
  BOOLEAN: 'Bool',
  TINYINT: 'Int8',
  SMALLINT: 'Int16',
  INTEGER: 'Int32',
  INT: 'Int32',
  BIGINT: 'Int64',
  HUGEINT: 'Int128',
  FLOAT: 'Float32',
  REAL: 'Float32',
  DOUBLE: 'Float64',
  DATE: 'Date32',
  TIMESTAMP: 'DateTime64(6)',
  'TIMESTAMP WITH TIME ZONE': "DateTime64(6, 'UTC')",
  TIMESTAMPTZ: "DateTime64(6, 'UTC')",
};

/** Values of one column as `Cell`: times lose the zone that they do not have and the zeros that say nothing. */
export function cellReader(type: string): (value: unknown) => Cell {
  const readable = readableType(type);
  if (readable === 'TIMESTAMP')
    return (value) => (typeof value === 'string' ? shortTime(value.replace(/Z$/, '')) : null);
  if (readable === 'TIMESTAMP WITH TIME ZONE') {
    return (value) => (typeof value === 'string' ? `${shortTime(value.replace(/Z$/, ''))}Z` : null);
  }
  return (value) => (value === undefined ? null : (value as Cell));
}

/** No fraction, or one in groups of three digits. */
function shortTime(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  const digits = fraction.replace(/0+$/, '');
  return digits === '' ? whole : `${whole}.${digits.padEnd(Math.ceil(digits.length / 3) * 3, '0')}`;
}
