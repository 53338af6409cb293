/**
 * Cuts a template into text, expressions `{{ }}` and statements `{% %}`, and those into tokens. Comments and the
 * whitespace control of `-` are done here; `{% raw %}` becomes text. Delimiters and rules: Jinja's template designer documentation.
 */
import { TemplateError } from './values.ts';

export interface Token {
  kind: 'name' | 'integer' | 'float' | 'string' | 'operator' | 'end';
  text: string;
  line: number;
}

export type Segment =
  | { kind: 'text'; text: string }
  | { kind: 'output' | 'statement'; tokens: Token[]; line: number; start: number; end: number };

export function errorAt(message: string, line: number): TemplateError {
  const error = new TemplateError(message);
  error.line = line;
  return error;
}

const GAP = /\s*/y;
/** Groups: name, decimal number, whole number, quoted string; else an operator. */
const TOKEN =
  /([\p{L}_][\p{L}\p{N}_]*)|(\d[\d_]*\.\d+(?:[eE][+-]?\d+)?|\d[\d_]*[eE][+-]?\d+)|(\d[\d_]*)|("[^"\\]*(?:\\[\s\S][^"\\]*)*"|'[^'\\]*(?:\\[\s\S][^'\\]*)*')|\/\/|\*\*|==|!=|<=|>=|[-+*/%~<>=()[\]{},.:|;]/uy;

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '0': '\0', '\n': '' };

/** The value of a quoted string, with Python's escapes. */
function stringValue(text: string): string {
  const inner = text.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  return inner.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[\s\S])/g, (whole, code: string) => {
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (code === '\\' || code === '"' || code === "'") return code;
    return ESCAPES[code] ?? whole;
  });
}

/** Counts lines of growing offsets without going back over the text. */
export function lineCounter(source: string, firstLine = 1): (offset: number) => number {
  let at = 0;
  let line = firstLine;
  return (offset) => {
    for (let next = source.indexOf('\n', at); next !== -1 && next < offset; next = source.indexOf('\n', at)) {
      line += 1;
      at = next + 1;
    }
    return line;
  };
}

class Lexer {
  readonly source: string;
  readonly lineAt: (offset: number) => number;
  readonly segments: Segment[] = [];

  constructor(source: string, firstLine: number) {
    this.source = source;
    this.lineAt = lineCounter(source, firstLine);
  }

  /** Tokens from `offset` to the closing delimiter; answers where it ends and whether it strips the text after it. */
  tokens(offset: number, close: '}}' | '%}'): { tokens: Token[]; end: number; strip: boolean } {
    const { source } = this;
    const tokens: Token[] = [];
    const open: string[] = [];
    const opening = this.lineAt(offset);
    let at = offset;
    for (;;) {
      GAP.lastIndex = at;
      GAP.exec(source);
      at = GAP.lastIndex;
      if (open.length === 0) {
        const signed = source[at] === '-' || source[at] === '+';
        if (source.startsWith(close, at) || (signed && source.startsWith(close, at + 1))) {
          const end = at + (signed ? 3 : 2);
          tokens.push({ kind: 'end', text: close, line: this.lineAt(at) });
          return { tokens, end, strip: source[at] === '-' };
        }
      }
      if (at >= source.length) throw errorAt(`'${close}' is missing`, opening);
      const line = this.lineAt(at);
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(source);
      if (!match) throw errorAt(`unexpected character ${JSON.stringify(source[at])} in a template expression`, line);
      at = TOKEN.lastIndex;
      const [text, name, decimal, whole, quoted] = match;
      if (name !== undefined) tokens.push({ kind: 'name', text: name, line });
      else if (decimal !== undefined) tokens.push({ kind: 'float', text: decimal.replaceAll('_', ''), line });
      else if (whole !== undefined) tokens.push({ kind: 'integer', text: whole.replaceAll('_', ''), line });
      else if (quoted !== undefined) tokens.push({ kind: 'string', text: stringValue(quoted), line });
      else {
        if ('([{'.includes(text)) open.push(text);
        else if (')]}'.includes(text) && open.pop() !== '([{'[')]}'.indexOf(text)])
          throw errorAt(`unexpected '${text}'`, line);
        tokens.push({ kind: 'operator', text, line });
      }
    }
  }

  run(): Segment[] {
    const { source } = this;
    const opening = /\{[{%#]/g;
    let at = 0;
    let stripNext = false;
    while (at <= source.length) {
      opening.lastIndex = at;
      const found = opening.exec(source);
      const start = found ? found.index : source.length;
      let text = source.slice(at, start);
      if (stripNext) text = text.trimStart();
      if (found && source[start + 2] === '-') text = text.trimEnd();
      if (text !== '') this.segments.push({ kind: 'text', text });
      if (!found) break;
      const line = this.lineAt(start);
      if (found[0] === '{#') {
        const end = source.indexOf('#}', start + 2);
        if (end === -1) throw errorAt('comment is not closed', line);
        stripNext = source[end - 1] === '-';
        at = end + 2;
        continue;
      }
      const signed = source[start + 2] === '-' || source[start + 2] === '+';
      const inside = start + (signed ? 3 : 2);
      const { tokens, end, strip } = this.tokens(inside, found[0] === '{{' ? '}}' : '%}');
      at = end;
      stripNext = strip;
      if (found[0] === '{%' && tokens[0]?.text === 'raw' && tokens.length === 2) {
        ({ at, stripNext } = this.raw(end, strip, line));
        continue;
      }
      this.segments.push({ kind: found[0] === '{{' ? 'output' : 'statement', tokens, line, start, end });
    }
    return this.segments;
  }

  raw(from: number, strip: boolean, line: number): { at: number; stripNext: boolean } {
    const closing = /\{%([-+]?)\s*endraw\s*([-+]?)%\}/g;
    closing.lastIndex = from;
    const found = closing.exec(this.source);
    if (!found) throw errorAt('raw block is not closed', line);
    let text = this.source.slice(from, found.index);
    if (strip) text = text.trimStart();
    if (found[1] === '-') text = text.trimEnd();
    if (text !== '') this.segments.push({ kind: 'text', text });
    return { at: closing.lastIndex, stripNext: found[2] === '-' };
  }
}

/** The segments of a template whose first line is `firstLine` of its file. */
export function lex(source: string, firstLine = 1): Segment[] {
  return new Lexer(source, firstLine).run();
}
