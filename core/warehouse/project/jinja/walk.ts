/** Visits every expression of a template, without running it. */
import type { Arguments, Expression, Statement } from './ast.ts';

export type Visit = (node: Expression, line: number) => void;

function args(node: Arguments, visit: Visit, line: number): void {
  for (const item of node.positional) expression(item, visit, line);
  for (const { value } of node.named) expression(value, visit, line);
  if (node.spread) expression(node.spread, visit, line);
  if (node.spreadNamed) expression(node.spreadNamed, visit, line);
}

function expression(node: Expression, visit: Visit, outer: number): void {
  const line = 'line' in node ? node.line : outer;
  visit(node, line);
  const inner = (child: Expression | null) => child && expression(child, visit, line);
  switch (node.kind) {
    case 'literal':
    case 'name':
      return;
    case 'list':
    case 'tuple':
      for (const item of node.items) inner(item);
      return;
    case 'dict':
      for (const { key, value } of node.entries) {
        inner(key);
        inner(value);
      }
      return;
    case 'attribute':
      inner(node.target);
      return;
    case 'item':
      inner(node.target);
      inner(node.key);
      return;
    case 'slice':
      for (const child of [node.target, node.start, node.stop, node.step]) inner(child);
      return;
    case 'call':
    case 'filter':
    case 'test':
      inner(node.target);
      args(node.args, visit, line);
      return;
    case 'negate':
    case 'plus':
    case 'not':
      inner(node.value);
      return;
    case 'binary':
    case 'and':
    case 'or':
      inner(node.left);
      inner(node.right);
      return;
    case 'compare':
      inner(node.first);
      for (const { value } of node.rest) inner(value);
      return;
    case 'if':
      inner(node.condition);
      inner(node.value);
      inner(node.otherwise);
  }
}

/** Calls `visit` for every expression in the statements and their blocks; macros and other blocks inside them too. */
export function walk(body: readonly Statement[], visit: Visit): void {
  for (const node of body) {
    const line = 'line' in node ? node.line : 1;
    switch (node.kind) {
      case 'output':
      case 'do':
      case 'set':
        expression(node.value, visit, line);
        break;
      case 'if-block':
        for (const branch of node.branches) {
          expression(branch.condition, visit, branch.line);
          walk(branch.body, visit);
        }
        walk(node.otherwise, visit);
        break;
      case 'for':
        expression(node.items, visit, line);
        if (node.filter) expression(node.filter, visit, line);
        walk(node.body, visit);
        walk(node.otherwise, visit);
        break;
      case 'set-block':
        if (node.filters) expression(node.filters, visit, line);
        walk(node.body, visit);
        break;
      case 'filter-block':
        expression(node.filter, visit, line);
        walk(node.body, visit);
        break;
      case 'call-block':
        expression(node.call, visit, line);
        walk(node.body, visit);
        break;
      case 'with':
        for (const { value } of node.values) expression(value, visit, line);
        walk(node.body, visit);
        break;
      case 'macro':
      case 'snapshot':
      case 'test':
      case 'materialization':
        for (const parameter of node.parameters) if (parameter.default) expression(parameter.default, visit, line);
        walk(node.body, visit);
    }
  }
}
