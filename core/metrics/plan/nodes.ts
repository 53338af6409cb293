import type { Aggregation, Relation } from '../manifest/model.ts';
import type { Sql } from '../sql/fragment.ts';

/**
 * The plan: a tree of small immutable nodes, each a set of rows with named columns.
 * Expressions are over the columns of the node's inputs; the renderer turns the tree into nested SELECTs.
 */
export interface Column {
  readonly name: string;
  readonly sql: Sql;
}

export interface Table {
  readonly alias: string;
  readonly source: Relation | PlanNode;
}

export interface Join {
  readonly type: 'inner' | 'left' | 'full' | 'cross';
  readonly table: Table;
  readonly on: Sql | null;
}

/** Rows of one table joined to others. The only node that reads relations. */
export interface SelectNode {
  readonly op: 'select';
  readonly from: Table;
  readonly joins: readonly Join[];
  readonly columns: readonly Column[];
  readonly where: readonly Sql[];
  readonly distinct: boolean;
}

/** Rows of the input for which every condition holds. */
export interface FilterNode {
  readonly op: 'filter';
  readonly input: PlanNode;
  readonly where: readonly Sql[];
}

export interface Measured {
  readonly name: string;
  readonly column: string;
  readonly how: Pick<Aggregation, 'agg' | 'percentile'>;
}

/** One row per distinct `keys`. Without keys exactly one row. */
export interface AggregateNode {
  readonly op: 'aggregate';
  readonly input: PlanNode;
  readonly keys: readonly string[];
  readonly measures: readonly Measured[];
}

/** Only the rows at the first or last `time` within each `within` group (non-additive measures). */
export interface LatestNode {
  readonly op: 'latest';
  readonly input: PlanNode;
  readonly time: string;
  readonly choice: 'min' | 'max';
  readonly within: readonly string[];
}

/** One row per `keys`, each value taken from the first or last row by `time`, or averaged. */
export interface PickNode {
  readonly op: 'pick';
  readonly input: PlanNode;
  readonly keys: readonly string[];
  readonly time: string;
  readonly values: readonly { readonly name: string; readonly pick: 'first' | 'last' | 'average' }[];
}

/** All rows of all inputs; a column an input lacks is null there. */
export interface UnionNode {
  readonly op: 'union';
  readonly inputs: readonly PlanNode[];
}

export interface SortNode {
  readonly op: 'sort';
  readonly input: PlanNode;
  readonly by: readonly { readonly column: string; readonly descending: boolean }[];
  readonly limit: number | null;
  readonly offset: number | null;
}

export type PlanNode = SelectNode | FilterNode | AggregateNode | LatestNode | PickNode | UnionNode | SortNode;

export function isNode(source: Relation | PlanNode): source is PlanNode {
  return 'op' in source;
}

/** Names of the columns a node puts out, in order. */
export function columnsOf(node: PlanNode): readonly string[] {
  switch (node.op) {
    case 'select':
      return node.columns.map((column) => column.name);
    case 'filter':
    case 'latest':
    case 'sort':
      return columnsOf(node.input);
    case 'aggregate':
      return [...node.keys, ...node.measures.map((measure) => measure.name)];
    case 'pick':
      return [...node.keys, ...node.values.map((value) => value.name)];
    case 'union':
      return [...new Set(node.inputs.flatMap((input) => columnsOf(input)))];
  }
}

/** A select over one input: renames, computes, or drops columns. */
export function project(input: PlanNode, columns: readonly Column[], distinct = false): SelectNode {
  return { op: 'select', from: { alias: 'rows', source: input }, joins: [], columns, where: [], distinct };
}
