import { invalidQuery } from '../errors.ts';
import { parseCall } from '../query/parse-call.ts';
import { baseName } from '../query/references.ts';
import type { QueryRequest } from '../query/request.ts';
import { type Item, METRIC_TIME } from '../resolve/items.ts';
import { comparison, type Parameters } from '../resolve/predicates.ts';
import type { Dialect } from '../sql/dialect.ts';
import { raw } from '../sql/fragment.ts';
import type { PlanNode } from './nodes.ts';

export interface CompiledColumn {
  readonly name: string;
  readonly kind: 'dimension' | 'metric' | 'comparison' | 'share';
  /** The item behind a dimension column. */
  readonly item: Item | null;
}

/** Conditions on metric values, order and page, over rows that are complete. */
export function finish(
  rows: PlanNode,
  columns: readonly CompiledColumn[],
  request: QueryRequest,
  tools: { dialect: Dialect; parameters: Parameters },
): PlanNode {
  const names = new Set(columns.flatMap((column) => (column.kind === 'metric' ? [column.name] : [])));
  const having = (request.filters ?? []).filter((filter) => names.has(filter.dimension));
  const where = having.map((one) => comparison(one, null, raw(tools.dialect.quote(one.dimension)), tools));
  return sorted(where.length === 0 ? rows : { op: 'filter', input: rows, where }, request, columns);
}

function sorted(node: PlanNode, request: QueryRequest, columns: readonly CompiledColumn[]): PlanNode {
  const by = (request.orderBy ?? []).map((choice) => {
    const order =
      typeof choice === 'string' ? readOrder(choice) : { by: choice.by, descending: choice.descending === true };
    return { column: columnNamed(order.by, columns), descending: order.descending };
  });
  const limit = counted(request.limit, 'limit');
  const offset = counted(request.offset, 'offset');
  if (by.length === 0 && limit === null && offset === null) return node;
  // Pages must not overlap: what the order leaves open is settled by the dimensions.
  if (limit !== null || offset !== null)
    for (const column of columns)
      if (column.kind === 'dimension' && !by.some((one) => one.column === column.name))
        by.push({ column: column.name, descending: false });
  return { op: 'sort', input: node, by, limit, offset };
}

function counted(value: number | null | undefined, what: string): number | null {
  if (value === null || value === undefined) return null;
  if (!Number.isSafeInteger(value) || value < 0) throw invalidQuery(`${what} must be a whole number, not negative`);
  return value;
}

function readOrder(text: string): { by: string; descending: boolean } {
  const minus = text.startsWith('-');
  const name = minus ? text.slice(1) : text;
  if (!name.includes('(')) return { by: name, descending: minus };
  const call = parseCall(name, () => false);
  const { reference } = call;
  const suffix = reference.datePart ? `__extract_${reference.datePart}` : reference.grain ? `__${reference.grain}` : '';
  return { by: baseName(reference) + suffix, descending: minus || call.descending };
}

/** An order by `metric_time` means the column of that name whatever its grain. */
function columnNamed(name: string, columns: readonly CompiledColumn[]): string {
  const exact = columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  const loose = columns.find(
    (column) => column.item?.base === name || (name === METRIC_TIME && column.item?.role === 'metric_time'),
  );
  const found = exact ?? loose;
  if (!found) throw invalidQuery(`cannot order by "${name}": it is not among the columns`, { orderBy: name });
  return found.name;
}
