/** JSON as Python's `json.dumps` writes it (a space after `:` and `,`). */

import { repr } from './text.ts';
import { isFloat, toPlain, type Value } from './values.ts';

/** Python writes ASCII alone. */
function text(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function write(data: unknown, sortKeys: boolean): string {
  if (Array.isArray(data)) return `[${data.map((item) => write(item, sortKeys)).join(', ')}]`;
  if (typeof data === 'bigint') return String(data);
  if (data !== null && typeof data === 'object') {
    const entries = Object.entries(data);
    if (sortKeys) entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, value]) => `${text(key)}: ${write(value, sortKeys)}`).join(', ')}}`;
  }
  return typeof data === 'string' ? text(data) : (JSON.stringify(data) ?? 'null');
}

export function toJson(value: Value, sortKeys = false): string {
  if (isFloat(value)) return repr(value);
  return write(toPlain(value), sortKeys);
}
