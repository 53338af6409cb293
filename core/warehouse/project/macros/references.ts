/** What a template names, read from its text alone: macros, vars and environment names in branches that do not run count too. */
import type { Arguments, Expression, Statement } from '../jinja/ast.ts';
import { walk } from '../jinja/walk.ts';

export interface References {
  /** Every plain name. */
  names: Set<string>;
  /** `package.macro` pairs. */
  members: Set<string>;
  /** `adapter.dispatch('name', 'namespace')`. */
  dispatches: { name: string; namespace: string | null }[];
  vars: Set<string>;
  envs: Set<string>;
}

function literalText(node: Expression | undefined): string | null {
  return node?.kind === 'literal' && typeof node.value === 'string' ? node.value : null;
}

function argument(args: Arguments, index: number, name: string): string | null {
  return literalText(args.positional[index] ?? args.named.find((arg) => arg.name === name)?.value);
}

export function references(body: readonly Statement[]): References {
  const found: References = { names: new Set(), members: new Set(), dispatches: [], vars: new Set(), envs: new Set() };
  walk(body, (node) => {
    if (node.kind === 'name') found.names.add(node.name);
    if (node.kind === 'attribute' && node.target.kind === 'name') found.members.add(`${node.target.name}.${node.name}`);
    if (node.kind !== 'call') return;
    const { target, args } = node;
    if (target.kind === 'name' && target.name === 'var') {
      const name = argument(args, 0, 'name');
      if (name !== null) found.vars.add(name);
    }
    if (target.kind === 'name' && target.name === 'env_var') {
      const name = argument(args, 0, 'var');
      if (name !== null) found.envs.add(name);
    }
    if (target.kind === 'attribute' && target.name === 'dispatch') {
      const name = argument(args, 0, 'macro_name');
      if (name !== null) found.dispatches.push({ name, namespace: argument(args, 1, 'macro_namespace') });
    }
  });
  return found;
}
