/** Python's two ways to format text: `'%s' % value` and `'{}'.format(value)`. Behaviour: Python library reference, "printf-style" and "Format specification". */
import type { Budget } from './budget.ts';
import { repr, str } from './text.ts';
import { dictGet, isNumber, type Kwargs, TemplateError, Tuple, toNumber, typeName, type Value } from './values.ts';

const MAX_WIDTH = 10_000;

function number(value: Value): number {
  if (!isNumber(value)) throw new TemplateError(`a number is needed to format, not ${typeName(value)}`);
  return toNumber(value);
}

function sized(digits: string | undefined): number {
  const size = Number(digits ?? 0);
  if (size > MAX_WIDTH) throw new TemplateError('the format width is too large');
  return size;
}

function group(digits: string, separator: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, separator);
}

/** A finite number in one of the types d f F e E g G x X o b %. */
function numeric(value: Value, type: string, precision: number | null): string {
  const amount = number(value);
  switch (type) {
    case 'd':
    case 'i':
    case 'u':
      return typeof value === 'bigint' ? String(value) : String(Math.trunc(amount));
    case 'f':
    case 'F':
      return amount.toFixed(Math.min(precision ?? 6, 100));
    case '%':
      return `${(amount * 100).toFixed(Math.min(precision ?? 6, 100))}%`;
    case 'e':
    case 'E': {
      const text = amount.toExponential(Math.min(precision ?? 6, 100)).replace(/e([+-])(\d)$/, 'e$10$2');
      return type === 'E' ? text.toUpperCase() : text;
    }
    case 'g':
    case 'G':
      return String(Number(amount.toPrecision(Math.min(Math.max(precision ?? 6, 1), 100))));
    case 'x':
      return Math.trunc(amount).toString(16);
    case 'X':
      return Math.trunc(amount).toString(16).toUpperCase();
    case 'o':
      return Math.trunc(amount).toString(8);
    case 'b':
      return Math.trunc(amount).toString(2);
  }
  throw new TemplateError(`unknown format type '${type}'`);
}

function pad(text: string, width: number, fill: string, align: string): string {
  const gap = width - [...text].length;
  if (gap <= 0) return text;
  if (align === '<') return text + fill.repeat(gap);
  if (align === '^') return fill.repeat(gap >> 1) + text + fill.repeat(gap - (gap >> 1));
  if (align === '=' && /^[+-]/.test(text)) return text.charAt(0) + fill.repeat(gap) + text.slice(1);
  return fill.repeat(gap) + text;
}

export function percentFormat(format: string, values: Value, budget: Budget): string {
  const list = values instanceof Tuple ? values.items : [values];
  let at = 0;
  const result = format.replace(
    /%(?:\(([^)]{0,200})\))?([-+ 0#]*)(\d+|\*)?(?:\.(\d+))?([a-zA-Z%])/g,
    (
      _,
      key: string | undefined,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      type: string,
    ) => {
      if (type === '%') return '%';
      let value: Value | undefined;
      if (key !== undefined) value = values instanceof Map ? dictGet(values, key) : undefined;
      else value = list[at++];
      if (value === undefined) throw new TemplateError('not enough arguments for the format text');
      let text: string;
      if (type === 's') text = str(value);
      else if (type === 'r' || type === 'a') text = repr(value);
      else {
        text = numeric(value, type, precision === undefined ? null : sized(precision));
        if (flags.includes('+') && !text.startsWith('-')) text = `+${text}`;
      }
      if (precision !== undefined && type === 's') text = text.slice(0, sized(precision));
      const zero = flags.includes('0') && type !== 's' && !flags.includes('-');
      return pad(text, sized(width), zero ? '0' : ' ', flags.includes('-') ? '<' : zero ? '=' : '>');
    },
  );
  if (at < list.length && !(values instanceof Map))
    throw new TemplateError('not all arguments were used by the format text');
  budget.text(result.length);
  return result;
}

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su;

/** One value by a specification such as `>10`, `.2f`, `05d`, `,`. */
export function formatValue(value: Value, spec: string): string {
  if (spec === '') return str(value);
  const match = SPEC.exec(spec);
  if (!match) throw new TemplateError(`the format '${spec}' is not understood`);
  const [, fill, align, sign, , zero, width, separator, precision, type] = match;
  const isText = !isNumber(value) || type === 's';
  let text: string;
  if (isText) {
    text = str(value);
    if (precision !== undefined) text = text.slice(0, sized(precision));
  } else {
    const digits = precision === undefined ? null : sized(precision);
    text = type
      ? numeric(value, type === 'n' ? 'd' : type, digits)
      : digits === null
        ? str(value)
        : numeric(value, 'g', digits);
    if (separator) {
      const [head = '', tail] = text.split('.');
      text = tail === undefined ? group(head, separator) : `${group(head, separator)}.${tail}`;
    }
    if (sign && sign !== '-' && !text.startsWith('-')) text = sign + text;
  }
  return pad(text, sized(width), fill ?? (zero ? '0' : ' '), align ?? (zero ? '=' : isText ? '<' : '>'));
}

/** `'{0} {name} {x[key]}'.format(…)`. `read` follows one attribute or item. */
export function braceFormat(
  format: string,
  args: readonly Value[],
  kwargs: Kwargs,
  read: (value: Value, key: string) => Value,
  budget: Budget,
): string {
  let automatic = 0;
  const result = format.replace(
    /\{\{|\}\}|\{([^{}!:]*)(?:!([rs]))?(?::([^{}]*))?\}/g,
    (whole, field: string | undefined, conversion: string | undefined, spec: string | undefined) => {
      if (whole === '{{' || whole === '}}') return whole.charAt(0);
      const [, head = '', path = ''] = /^([^.[]*)(.*)$/s.exec(field ?? '') ?? [];
      const index = head === '' ? automatic++ : /^\d+$/.test(head) ? Number(head) : null;
      let value = index === null ? kwargs.get(head) : args[index];
      if (value === undefined) throw new TemplateError(`format has no value for '{${field}}'`);
      for (const step of path.matchAll(/\.([^.[]+)|\[([^\]]*)\]/g)) value = read(value, step[1] ?? step[2] ?? '');
      return formatValue(conversion === 'r' ? repr(value) : value, spec ?? '');
    },
  );
  budget.text(result.length);
  return result;
}
