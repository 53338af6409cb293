import { isDomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import type { FlowDefinition, TriggerEvent } from '../definition/flow-types.ts';
import { type TriggerInput, type TriggerResult, triggerRun } from './trigger-run.ts';

/**
 * Starts the flows that this event starts, in the consumer's transaction: the runs are there when, and only when, the event
 * counts as consumed. An event that is delivered twice starts them once. An event of which a flow cannot make good
 * parameters starts none and throws (`flows.parameters_invalid`): it is the consumer's to set aside, mend and send again.
 */
export async function triggerByEvent(
  tx: Tx,
  o: { tenantId: string; event: TriggerEvent; flows: readonly FlowDefinition[] },
): Promise<TriggerResult[]> {
  const results: TriggerResult[] = [];
  for (const flow of o.flows) {
    for (const [index, trigger] of (flow.triggers ?? []).entries()) {
      if (trigger.event !== o.event.type || trigger.when?.(o.event) === false) continue;
      const input: TriggerInput = {
        tenantId: o.tenantId,
        flow,
        parameters: trigger.parameters?.(o.event) ?? {},
        by: { kind: 'event', id: o.event.id },
        idempotencyKey: `event ${index} ${o.event.id}`,
      };
      results.push(await tx.transaction((savepoint) => unlessRefused(savepoint, input)));
    }
  }
  return results;
}

/** A flow that refuses a second run beside its first has answered. */
async function unlessRefused(tx: Tx, input: TriggerInput): Promise<TriggerResult> {
  try {
    return await triggerRun(tx, input);
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'flows.already_running') throw error;
    return { runId: String(error.details.runId), deduplicated: true, reason: 'already_running' };
  }
}

/** Types of the events that start anything. */
export function eventTypesOf(flows: readonly FlowDefinition[]): string[] {
  return [...new Set(flows.flatMap((flow) => (flow.triggers ?? []).map((trigger) => trigger.event)))].sort();
}
