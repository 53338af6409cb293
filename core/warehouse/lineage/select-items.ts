import { nameOf, originsOf, resolveName } from './expressions.ts';
import type { LineageColumn, Scope } from './lineage-scope.ts';
import { type Branch, branches, isBranch, list, sameName, type Tree, word, words } from './parse-tree.ts';

/** One item of the select list: one column, or those that a star stands for. */
export function expandItem(item: Branch, scope: Scope): LineageColumn[] {
  if (item.class === 'STAR') return expandStar(item, scope);
  const name = nameOf(item);
  if (item.class === 'COLUMN_REF') {
    const found = resolveName(words(item.column_names), scope);
    return [{ name, origins: found?.origins ?? [], isCopy: found?.isCopy ?? false }];
  }
  return [{ name, origins: originsOf(item, scope), isCopy: false }];
}

function expandStar(star: Branch, scope: Scope): LineageColumn[] {
  const relation = word(star.relation_name);
  const columns = scope.relations
    .filter((one) => relation === '' || sameName(one.alias, relation))
    .flatMap((one) => one.columns);
  const without = list(star.exclude_list).map(excludedName);
  const replaced = new Map(branches(star.replace_list).map((one) => [word(one.key).toLowerCase(), one.value ?? null]));
  const names = new Map(branches(star.rename_list).map((one) => [renamedFrom(one.key), word(one.value)]));
  const wanted = patternOf(star);
  return columns
    .filter(({ name }) => wanted(name) && !without.some((one) => sameName(one, name)))
    .map((column) => {
      const value = replaced.get(column.name.toLowerCase());
      const name = names.get(column.name.toLowerCase()) ?? column.name;
      return value === undefined ? { ...column, name } : { name, origins: originsOf(value, scope), isCopy: false };
    });
}

const excludedName = (tree: Tree): string => (isBranch(tree) ? word(tree.column) || word(tree.name) : word(tree));
const renamedFrom = (tree: Tree | undefined): string => excludedName(tree ?? null).toLowerCase();

/** `COLUMNS('regex')`; what else stands there keeps every column. */
function patternOf(star: Branch): (name: string) => boolean {
  const { expr } = star;
  const text = isBranch(expr) && isBranch(expr.value) ? word(expr.value.value) : '';
  if (star.columns !== true || text === '') return () => true;
  try {
    const pattern = new RegExp(text, 'i');
    return (name) => pattern.test(name);
  } catch {
    return () => true;
  }
}
