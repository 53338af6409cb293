/** Expressions, with Jinja's precedence: if-else, or, and, not, comparisons, + -, ~, * / // %, **, unary, postfix, filters and tests. */
import type { Arguments, BinaryOperator, CompareOperator, Expression } from './ast.ts';
import { errorAt, type Token } from './lexer.ts';
import { float, integer, type Value } from './values.ts';

const CONSTANTS: Record<string, Value> = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
};
const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=']);
const KEYWORDS = new Set(['and', 'or', 'not', 'if', 'else', 'in', 'is']);
const MAX_DEPTH = 200;

/** A cursor over the tokens of one `{{ }}` or `{% %}`. Names it reads are noted in `names`, for whoever wants to know. */
export class ExpressionParser {
  readonly tokens: Token[];
  readonly names: Set<string>;
  at = 0;
  #depth = 0;

  constructor(tokens: Token[], names: Set<string>) {
    this.tokens = tokens;
    this.names = names;
  }

  peek(offset = 0): Token {
    const token = this.tokens[this.at + offset] ?? this.tokens.at(-1);
    if (!token) throw errorAt('empty template expression', 1);
    return token;
  }

  is(kind: Token['kind'], text?: string): boolean {
    const token = this.peek();
    return token.kind === kind && (text === undefined || token.text === text);
  }

  next(): Token {
    const token = this.peek();
    this.at += 1;
    return token;
  }

  accept(kind: Token['kind'], text: string): boolean {
    if (!this.is(kind, text)) return false;
    this.at += 1;
    return true;
  }

  expect(kind: Token['kind'], text?: string): Token {
    if (this.is(kind, text)) return this.next();
    throw this.unexpected(text ?? `a ${kind}`);
  }

  unexpected(wanted: string): Error {
    const token = this.peek();
    const found = token.kind === 'end' ? `the end ('${token.text}')` : `'${token.text}'`;
    return errorAt(`expected ${wanted}, found ${found}`, token.line);
  }

  end(): void {
    if (!this.is('end')) throw this.unexpected(`'${this.tokens.at(-1)?.text ?? ''}'`);
  }

  expression(): Expression {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw errorAt('expression is nested too deeply', this.peek().line);
    let result = this.orExpression();
    while (this.accept('name', 'if')) {
      const condition = this.orExpression();
      const otherwise = this.accept('name', 'else') ? this.expression() : null;
      result = { kind: 'if', condition, value: result, otherwise };
    }
    this.#depth -= 1;
    return result;
  }

  /** One expression, or several by commas: a tuple. */
  tupleOrExpression(): Expression {
    const first = this.expression();
    if (!this.is('operator', ',')) return first;
    const items = [first];
    while (this.accept('operator', ',')) {
      if (this.is('end') || this.is('operator', ')') || this.is('operator', '=')) break;
      items.push(this.expression());
    }
    return { kind: 'tuple', items };
  }

  /** An expression without `… if …`. */
  orExpression(): Expression {
    let left = this.#and();
    while (this.accept('name', 'or')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.accept('name', 'and')) left = { kind: 'and', left, right: this.#not() };
    return left;
  }

  #not(): Expression {
    let negations = 0;
    while (this.accept('name', 'not')) negations += 1;
    let value = this.#compare();
    for (; negations > 0; negations -= 1) value = { kind: 'not', value };
    return value;
  }

