import { setTimeout as wait } from 'node:timers/promises';
import { errorMessage, isUuid, type Logger } from '@griot/kernel';
import type { Consumer, Message } from '@platformatic/kafka';
import type { Events } from '../create-events.ts';
import type { NewEvent } from '../log/event.ts';

type Incoming = Message<string, string, string, string>;

export interface KafkaIntake {
  events: Events;
  /** Whether a tenant with this id exists. */
  isTenant(tenantId: string): Promise<boolean>;
}

/** A message that belongs to no tenant's dead letters. */
export interface RejectedMessage {
  key: string;
  value: string;
  headers: Record<string, string>;
}

const BATCH = 500;
const LONGEST_WAIT_MS = 10_000;

/**
 * Messages into the log, in batches; offsets are committed after the append, so a crash reads some again, and their ids
 * count once. While the store is away nothing is read on. The tenant is in the header `tenant`; its own bad events become
 * its dead letters.
 */
export async function readIntoLog(o: {
  consumer: Consumer<string, string, string, string>;
  intake: KafkaIntake;
  log: Logger;
  topic: string;
  reject(messages: RejectedMessage[]): Promise<void>;
  signal: AbortSignal;
}): Promise<void> {
  const stream = await o.consumer.consume({
    topics: [o.topic],
    autocommit: false,
    mode: 'committed',
    fallbackMode: 'earliest',
    maxWaitTime: 500,
    highWaterMark: BATCH,
  });
  // The loop below ends with the stream; what was not taken is read again by the next process.
  o.signal.addEventListener('abort', () => void stream.close().catch(() => {}));
  let batch: Incoming[] = [];
  for await (const message of stream as AsyncIterable<Incoming>) {
    batch.push(message);
    if (batch.length < BATCH && stream.readableLength > 0) continue;
    await untilTaken(o, batch);
    const last = new Map(batch.map((one) => [one.partition, one]));
    for (const one of last.values()) await one.commit();
    batch = [];
    if (o.signal.aborted) break;
  }
}

async function untilTaken(o: Parameters<typeof readIntoLog>[0], batch: readonly Incoming[]): Promise<void> {
  for (let delay = 250; !o.signal.aborted; delay = Math.min(delay * 2, LONGEST_WAIT_MS)) {
    try {
      return await take(o, batch);
    } catch (error) {
      o.log.warn({ error: errorMessage(error), messages: batch.length }, 'Messages from Kafka wait');
      await wait(delay);
    }
  }
  throw new Error('stopped before the messages were taken');
}

async function take(o: Parameters<typeof readIntoLog>[0], batch: readonly Incoming[]): Promise<void> {
  const byTenant = new Map<string, NewEvent[]>();
  const rejected: RejectedMessage[] = [];
  const known = new Map<string, boolean>();
  for (const { key, value, headers } of batch) {
    const tenant = headers.get('tenant') ?? '';
    if (!known.has(tenant)) known.set(tenant, isUuid(tenant) && (await o.intake.isTenant(tenant)));
    const event = parse(value);
    const reason =
      known.get(tenant) !== true ? 'no such tenant in the header "tenant"' : event ? null : 'not a JSON object';
    if (reason !== null) rejected.push({ key: key ?? '', value: value ?? '', headers: { tenant, reason } });
    else if (event) byTenant.set(tenant, [...(byTenant.get(tenant) ?? []), { ...(key ? { key } : {}), ...event }]);
  }
  for (const [tenantId, events] of byTenant) await o.intake.events.append(tenantId, events, { invalid: 'dead_letter' });
  if (rejected.length > 0) await o.reject(rejected);
}

function parse(text: string | undefined): NewEvent | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as NewEvent) : undefined;
  } catch {
    return undefined;
  }
}
