import { distinct, type LineageColumn, type Origin, type Scope } from './lineage-scope.ts';
import { type Branch, isBranch, sameName, type Tree, word, words } from './parse-tree.ts';

/** Columns that a value is made from, whatever the expression. */
export function originsOf(tree: Tree, scope: Scope): Origin[] {
  if (Array.isArray(tree)) return distinct(tree.flatMap((one) => originsOf(one, scope)));
  if (!isBranch(tree)) return [];
  if (tree.class === 'CONSTANT') return [];
  if (tree.class === 'COLUMN_REF') return resolveName(words(tree.column_names), scope)?.origins ?? [];
  if (tree.class === 'SUBQUERY' && isBranch(tree.subquery) && isBranch(tree.subquery.node)) {
    const columns = scope.columnsOfQuery(tree.subquery.node, scope);
    return distinct([...originsOf(tree.child ?? null, scope), ...columns.flatMap((column) => column.origins)]);
  }
  if (tree.class === 'LAMBDA') return originsOf(tree.expr ?? null, withParameters(tree, scope));
  return distinct(Object.values(tree).flatMap((one) => originsOf(one, scope)));
}

function withParameters(lambda: Branch, scope: Scope): Scope {
  const named = (tree: Tree | undefined): string[] => {
    if (Array.isArray(tree)) return tree.flatMap(named);
    if (!isBranch(tree)) return [];
    return tree.class === 'COLUMN_REF' ? words(tree.column_names) : Object.values(tree).flatMap(named);
  };
  return {
    ...scope,
    parameters: new Set([...scope.parameters, ...named(lambda.lhs)].map((name) => name.toLowerCase())),
  };
}

/** `x`, `t.x`, `s.t.x`, or the field of a struct: `x.field`. Null for what is no column that is known. */
export function resolveName(names: readonly string[], scope: Scope): LineageColumn | null {
  const [first = '', second] = names;
  if (names.length === 1 && scope.parameters.has(first.toLowerCase())) return null;
  for (let here: Scope | null = scope; here !== null; here = here.outer) {
    const relation = here.relations.find((one) => sameName(one.alias, first));
    const own = second === undefined ? undefined : relation?.columns.find((one) => sameName(one.name, second));
    if (own !== undefined) return own;
    const found = here.relations.flatMap((one) => one.columns).find((one) => sameName(one.name, first));
    if (found !== undefined) return names.length === 1 ? found : { ...found, isCopy: false };
  }
  const before = names.length === 1 ? scope.before.find((one) => sameName(one.name, first)) : undefined;
  if (before !== undefined) return before;
  return names.length > 2 ? resolveName(names.slice(1), scope) : null;
}

/** The name that a column has when no alias gives one. */
export function nameOf(item: Branch): string {
  const alias = word(item.alias);
  if (alias !== '') return alias;
  if (item.class === 'COLUMN_REF') return words(item.column_names).at(-1) ?? '';
  if (item.class === 'CAST' && isBranch(item.child)) return nameOf(item.child);
  return word(item.function_name) || word(item.type).toLowerCase();
}
