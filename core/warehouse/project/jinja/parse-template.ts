/** Statements: Jinja's, its `do` and loop controls, and the blocks dbt adds (snapshot, test, materialization). */
import type { MacroNode, Parameter, ResourceBlock, Statement, Target, Template } from './ast.ts';
import { errorAt, lex, type Segment } from './lexer.ts';
import { ExpressionParser } from './parse-expression.ts';

type Tag = Exclude<Segment, { kind: 'text' }>;

const MAX_BLOCKS = 100;
const UNSUPPORTED = new Set(['include', 'import', 'from', 'extends', 'block', 'autoescape', 'trans']);

class TemplateParser {
  readonly source: string;
  readonly segments: Segment[];
  at = 0;
  /** Blocks that are open, outermost first. */
  readonly open: { name: string; line: number }[] = [];
  /** Names read so far in the innermost macro. */
  names = new Set<string>();

  constructor(source: string, firstLine: number) {
    this.source = source;
    this.segments = lex(source, firstLine);
  }

  /** Statements up to one of the closing tags, which is consumed and answered with its parser after the tag's name. */
  body(
    closing: readonly string[],
    opener: { name: string; line: number } | null,
  ): { body: Statement[]; tag: Tag; rest: ExpressionParser } | { body: Statement[]; tag: null } {
    const body: Statement[] = [];
    if (opener) this.open.push(opener);
    if (this.open.length > MAX_BLOCKS) throw errorAt('blocks are nested too deeply', opener?.line ?? 1);
    for (;;) {
      const segment = this.segments[this.at++];
      if (!segment) {
        if (opener)
          throw errorAt(`'{% ${opener.name} %}' is not closed: '{% ${closing.at(-1)} %}' is missing`, opener.line);
        return { body, tag: null };
      }
      if (segment.kind === 'text') {
        body.push(segment);
        continue;
      }
      const parser = new ExpressionParser(segment.tokens, this.names);
      if (segment.kind === 'output') {
        const value = parser.tupleOrExpression();
        parser.end();
        body.push({ kind: 'output', value, line: segment.line });
        continue;
      }
      const name = parser.expect('name').text;
      if (closing.includes(name)) {
        this.open.pop();
        return { body, tag: segment, rest: parser };
      }
      body.push(this.statement(name, segment, parser));
    }
  }

  /** The body of a block that has one closing tag. */
  block(close: string, name: string, line: number): { body: Statement[]; tag: Tag } {
    const result = this.body([close], { name, line });
    if (!result.tag) throw errorAt(`'{% ${close} %}' is missing`, line);
    // The name of what ends may follow: `{% endmacro my_macro %}`, `{% endset %}`.
    if (result.rest.is('name')) result.rest.next();
    result.rest.end();
    return result;
  }

  statement(name: string, tag: Tag, parser: ExpressionParser): Statement {
    const { line } = tag;
    const finish = <T>(value: T): T => {
      parser.end();
      return value;
    };
    switch (name) {
      case 'do':
        return finish({ kind: 'do', value: parser.tupleOrExpression(), line });
      case 'set':
        return this.set(parser, line);
      case 'if':
        return this.if(parser, line);
      case 'for':
        return this.for(parser, line);
      case 'break':
      case 'continue':
        return finish({ kind: name, line });
      case 'with':
        return this.with(parser, line);
      case 'filter': {
        const filter = finish(parser.filterChain());
        return { kind: 'filter-block', filter, body: this.block('endfilter', name, line).body, line };
      }
      case 'call': {
        const parameters = parser.is('operator', '(') ? this.parameters(parser) : [];
        const call = finish(parser.expression());
        if (call.kind !== 'call') throw errorAt("'{% call %}' needs a call", line);
        return { kind: 'call-block', parameters, call, body: this.block('endcall', name, line).body, line };
      }
      case 'macro': {
        const macroName = parser.expect('name').text;
        const parameters = finish(this.parameters(parser));
        return this.macro(macroName, parameters, 'endmacro', tag).macro;
      }
      case 'test':
      case 'data_test': {
        const testName = parser.expect('name').text;
        const parameters = finish(this.parameters(parser));
        return this.resource('test', testName, parameters, `end${name}`, tag);
      }
      case 'snapshot': {
        const blockName = finish(parser.expect('name').text);
        return this.resource(name, blockName, [], `end${name}`, tag);
      }
      case 'materialization': {
        const blockName = parser.expect('name').text;
        while (!parser.is('end')) parser.next();
        return this.resource(name, blockName, [], 'endmaterialization', tag);
      }
    }
    if (UNSUPPORTED.has(name)) throw errorAt(`'{% ${name} %}' is not available in a dbt project`, line);
    const last = this.open.at(-1);
    if (last && /^(end\w+|else|elif)$/.test(name)) {
      throw errorAt(
        `'{% ${name} %}' does not belong here: '{% ${last.name} %}' of line ${last.line} is still open`,
        line,
      );
    }
    throw errorAt(`unknown tag '{% ${name} %}'`, line);
  }