  #compare(): Expression {
    const { line } = this.peek();
    const first = this.#sum();
    const rest: { operator: CompareOperator; value: Expression }[] = [];
    for (;;) {
      const token = this.peek();
      if (token.kind === 'operator' && COMPARISONS.has(token.text)) {
        this.next();
        rest.push({ operator: token.text as CompareOperator, value: this.#sum() });
      } else if (this.accept('name', 'in')) rest.push({ operator: 'in', value: this.#sum() });
      else if (this.is('name', 'not') && this.peek(1).text === 'in') {
        this.at += 2;
        rest.push({ operator: 'not in', value: this.#sum() });
      } else return rest.length === 0 ? first : { kind: 'compare', first, rest, line };
    }
  }

  #binary(operators: readonly string[], operand: () => Expression): Expression {
    let left = operand();
    for (;;) {
      const token = this.peek();
      if (token.kind !== 'operator' || !operators.includes(token.text)) return left;
      this.next();
      left = { kind: 'binary', operator: token.text as BinaryOperator, left, right: operand(), line: token.line };
    }
  }

  #sum = (): Expression => this.#binary(['+', '-'], this.#concatenation);
  #concatenation = (): Expression => this.#binary(['~'], this.#product);
  #product = (): Expression => this.#binary(['*', '/', '//', '%'], this.#power);
  #power = (): Expression => this.#binary(['**'], () => this.#unary(true));

  #unary(withFilters: boolean): Expression {
    const token = this.peek();
    let value: Expression;
    if (token.kind === 'operator' && (token.text === '-' || token.text === '+')) {
      this.next();
      this.#depth += 1;
      if (this.#depth > MAX_DEPTH) throw errorAt('expression is nested too deeply', token.line);
      value = { kind: token.text === '-' ? 'negate' : 'plus', value: this.#unary(false) };
      this.#depth -= 1;
    } else value = this.#primary();
    value = this.#postfix(value);
    return withFilters ? this.#filters(value) : value;
  }

  #primary(): Expression {
    const token = this.next();
    switch (token.kind) {
      case 'name': {
        if (token.text in CONSTANTS) return { kind: 'literal', value: CONSTANTS[token.text] ?? null };
        if (KEYWORDS.has(token.text)) {
          this.at -= 1;
          throw this.unexpected('an expression');
        }
        this.names.add(token.text);
        return { kind: 'name', name: token.text, line: token.line };
      }
      case 'string': {
        let text = token.text;
        while (this.is('string')) text += this.next().text;
        return { kind: 'literal', value: text };
      }
      case 'integer':
        return { kind: 'literal', value: integer(BigInt(token.text)) };
      case 'float':
        return { kind: 'literal', value: float(Number(token.text)) };
      case 'operator':
        if (token.text === '(') {
          if (this.accept('operator', ')')) return { kind: 'tuple', items: [] };
          const inner = this.tupleOrExpression();
          this.expect('operator', ')');
          return inner;
        }
        if (token.text === '[') return { kind: 'list', items: this.#items(']') };
        if (token.text === '{') return this.#dict();
    }
    this.at -= 1;
    throw this.unexpected('an expression');
  }

  #items(close: string): Expression[] {
    const items: Expression[] = [];
    while (!this.accept('operator', close)) {
      if (items.length > 0) this.expect('operator', ',');
      if (this.accept('operator', close)) break;
      items.push(this.expression());
    }
    return items;
  }

  #dict(): Expression {
    const entries: { key: Expression; value: Expression }[] = [];
    while (!this.accept('operator', '}')) {
      if (entries.length > 0) this.expect('operator', ',');
      if (this.accept('operator', '}')) break;
      const key = this.expression();
      this.expect('operator', ':');
      entries.push({ key, value: this.expression() });
    }
    return { kind: 'dict', entries };
  }

  #postfix(start: Expression): Expression {
    let value = start;
    for (;;) {
      const { line } = this.peek();
      if (this.accept('operator', '.')) {
        const token = this.next();
        if (token.kind === 'name') value = { kind: 'attribute', target: value, name: token.text, line };
        else if (token.kind === 'integer')
          value = { kind: 'item', target: value, key: { kind: 'literal', value: Number(token.text) }, line };
        else {
          this.at -= 1;
          throw this.unexpected('a name');
        }
      } else if (this.accept('operator', '[')) value = this.#subscript(value, line);
      else if (this.is('operator', '(')) value = { kind: 'call', target: value, args: this.args(), line };
      else return value;
    }
  }

  #subscript(target: Expression, line: number): Expression {
    const part = () => (this.is('operator', ':') || this.is('operator', ']') ? null : this.tupleOrExpression());
    const start = part();
    if (!this.accept('operator', ':')) {
      this.expect('operator', ']');
      if (start === null) throw errorAt("expected an index between '[' and ']'", line);
      return { kind: 'item', target, key: start, line };
    }
    const stop = part();
    const step = this.accept('operator', ':') ? part() : null;
    this.expect('operator', ']');
    return { kind: 'slice', target, start, stop, step };
  }

  /** Parenthesised arguments of a call. */
  args(): Arguments {
    const args: Arguments = { positional: [], named: [], spread: null, spreadNamed: null };
    this.expect('operator', '(');
    let first = true;
    while (!this.accept('operator', ')')) {
      if (!first) this.expect('operator', ',');
      first = false;
      if (this.accept('operator', ')')) break;
      if (this.accept('operator', '**')) args.spreadNamed = this.expression();
      else if (this.accept('operator', '*')) args.spread = this.expression();
      else if (this.is('name') && this.peek(1).kind === 'operator' && this.peek(1).text === '=') {
        const name = this.next().text;
        this.next();
        args.named.push({ name, value: this.expression() });
      } else {
        if (args.named.length > 0) throw errorAt('positional argument after a named one', this.peek().line);
        args.positional.push(this.expression());
      }
    }
    return args;
  }

  #filters(start: Expression): Expression {
    let value = start;
    for (;;) {
      if (this.is('operator', '|')) value = this.#filter(value);
      else if (this.is('name', 'is')) value = this.#test(value);
      else if (this.is('operator', '('))
        value = { kind: 'call', target: value, args: this.args(), line: this.peek().line };
      else return value;
    }
  }

  #filter(target: Expression | null): Expression {
    this.expect('operator', '|');
    return this.filterCall(target);
  }

  /** `name(args)` of a filter, then further `| filters`, over a target (null: a block's text). */
  filterCall(target: Expression | null): Expression {
    const token = this.expect('name');
    let name = token.text;
    while (this.accept('operator', '.')) name += `.${this.expect('name').text}`;
    const args = this.is('operator', '(') ? this.args() : noArguments();
    return { kind: 'filter', target, name, args, line: token.line };
  }

  /** A chain `name | name(args)` over a block's text. */
  filterChain(): Expression {
    let value = this.filterCall(null);
    while (this.is('operator', '|')) value = this.#filter(value);
    return value;
  }

  #test(target: Expression): Expression {
    const { line } = this.next();
    const negated = this.accept('name', 'not');
    let name = this.expect('name').text;
    while (this.accept('operator', '.')) name += `.${this.expect('name').text}`;
    let args = noArguments();
    const token = this.peek();
    const starts =
      token.kind === 'string' ||
      token.kind === 'integer' ||
      token.kind === 'float' ||
      (token.kind === 'operator' && (token.text === '[' || token.text === '{')) ||
      (token.kind === 'name' && !KEYWORDS.has(token.text));
    if (this.is('operator', '(')) args = this.args();
    else if (starts) args.positional.push(this.#postfix(this.#primary()));
    return { kind: 'test', target, name, args, negated, line };
  }
}

export function noArguments(): Arguments {
  return { positional: [], named: [], spread: null, spreadNamed: null };
}
