import type { EventConsumer } from '@griot/events';
import type { Flows } from '@griot/flows';
import type { Identity } from '@griot/identity';
import { capabilities } from './capabilities.ts';

const capabilityIds = capabilities.map((capability) => capability.id);

/** The group that starts flows at the events they declare, in the transaction that moves its offset; null when none does. */
export function flowTriggers(flows: Flows, identity: Identity): EventConsumer | null {
  const types = flows.eventTypes();
  if (types.length === 0) return null;
  return {
    group: 'core.flow_triggers',
    label: { fr: 'Traitements déclenchés par événement', en: 'Flows started by events' },
    types,
    // Not `latest`: a shard is made by its first event, which would then be passed over.
    from: 'earliest',
    handle: async ({ tx, tenantId, events }) => {
      const tenant = await identity.findTenant({ id: tenantId });
      const owners = new Set([...(tenant?.applications ?? []), ...capabilityIds]);
      for (const { id, type, key, occurredAt, payload } of events) {
        const event = { id, type, key, at: occurredAt, data: payload };
        await flows.triggerByEvent(tx, tenantId, event, (flow) => owners.has(flow.name.split('.')[0] ?? ''));
      }
    },
  };
}
