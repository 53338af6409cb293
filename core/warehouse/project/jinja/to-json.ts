/** JSON as Python's `json.dumps` writes it (a space after `:` and `,`). */

import { repr } from './text.ts';
import { isFloat, toPlain, type Value } from './values.ts';

function write(data: unknown, sortKeys: boolean): string {
  if (Array.isArray(data)) return `[${data.map((item) => write(item, sortKeys)).join(', ')}]`;
  if (typeof data === 'bigint') return String(data);
  if (data !== null && typeof data === 'object') {
    const entries = Object.entries(data);
    if (sortKeys) entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, value]) => `${JSON.stringify(key)}: ${write(value, sortKeys)}`).join(', ')}}`;
  }
  return JSON.stringify(data) ?? 'null';
}

export function toJson(value: Value, sortKeys = false): string {
  if (isFloat(value)) return repr(value);
  return write(toPlain(value), sortKeys);
}
