/** How values print: Python's `str()` and `repr()`, since templates put lists and tuples straight into SQL. */
import { Callable, Float, HostObject, isFloat, SetValue, Tuple, Undefined, type Value, Walk } from './values.ts';

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    // Python writes 1e+16 and 1e-05: two digits of exponent at least.
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** Text of a value as `{{ value }}` prints it. */
export function str(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof Undefined) return '';
  return value instanceof HostObject ? value.str() : repr(value);
}

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  let result = mark;
  for (const character of text) {
    if (character === '\\' || character === mark) result += `\\${character}`;
    else if (character === '\n') result += '\\n';
    else if (character === '\r') result += '\\r';
    else if (character === '\t') result += '\\t';
    else result += character;
  }
  return result + mark;
}

export function repr(value: Value, walk = new Walk(), depth = 0): string {
  walk.step(depth);
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return quote(value);
  if (value instanceof Float) return floatText(value.value);
  if (typeof value === 'number') return isFloat(value) ? floatText(value) : String(value);
  if (typeof value === 'bigint') return String(value);
  const inner = (item: Value) => repr(item, walk, depth + 1);
  const list = (items: readonly Value[]) => items.map(inner).join(', ');
  if (Array.isArray(value)) return `[${list(value)}]`;
  if (value instanceof Tuple) return value.items.length === 1 ? `(${list(value.items)},)` : `(${list(value.items)})`;
  if (value instanceof SetValue) return value.items.length === 0 ? 'set()' : `{${list(value.items)}}`;
  if (value instanceof Map) return `{${[...value].map(([key, item]) => `${inner(key)}: ${inner(item)}`).join(', ')}}`;
  if (value instanceof Undefined) return 'Undefined';
  return value instanceof Callable ? `<function ${value.name}>` : value.repr();
}
