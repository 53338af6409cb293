import {
  DuckDBArrayValue,
  DuckDBBlobValue,
  type DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBUnionValue,
  type DuckDBValue,
} from '@duckdb/node-api';

/** What a cell of a result can be outside the warehouse: all of it survives JSON, and no digit is lost. */
export type Cell = string | number | boolean | null | Cell[] | { [name: string]: Cell };

const DAY_MICROS = 86_400_000_000n;
const days = new Map<number, string>();

/** `2026-11-21`; years beyond 9999 and before 1 in ISO 8601's expanded form; `infinity` as the engine writes it. */
function dayText(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  let text: string;
  if (day === 2_147_483_647) text = 'infinity';
  else if (day === -2_147_483_647) text = '-infinity';
  else {
    const date = new Date(day * 86_400_000);
    // Beyond what a Date can hold the engine's own text is the best there is.
    text = Number.isNaN(date.getTime()) ? new DuckDBDateValue(day).toString() : date.toISOString().slice(0, -14);
  }
  if (days.size > 50_000) days.clear();
  days.set(day, text);
  return text;
}

function fraction(micros: bigint): string {
  if (micros === 0n) return '';
  const text = micros.toString().padStart(6, '0');
  return micros % 1000n === 0n ? `.${text.slice(0, 3)}` : `.${text}`;
}

/** `2026-11-21T10:00:00`, with milliseconds or microseconds when they are not zero. */
function timestampText(micros: bigint): string {
  if (micros === 9_223_372_036_854_775_807n) return 'infinity';
  if (micros === -9_223_372_036_854_775_807n) return '-infinity';
  const inDay = ((micros % DAY_MICROS) + DAY_MICROS) % DAY_MICROS;
  const seconds = Number(inDay / 1_000_000n);
  const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${dayText(Number((micros - inDay) / DAY_MICROS))}T${clock}${fraction(inDay % 1_000_000n)}`;
}

/** JSON has no NaN and no infinity: they become the texts the engine uses. */
function floatCell(value: number): Cell {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'infinity' : '-infinity';
}

/**
 * One value. Integers up to 32 bits and floats are numbers; 64-bit and wider integers and decimals are exact texts;
 * dates `YYYY-MM-DD`; timestamps ISO 8601 (with `Z` when the type has a time zone: the session's is UTC); blobs base64;
 * lists arrays, structs objects, maps arrays of `{key, value}`; everything else (intervals, uuid, time…) the engine's text.
 */
export function cell(value: DuckDBValue): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return floatCell(value);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof DuckDBDateValue) return dayText(value.days);
  if (value instanceof DuckDBTimestampTZValue) return instant(value.micros);
  if (value instanceof DuckDBTimestampValue) return timestampText(value.micros);
  if (value instanceof DuckDBTimestampSecondsValue) return timestampText(value.seconds * 1_000_000n);
  if (value instanceof DuckDBTimestampMillisecondsValue) return timestampText(value.millis * 1000n);
  if (value instanceof DuckDBTimestampNanosecondsValue) return nanosText(value.nanos);
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return value.items.map(cell);
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([name, inner]) => [name, cell(inner)]));
  }
  if (value instanceof DuckDBMapValue) return value.entries.map((e) => ({ key: cell(e.key), value: cell(e.value) }));
  if (value instanceof DuckDBUnionValue) return cell(value.value);
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('base64');
  return value.toString();
}

function instant(micros: bigint): string {
  const text = timestampText(micros);
  return text.endsWith('infinity') ? text : `${text}Z`;
}

function nanosText(nanos: bigint): string {
  const rest = ((nanos % 1000n) + 1000n) % 1000n;
  const text = timestampText((nanos - rest) / 1000n);
  if (rest === 0n) return text;
  const micros = text.includes('.') ? text.split('.')[1]?.padEnd(6, '0') : '000000';
  return `${text.split('.')[0]}.${micros}${rest.toString().padStart(3, '0')}`;
}

/** Rows of a chunk, column by column so that each vector is read once. */
export function rowsOf(chunk: DuckDBDataChunk): Cell[][] {
  const count = chunk.rowCount;
  const width = chunk.columnCount;
  const rows: Cell[][] = Array.from({ length: count }, () => new Array<Cell>(width));
  for (let column = 0; column < width; column += 1) {
    const vector = chunk.getColumnVector(column);
    for (let row = 0; row < count; row += 1) {
      const target = rows[row];
      if (target !== undefined) target[column] = cell(vector.getItem(row));
    }
  }
  return rows;
}
