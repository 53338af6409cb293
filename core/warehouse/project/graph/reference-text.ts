/** `ref('x')`, `ref('package', 'x', v=2)` and `source('s', 't')` where YAML has them as text: exposures, unit tests, snapshots, constraints. */
import { lex } from '../jinja/lexer.ts';
import { ExpressionParser } from '../jinja/parse-expression.ts';
import { str } from '../jinja/text.ts';
import { TemplateError, type Value } from '../jinja/values.ts';

export type ReferenceText =
  | { kind: 'ref'; package: string | null; name: string; version: string | null }
  | { kind: 'source'; source: string; table: string }
  | { kind: 'this' };

/** Null when the text is none of these. Braces around it are allowed. */
export function readReference(text: string): ReferenceText | null {
  const inner = text
    .trim()
    .replace(/^\{\{([\s\S]*)\}\}$/, '$1')
    .trim();
  if (inner === 'this') return { kind: 'this' };
  try {
    const [segment] = lex(`{{ ${inner} }}`);
    if (segment?.kind !== 'output') return null;
    const parser = new ExpressionParser(segment.tokens, new Set());
    const call = parser.expression();
    parser.end();
    if (call.kind !== 'call' || call.target.kind !== 'name') return null;
    const values: Value[] = call.args.positional.map((arg) => (arg.kind === 'literal' ? arg.value : null));
    if (values.some((value) => typeof value !== 'string')) return null;
    const [first = '', second = ''] = values.map(str);
    const { name } = call.target;
    if (name === 'source' && values.length === 2) return { kind: 'source', source: first, table: second };
    if (name !== 'ref' || values.length < 1 || values.length > 2) return null;
    const version = call.args.named.find((arg) => arg.name === 'v' || arg.name === 'version')?.value;
    return {
      kind: 'ref',
      package: values.length === 2 ? first : null,
      name: values.length === 2 ? second : first,
      version: version?.kind === 'literal' ? str(version.value) : null,
    };
  } catch (error) {
    if (error instanceof TemplateError) return null;
    throw error;
  }
}
