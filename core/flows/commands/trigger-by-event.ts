import { errorMessage, isDomainError, type Logger } from '@griot/kernel';
import type { Tx } from '@griot/store';
import type { FlowDefinition, TriggerEvent } from '../definition/flow-types.ts';
import { type TriggerResult, triggerRun } from './trigger-run.ts';

/**
 * Starts the flows that this event starts, in the consumer's transaction: the runs are there when, and only when, the event
 * counts as consumed. An event that is delivered twice starts them once. A flow whose parameters cannot be made of the event
 * is logged and passed over: a bad event must not hold up those behind it.
 */
export async function triggerByEvent(
  tx: Tx,
  o: { tenantId: string; event: TriggerEvent; flows: readonly FlowDefinition[]; log: Logger },
): Promise<TriggerResult[]> {
  const results: TriggerResult[] = [];
  for (const flow of o.flows) {
    for (const [index, trigger] of (flow.triggers ?? []).entries()) {
      if (trigger.event !== o.event.type) continue;
      try {
        if (trigger.when?.(o.event) === false) continue;
        const parameters = trigger.parameters?.(o.event) ?? {};
        const input = {
          tenantId: o.tenantId,
          flow,
          parameters,
          by: { kind: 'event' as const, id: o.event.id },
          idempotencyKey: `event ${index} ${o.event.id}`,
        };
        results.push(await tx.transaction((savepoint) => triggerRun(savepoint as Tx, input)));
      } catch (error) {
        if (isDomainError(error) && error.kind === 'unavailable') throw error;
        const fields = { flow: flow.name, event: o.event.id, type: o.event.type, error: errorMessage(error) };
        o.log.error(fields, 'An event could not start its flow');
      }
    }
  }
  return results;
}

/** Types of the events that start anything. */
export function eventTypesOf(flows: readonly FlowDefinition[]): string[] {
  return [...new Set(flows.flatMap((flow) => (flow.triggers ?? []).map((trigger) => trigger.event)))].sort();
}
