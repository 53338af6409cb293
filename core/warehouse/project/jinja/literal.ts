/** Python literals in a text (`"['a', 1]"`, `"True"`), as dbt reads rendered YAML values; a text that is none stays a text. */
import type { Expression } from './ast.ts';
import { lex } from './lexer.ts';
import { negate } from './operations.ts';
import { ExpressionParser } from './parse-expression.ts';
import { type Dict, dictSet, isNumber, TemplateError, Tuple, type Value } from './values.ts';

function evaluate(node: Expression): Value {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'list':
      return node.items.map(evaluate);
    case 'tuple':
      return new Tuple(node.items.map(evaluate));
    case 'dict': {
      const result: Dict = new Map();
      for (const { key, value } of node.entries) dictSet(result, evaluate(key), evaluate(value));
      return result;
    }
    case 'negate': {
      const value = evaluate(node.value);
      if (isNumber(value)) return negate(value);
    }
  }
  throw new TemplateError('not a literal');
}

export function literal(text: string): Value {
  // Quick refusal of what most texts are: words.
  if (!/^\s*(?:[[({'"\d+-]|True\b|False\b|None\b)/.test(text)) return text;
  try {
    const [segment, more] = lex(`{{ ${text} }}`);
    if (segment?.kind !== 'output' || more) return text;
    const parser = new ExpressionParser(segment.tokens, new Set());
    const expression = parser.tupleOrExpression();
    parser.end();
    return evaluate(expression);
  } catch {
    return text;
  }
}
