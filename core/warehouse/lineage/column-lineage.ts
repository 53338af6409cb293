import { DomainError } from '@griot/kernel';
import { type ColumnsOf, distinct, type LineageColumn, renamed, type Scope } from './lineage-scope.ts';
import { type Branch, branches, isBranch, sameName, type Tree, word } from './parse-tree.ts';
import { relationsOf } from './relations.ts';
import { expandItem } from './select-items.ts';

/**
 * For each column that a SELECT answers, the columns of the tables it reads that its value comes from, read off the engine's
 * parse tree. `serialized` is what `json_serialize_sql` gave. Throws `warehouse.lineage_failed` for what is no query.
 */
export function columnLineage(serialized: string, columnsOf: ColumnsOf): LineageColumn[] {
  const root = JSON.parse(serialized) as Branch;
  const [statement] = branches(root.statements);
  if (root.error === true || !isBranch(statement?.node)) {
    const message = word(root.error_message) || 'no query';
    throw new DomainError({ code: 'warehouse.lineage_failed', kind: 'invalid', details: { message }, message });
  }
  const scope: Scope = {
    columnsOf,
    columnsOfQuery,
    ctes: new Map(),
    relations: [],
    outer: null,
    parameters: new Set(),
    before: [],
  };
  return columnsOfQuery(statement.node, scope);
}

/** The columns of any query: a SELECT, a set operation, a recursion. */
function columnsOfQuery(query: Branch, around: Scope): LineageColumn[] {
  const scope = withCtes(query, around);
  switch (word(query.type)) {
    case 'SET_OPERATION_NODE': {
      const sides =
        isBranch(query.left) && isBranch(query.right) ? [query.left, query.right] : branches(query.children);
      const parts = sides.map((side) => columnsOfQuery(side, scope));
      return word(query.setop_type) === 'UNION_BY_NAME' ? mergeByName(parts) : mergeByPlace(parts);
    }
    case 'RECURSIVE_CTE_NODE': {
      const name = word(query.cte_name);
      const start = isBranch(query.left) ? columnsOfQuery(query.left, scope) : [];
      if (!isBranch(query.right)) return start;
      return mergeByPlace([start, columnsOfQuery(query.right, withCte(scope, name, start))]);
    }
    case 'CTE_NODE': {
      if (!isBranch(query.query) || !isBranch(query.child)) return [];
      return columnsOfQuery(query.child, withCte(scope, word(query.cte_name), columnsOfQuery(query.query, scope)));
    }
    default:
      return columnsOfSelect(query, scope);
  }
}

function columnsOfSelect(select: Branch, around: Scope): LineageColumn[] {
  const relations = isBranch(select.from_table) ? relationsOf(select.from_table, { ...around, relations: [] }) : [];
  // The queries around are seen too, behind what stands here.
  const scope: Scope = { ...around, relations, outer: around.relations.length > 0 ? around : around.outer, before: [] };
  const columns: LineageColumn[] = [];
  for (const item of branches(select.select_list)) columns.push(...expandItem(item, { ...scope, before: columns }));
  return columns;
}

function withCtes(query: Branch, around: Scope): Scope {
  let scope = around;
  const map: Tree | undefined = isBranch(query.cte_map) ? query.cte_map.map : undefined;
  for (const entry of branches(map)) {
    const value = isBranch(entry.value) ? entry.value : {};
    const inner = isBranch(value.query) && isBranch(value.query.node) ? value.query.node : null;
    if (inner === null) continue;
    const names = Array.isArray(value.aliases) ? value.aliases.map(word) : [];
    scope = withCte(scope, word(entry.key), renamed(columnsOfQuery(inner, { ...scope, relations: [] }), names));
  }
  return scope;
}

const withCte = (scope: Scope, name: string, columns: LineageColumn[]): Scope => ({
  ...scope,
  ctes: new Map([...scope.ctes, [name.toLowerCase(), columns]]),
});

function mergeByPlace(parts: LineageColumn[][]): LineageColumn[] {
  return (parts[0] ?? []).map((column, at) =>
    mergeColumns(column.name, [column, ...parts.slice(1).flatMap((part) => part[at] ?? [])]),
  );
}

function mergeByName(parts: LineageColumn[][]): LineageColumn[] {
  const all = parts.flat();
  const names = all.filter((one, at) => all.findIndex((other) => sameName(one.name, other.name)) === at);
  return names.map(({ name }) =>
    mergeColumns(
      name,
      all.filter((one) => sameName(one.name, name)),
    ),
  );
}

function mergeColumns(name: string, columns: readonly LineageColumn[]): LineageColumn {
  return { name, origins: distinct(columns.flatMap((one) => one.origins)), isCopy: columns.every((one) => one.isCopy) };
}