  if(parser: ExpressionParser, line: number): Statement {
    let condition = parser.tupleOrExpression();
    parser.end();
    const branches: { condition: typeof condition; body: Statement[]; line: number }[] = [];
    let at = line;
    for (;;) {
      const part = this.body(['elif', 'else', 'endif'], { name: 'if', line });
      branches.push({ condition, body: part.body, line: at });
      if (!part.tag) throw errorAt("'{% endif %}' is missing", line);
      const name = part.tag.tokens[0]?.text;
      if (name === 'elif') {
        condition = part.rest.tupleOrExpression();
        part.rest.end();
        at = part.tag.line;
        continue;
      }
      part.rest.end();
      const otherwise = name === 'else' ? this.block('endif', 'else', part.tag.line).body : [];
      return { kind: 'if-block', branches, otherwise };
    }
  }

  for(parser: ExpressionParser, line: number): Statement {
    const target = this.target(parser);
    parser.expect('name', 'in');
    // The items may not be a conditional expression: `if` here begins the loop's filter.
    const items = this.forItems(parser);
    const filter = parser.accept('name', 'if') ? parser.expression() : null;
    const recursive = parser.accept('name', 'recursive');
    parser.end();
    const part = this.body(['else', 'endfor'], { name: 'for', line });
    if (!part.tag) throw errorAt("'{% endfor %}' is missing", line);
    part.rest.end();
    const otherwise = part.tag.tokens[0]?.text === 'else' ? this.block('endfor', 'else', line).body : [];
    return { kind: 'for', target, items, filter, recursive, body: part.body, otherwise, line };
  }

  forItems(parser: ExpressionParser) {
    const first = parser.orExpression();
    if (!parser.is('operator', ',')) return first;
    const items = [first];
    while (parser.accept('operator', ',')) items.push(parser.orExpression());
    return { kind: 'tuple' as const, items };
  }

  set(parser: ExpressionParser, line: number): Statement {
    const target = this.target(parser);
    if (parser.accept('operator', '=')) {
      const value = parser.tupleOrExpression();
      parser.end();
      return { kind: 'set', target, value, line };
    }
    const filters = parser.accept('operator', '|') ? parser.filterChain() : null;
    parser.end();
    return { kind: 'set-block', target, filters, body: this.block('endset', 'set', line).body, line };
  }

  with(parser: ExpressionParser, line: number): Statement {
    const values: { target: Target; value: ReturnType<ExpressionParser['expression']> }[] = [];
    while (!parser.is('end')) {
      if (values.length > 0) parser.expect('operator', ',');
      const target: Target = { kind: 'name', name: parser.expect('name').text };
      parser.expect('operator', '=');
      values.push({ target, value: parser.expression() });
    }
    return { kind: 'with', values, body: this.block('endwith', 'with', line).body, line };
  }

  target(parser: ExpressionParser): Target {
    const one = (): Target => {
      if (parser.accept('operator', '(')) {
        const inner = this.target(parser);
        parser.expect('operator', ')');
        return inner;
      }
      const name = parser.expect('name').text;
      if (parser.accept('operator', '.')) return { kind: 'attribute', object: name, name: parser.expect('name').text };
      return { kind: 'name', name };
    };
    const first = one();
    if (!parser.is('operator', ',')) return first;
    const items = [first];
    while (parser.accept('operator', ',')) {
      if (!parser.is('name') && !parser.is('operator', '(')) break;
      items.push(one());
    }
    return { kind: 'tuple', items };
  }

  parameters(parser: ExpressionParser): Parameter[] {
    const parameters: Parameter[] = [];
    parser.expect('operator', '(');
    while (!parser.accept('operator', ')')) {
      if (parameters.length > 0) parser.expect('operator', ',');
      if (parser.accept('operator', ')')) break;
      const name = parser.expect('name').text;
      const fallback = parser.accept('operator', '=') ? parser.expression() : null;
      if (!fallback && parameters.at(-1)?.default)
        throw errorAt(`parameter '${name}' needs a default, as the one before it`, parser.peek().line);
      parameters.push({ name, default: fallback });
    }
    return parameters;
  }

  macro(name: string, parameters: Parameter[], close: string, tag: Tag): { macro: MacroNode; closing: Tag } {
    const outer = this.names;
    this.names = new Set();
    const { body, tag: closing } = this.block(close, tag.tokens[0]?.text ?? 'macro', tag.line);
    const inner = this.names;
    this.names = outer;
    for (const used of inner) outer.add(used);
    const macro: MacroNode = {
      kind: 'macro',
      name,
      parameters,
      body,
      line: tag.line,
      start: tag.start,
      end: closing.end,
      usesVarargs: inner.has('varargs'),
      usesKwargs: inner.has('kwargs'),
      usesCaller: inner.has('caller'),
    };
    return { macro, closing };
  }

  resource(kind: ResourceBlock['kind'], name: string, parameters: Parameter[], close: string, tag: Tag): ResourceBlock {
    const { macro, closing } = this.macro(name, parameters, close, tag);
    const inner = this.source.slice(tag.end, closing.start);
    const innerLine = tag.tokens.at(-1)?.line ?? tag.line;
    const { line, start, end, body } = macro;
    return { kind, name, parameters, body, line, start, end, inner, innerLine, macro };
  }
}

/**
 * Parses a template. `firstLine` is the line of its first character in `file`. Throws TemplateError with a line.
 * As in Jinja, one newline at the very end is not part of the text.
 */
export function parseTemplate(source: string, file: string, firstLine = 1): Template {
  const text = source.endsWith('\r\n') ? source.slice(0, -2) : source.endsWith('\n') ? source.slice(0, -1) : source;
  const { body } = new TemplateParser(text, firstLine).body([], null);
  return { file, source, body };
}
