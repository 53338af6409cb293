import type { Leaf } from '../resolve/leaves.ts';
import type { Environment } from './environment.ts';
import { groupKey, planLeaves } from './leaf.ts';
import type { PlanNode } from './nodes.ts';

/**
 * Brings all leaves together, one row per combination of dimension values that any of them has.
 * A union and a second grouping do what a chain of full outer joins would, and treat null dimension values as equal.
 */
export function combine(env: Environment, leaves: readonly Leaf[]): PlanNode {
  const groups = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    const key = groupKey(leaf);
    const group = groups.get(key);
    if (group) group.push(leaf);
    else groups.set(key, [leaf]);
  }
  const nodes = [...groups.values()].map((group) => planLeaves(env, group));
  const only = nodes[0];
  if (only && nodes.length === 1) return only;
  return {
    op: 'aggregate',
    input: { op: 'union', inputs: nodes },
    keys: env.keys.map((item) => item.name),
    measures: leaves.map((leaf) => ({ name: leaf.id, column: leaf.id, how: { agg: 'max', percentile: null } })),
  };
}
