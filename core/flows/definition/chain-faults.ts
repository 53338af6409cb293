import { graphFaults } from './flow-graph.ts';
import type { FlowDefinition } from './flow-types.ts';

/** What is wrong between flows that start each other: one that does not exist, a circle. English sentences. */
export function chainFaults(flows: readonly Pick<FlowDefinition, 'name' | 'after'>[]): string[] {
  const names = new Set(flows.map((flow) => flow.name));
  const unknown = flows.flatMap((flow) =>
    (flow.after ?? [])
      .filter((one) => !names.has(one.flow))
      .map((one) => `${flow.name} starts after ${one.flow}, which is not a flow`),
  );
  const nodes = flows.map((flow) => ({
    name: flow.name,
    dependsOn: [...new Set((flow.after ?? []).map((one) => one.flow))].filter((name) => names.has(name)),
  }));
  return [...unknown, ...graphFaults(nodes).map((fault) => fault.replace('tasks wait for', 'flows start after'))];
}
