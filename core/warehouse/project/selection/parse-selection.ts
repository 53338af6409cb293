/** The text of a selection: `+tag:daily,marts 2+orders+1 @x`. Documented at docs.getdbt.com, "Syntax overview", "Graph operators", "Set operators". */
import { DomainError } from '@griot/kernel';

export interface Term {
  /** `tag`, `config.materialized`, …; null when only a value is written. */
  method: string | null;
  value: string;
  /** Generations upstream and downstream that come along; Infinity for all, 0 for none. */
  upstream: number;
  downstream: number;
  /** `@x`: x, everything after it, and all that those need. */
  closure: boolean;
  text: string;
}

/** A union of intersections. */
export type Expression = Term[][];

const TERM = /^(@)?(?:(\d*)\+)?(.*?)(?:\+(\d*))?$/;
const METHODS = new Set([
  ...[
    'fqn',
    'path',
    'file',
    'tag',
    'resource_type',
    'source',
    'exposure',
    'test_type',
    'test_name',
    'package',
    'group',
    'access',
  ],
  ...['config', 'state', 'result', 'source_status', 'version', 'unit_test'],
]);

export function selectionError(expression: string, message: string): DomainError {
  return new DomainError({
    code: 'warehouse.selection_invalid',
    kind: 'invalid',
    details: { expression, message },
    message: `${expression}: ${message}`,
  });
}

function parseTerm(text: string): Term {
  const [, closure, before, body = '', after] = TERM.exec(text) ?? [];
  if (body === '') throw selectionError(text, 'there is no name in it');
  const generations = (digits: string | undefined, present: boolean) =>
    present ? (digits ? Number(digits) : Number.POSITIVE_INFINITY) : 0;
  const upstream = generations(before, before !== undefined);
  const downstream = generations(after, after !== undefined);
  if (closure && (upstream > 0 || downstream > 0)) throw selectionError(text, "'@' and '+' exclude each other");
  const colon = body.indexOf(':');
  const method = colon > 0 ? body.slice(0, colon) : null;
  if (method !== null && !METHODS.has(method.split('.')[0] ?? ''))
    throw selectionError(text, `there is no method '${method}'`);
  return {
    method,
    value: method === null ? body : body.slice(colon + 1),
    upstream,
    downstream,
    closure: closure !== undefined,
    text,
  };
}

export function parseSelection(entries: readonly string[]): Expression {
  return entries
    .flatMap((entry) => entry.split(/\s+/))
    .filter((union) => union !== '')
    .map((union) =>
      union
        .split(',')
        .filter((term) => term !== '')
        .map(parseTerm),
    );
}
