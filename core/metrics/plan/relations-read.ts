import type { Relation } from '../manifest/model.ts';
import { isNode, type PlanNode, type Table } from './nodes.ts';

/** Names of the tables that a plan reads, each once, in the order of first use. */
export function relationsRead(node: PlanNode): string[] {
  const names = new Map<string, Relation>();
  const visit = (one: PlanNode): void => {
    switch (one.op) {
      case 'select':
        for (const table of [one.from, ...one.joins.map((join) => join.table)]) visitTable(table);
        return;
      case 'union':
        for (const input of one.inputs) visit(input);
        return;
      default:
        visit(one.input);
    }
  };
  const visitTable = ({ source }: Table): void => {
    if (isNode(source)) visit(source);
    else names.set(source.name.toLowerCase(), source);
  };
  visit(node);
  return [...names.values()].map((relation) => relation.name);
}
