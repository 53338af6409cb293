import { originsOf } from './expressions.ts';
import { type ColumnsOf, type LineageColumn, type Relation, renamed, type Scope } from './lineage-scope.ts';
import { type Branch, branches, isBranch, list, sameName, word, words } from './parse-tree.ts';

/** What FROM names, from left to right. What stands to the left may be named on the right (LATERAL). */
export function relationsOf(from: Branch, scope: Scope): Relation[] {
  const alias = word(from.alias);
  const names = words(from.column_name_alias);
  switch (word(from.type)) {
    case 'BASE_TABLE': {
      const table = word(from.table_name);
      const qualified = word(from.schema_name) !== '';
      const cte = qualified ? undefined : scope.ctes.get(table.toLowerCase());
      const columns = cte ?? ownColumns(table, scope.columnsOf);
      return [{ alias: alias || table, columns: renamed(columns, names) }];
    }
    case 'SUBQUERY': {
      const query = isBranch(from.subquery) && isBranch(from.subquery.node) ? from.subquery.node : null;
      const columns = query === null ? [] : scope.columnsOfQuery(query, scope);
      return [{ alias, columns: renamed(columns, names) }];
    }
    case 'JOIN':
      return joined(from, scope);
    case 'TABLE_FUNCTION':
      return [madeByFunction(from, alias, names, scope)];
    case 'EXPRESSION_LIST':
      return [{ alias, columns: renamed(columnsOfValues(from, scope), names) }];
    case 'PIVOT':
      return [pivoted(from, alias, names, scope)];
    default:
      return [];
  }
}

function ownColumns(table: string, columnsOf: ColumnsOf): LineageColumn[] {
  return columnsOf(table).map((column) => ({ name: column, origins: [{ table, column }], isCopy: true }));
}

function joined(from: Branch, scope: Scope): Relation[] {
  const left = isBranch(from.left) ? relationsOf(from.left, scope) : [];
  const seen = { ...scope, relations: [...scope.relations, ...left] };
  const right = isBranch(from.right) ? relationsOf(from.right, seen) : [];
  // A column of USING stands once in `*`; which side's value it has depends on the kind of join.
  const using = words(from.using_columns);
  const rest = right.map((relation) => ({
    ...relation,
    columns: relation.columns.filter((column) => !using.some((name) => sameName(name, column.name))),
  }));
  return [...left, ...(using.length === 0 ? right : rest)];
}

function madeByFunction(from: Branch, alias: string, names: string[], scope: Scope): Relation {
  const call = isBranch(from.function) ? from.function : {};
  const name = word(call.function_name);
  const origins = originsOf(call, scope);
  const made = (names.length > 0 ? names : [name]).map((column) => ({ name: column, origins, isCopy: false }));
  return { alias: alias || name, columns: made };
}

function columnsOfValues(from: Branch, scope: Scope): LineageColumn[] {
  const rows = list(from.values).map(list);
  return (rows[0] ?? []).map((_, at) => ({
    name: `col${at}`,
    origins: rows.flatMap((row) => originsOf(row[at] ?? null, scope)),
    isCopy: false,
  }));
}

/** What is neither turned nor aggregated stays; each value that is turned into a column is made from what is aggregated. */
function pivoted(from: Branch, alias: string, names: string[], scope: Scope): Relation {
  const source = isBranch(from.source) ? relationsOf(from.source, scope) : [];
  const inner: Scope = { ...scope, relations: source };
  const aggregates = branches(from.aggregates);
  const made = aggregates.flatMap((one) => originsOf(one, inner));
  const pivots = branches(from.pivots);
  const used = new Set(
    [...made, ...pivots.flatMap((one) => originsOf(one.pivot_expressions ?? null, inner))].map((one) => one.column),
  );
  const kept = source
    .flatMap((relation) => relation.columns)
    .filter((column) => !column.origins.some((origin) => used.has(origin.column)));
  const turned = pivots
    .flatMap((pivot) => branches(pivot.entries))
    .flatMap((entry) =>
      branches(entry.values).map((value) => ({ name: String(value.value), origins: made, isCopy: false })),
    );
  return { alias, columns: renamed([...kept, ...turned], names) };
}
