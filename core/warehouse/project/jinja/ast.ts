/** The parsed form of a template. Lines count from 1 in the file the template was read from. */
import type { Value } from './values.ts';

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '~';
export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

export interface Arguments {
  positional: Expression[];
  named: { name: string; value: Expression }[];
  /** `*args` and `**kwargs`. */
  spread: Expression | null;
  spreadNamed: Expression | null;
}

export type Expression =
  | { kind: 'literal'; value: Value }
  | { kind: 'name'; name: string; line: number }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'tuple'; items: Expression[] }
  | { kind: 'dict'; entries: { key: Expression; value: Expression }[] }
  | { kind: 'attribute'; target: Expression; name: string; line: number }
  | { kind: 'item'; target: Expression; key: Expression; line: number }
  | { kind: 'slice'; target: Expression; start: Expression | null; stop: Expression | null; step: Expression | null }
  | { kind: 'call'; target: Expression; args: Arguments; line: number }
  /** `target` is null in a `{% filter %}` block: the block's text. */
  | { kind: 'filter'; target: Expression | null; name: string; args: Arguments; line: number }
  | { kind: 'test'; target: Expression; name: string; args: Arguments; negated: boolean; line: number }
  | { kind: 'negate' | 'plus' | 'not'; value: Expression }
  | { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression; line: number }
  | { kind: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'compare'; first: Expression; rest: { operator: CompareOperator; value: Expression }[]; line: number }
  | { kind: 'if'; condition: Expression; value: Expression; otherwise: Expression | null };

export interface Parameter {
  name: string;
  default: Expression | null;
}

/** What a `set` or `for` assigns to. */
export type Target =
  | { kind: 'name'; name: string }
  | { kind: 'attribute'; object: string; name: string }
  | { kind: 'tuple'; items: Target[] };

export interface MacroNode {
  kind: 'macro';
  name: string;
  parameters: Parameter[];
  body: Statement[];
  line: number;
  /** Offsets of the whole block in the source. */
  start: number;
  end: number;
  /** Whether the body names these, and so accepts what they hold. */
  usesVarargs: boolean;
  usesKwargs: boolean;
  usesCaller: boolean;
}

/** Blocks that dbt adds to Jinja. They render nothing: the loader takes them out of the file. */
export interface ResourceBlock {
  kind: 'snapshot' | 'test' | 'materialization';
  name: string;
  parameters: Parameter[];
  body: Statement[];
  line: number;
  start: number;
  end: number;
  /** The text between the tags, as written, and the line it begins on. */
  inner: string;
  innerLine: number;
  macro: MacroNode;
}

export type Statement =
  | { kind: 'text'; text: string }
  | { kind: 'output'; value: Expression; line: number }
  | { kind: 'do'; value: Expression; line: number }
  | { kind: 'if-block'; branches: { condition: Expression; body: Statement[]; line: number }[]; otherwise: Statement[] }
  | {
      kind: 'for';
      target: Target;
      items: Expression;
      filter: Expression | null;
      recursive: boolean;
      body: Statement[];
      otherwise: Statement[];
      line: number;
    }
  | { kind: 'set'; target: Target; value: Expression; line: number }
  | { kind: 'set-block'; target: Target; filters: Expression | null; body: Statement[]; line: number }
  | { kind: 'call-block'; parameters: Parameter[]; call: Expression; body: Statement[]; line: number }
  | { kind: 'filter-block'; filter: Expression; body: Statement[]; line: number }
  | { kind: 'with'; values: { target: Target; value: Expression }[]; body: Statement[]; line: number }
  | { kind: 'break' | 'continue'; line: number }
  | MacroNode
  | ResourceBlock;

export interface Template {
  /** For messages: path of the file. */
  file: string;
  source: string;
  body: Statement[];
}
