import { DomainError } from '@griot/kernel';
import { chainFaults } from './definition/chain-faults.ts';
import type { FlowDefinition } from './definition/flow-types.ts';

/** The flows that an installation has, by name. */
export function flowRegistry(): {
  register(flows: readonly FlowDefinition[]): void;
  /** Throws `flows.unknown_flow`. */
  definition(name: string): FlowDefinition;
  all(): readonly FlowDefinition[];
} {
  const known = new Map<string, FlowDefinition>();
  return {
    register: (flows) => {
      const more = new Map(known);
      for (const flow of flows) {
        if (more.has(flow.name)) {
          throw new DomainError({ code: 'flows.name_taken', kind: 'conflict', details: { flow: flow.name } });
        }
        more.set(flow.name, flow);
      }
      const faults = chainFaults([...more.values()]);
      if (faults.length > 0) {
        const message = `Flows: ${faults.join('; ')}`;
        throw new DomainError({ code: 'flows.definition_invalid', kind: 'invalid', details: { faults }, message });
      }
      for (const flow of flows) known.set(flow.name, flow);
    },
    definition: (name) => {
      const flow = known.get(name);
      if (!flow) throw new DomainError({ code: 'flows.unknown_flow', kind: 'not_found', details: { flow: name } });
      return flow;
    },
    all: () => [...known.values()],
  };
}
