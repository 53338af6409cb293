import type { Services } from '@griot/application';
import type { EventType } from '@griot/events';
import type { Logger } from '@griot/kernel';
import { z } from 'zod';

/** What the platform itself records, and one open type for outside systems that have none of their own yet. */
export const coreEventTypes: readonly EventType[] = [
  {
    type: 'core.flow.ended',
    version: 1,
    label: { fr: 'Traitement terminé', en: 'Run ended' },
    schema: z.object({
      runId: z.uuid(),
      flow: z.string(),
      state: z.enum(['succeeded', 'failed', 'cancelled']),
    }),
  },
  {
    type: 'core.message.received',
    version: 1,
    label: { fr: 'Message reçu', en: 'Message received' },
    schema: z.object({ subject: z.string().min(1).max(200), data: z.record(z.string(), z.unknown()).default({}) }),
  },
];

const ENDED = ['succeeded', 'failed', 'cancelled'] as const;

/** Each run's end becomes an event, once, however many servers hear of it: its id is the run's and the state's. */
export function recordCoreEvents({ flows, events }: Services, log: Logger): Promise<() => Promise<void>> {
  return flows.onChange(({ tenantId, runId, flow, kind, state, seq }) => {
    const ended = ENDED.find((one) => one === state);
    if (kind !== 'run' || ended === undefined) return;
    const event = {
      // A run that goes on from its failed task ends again, with a later sequence number.
      id: `${runId} ${ended} ${seq}`,
      type: 'core.flow.ended',
      key: flow,
      source: 'griot',
      payload: { runId, flow, state: ended },
    };
    events.append(tenantId, [event]).catch((error: unknown) => {
      log.warn({ runId, error: String(error) }, 'The end of a run was not recorded as an event');
    });
  });
}
