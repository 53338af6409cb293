import type { AppendResult, Events, NewEvent } from '@griot/events';
import { KINDS } from '../domain/event-types.ts';

/** An event as producers send it to the dashboard: what it is, and flat fields. */
export type IncomingEvent = { id?: unknown; type?: unknown; version?: unknown } & Record<string, unknown>;

/**
 * The event as the log keeps it. Its key is the entity: all events of one go through one shard, so no two writers of figures
 * want one row. What is wrong with it is found by the log's own check, so that it becomes a dead letter with its reasons.
 */
export function toNewEvent({ id, type, version, ...payload }: IncomingEvent): NewEvent {
  const name = String(type);
  const known = name in KINDS ? `payops.${name}` : name;
  return {
    id: id as string,
    type: known.startsWith('payops.') ? known : `payops.unknown.${name}`.slice(0, 190),
    ...(version === undefined ? {} : { version: version as number }),
    key: `${String(payload.tenantType)}:${String(payload.tenantId)}`.slice(0, 200),
    source: typeof payload.source === 'string' ? payload.source : 'api',
    ...(typeof payload.time === 'string' && isInstant(payload.time) ? { occurredAt: payload.time } : {}),
    payload,
  };
}

/** The form the log takes; what has another one is the schema's to refuse. */
const isInstant = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));

export interface TakenIn {
  accepted: number;
  duplicates: number;
  rejected: number;
  results: AppendResult[];
}

/** Takes a batch in: good events are in the log when this resolves, bad ones are dead letters, each has its verdict. */
export async function takeIn(events: Events, tenantId: string, incoming: readonly IncomingEvent[]): Promise<TakenIn> {
  const results = await events.append(tenantId, incoming.map(toNewEvent), { invalid: 'dead_letter' });
  const count = (status: AppendResult['status']) => results.filter((result) => result.status === status).length;
  return {
    accepted: count('accepted'),
    duplicates: count('duplicate'),
    rejected: count('rejected'),
    results: results.map((result) => ({ ...result, id: String(result.id ?? '') })),
  };
}
