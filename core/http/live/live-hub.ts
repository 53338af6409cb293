import type { Actor } from '@griot/identity';
import { type Clock, canonicalJson, DomainError, errorMessage, type Logger, newId, systemClock } from '@griot/kernel';
import { notify, type Store, type Tx } from '@griot/store';

const CHANNEL = 'griot_live';
/** NOTIFY carries at most 8000 bytes: a larger event arrives without data, as "read it again". */
const MAX_PAYLOAD_BYTES = 7500;
const REPLAY_EVENTS = 500;
const REPLAY_MS = 120_000;

export interface LiveEvent {
  /** Sorts by time. What a caller gives back as Last-Event-ID. */
  id: string;
  topic: string;
  /** JSON value; null when it was too large to carry. */
  data: unknown;
  /** True when `data` was left out: the reader asks for the state. */
  truncated: boolean;
}

/** Who may follow which topics. */
export interface TopicRule {
  /** Exact (`flows.runs`), or a beginning and a star (`flows.run.*`). */
  pattern: string;
  /** A permission, or `authenticated`. */
  permission: string;
  /** Narrows single events, for members scoped to entities. Without it a scoped member gets all of a topic's events. */
  visible?: (actor: Actor, event: LiveEvent) => boolean;
}

export interface LiveHub {
  /** Tells every process's followers of the tenant, at once. */
  publish(tenantId: string, topic: string, data: unknown): Promise<void>;
  /** The same, when and only when the transaction commits. */
  publishIn(tx: Tx, tenantId: string, topic: string, data: unknown): Promise<void>;
  /** Adds rules, at start. */
  allow(rules: readonly TopicRule[]): void;
  /** Throws `live.unknown_topic` (not_found) or `auth.forbidden`. */
  check(actor: Actor, topics: readonly string[]): void;
  /** Starts following; see `Subscription`. `check` first. */
  subscribe(
    actor: Actor,
    topics: readonly string[],
    lastEventId: string | undefined,
    to: LiveSink,
  ): Promise<() => void>;
  /** Ends all subscriptions. */
  close(): Promise<void>;
}

export interface LiveSink {
  event(event: LiveEvent): void;
  /** Some events may be missing: the reader asks for the state again. */
  reset(): void;
  /** The server closes. */
  closed(): void;
}

/** What the core itself publishes. */
const CORE_TOPICS: readonly TopicRule[] = [
  { pattern: 'flows.runs', permission: 'core.flows.read' },
  { pattern: 'flows.run.*', permission: 'core.flows.read' },
  { pattern: 'warehouse.published', permission: 'authenticated' },
  { pattern: 'events.log', permission: 'core.events.read' },
];

interface Subscriber {
  actor: Actor;
  topics: ReadonlySet<string>;
  sink: LiveSink;
}

interface Wire {
  t: string;
  k: string;
  i: string;
  d?: unknown;
}

export function createLiveHub(o: { store: Store; log: Logger; clock?: Clock; topics?: TopicRule[] }): LiveHub {
  const clock = o.clock ?? systemClock;
  const rules = [...CORE_TOPICS, ...(o.topics ?? [])];
  const subscribers = new Map<string, Set<Subscriber>>();
  const recent = new Map<string, { at: number; event: LiveEvent }[]>();
  let listening: Promise<() => Promise<void>> | undefined;
  let listeningSince = '';

  const ruleOf = (topic: string) =>
    rules.find(({ pattern }) =>
      pattern.endsWith('*')
        ? topic.startsWith(pattern.slice(0, -1)) && topic.length >= pattern.length
        : topic === pattern,
    );

  const mayPass = (subscriber: Subscriber, event: LiveEvent): boolean =>
    subscriber.topics.has(event.topic) && (ruleOf(event.topic)?.visible?.(subscriber.actor, event) ?? true);

  const deliver = (payload: string) => {
    const wire = JSON.parse(payload) as Wire;
    const event: LiveEvent = { id: wire.i, topic: wire.k, data: wire.d ?? null, truncated: !('d' in wire) };
    const now = clock.now().getTime();
    const kept = (recent.get(wire.t) ?? []).filter((entry) => now - entry.at < REPLAY_MS).slice(-(REPLAY_EVENTS - 1));
    recent.set(wire.t, [...kept, { at: now, event }]);
    for (const subscriber of subscribers.get(wire.t) ?? [])
      if (mayPass(subscriber, event)) subscriber.sink.event(event);
  };

  const forgetAll = () => {
    recent.clear();
    listeningSince = newId();
    for (const set of subscribers.values()) for (const { sink } of set) sink.reset();
  };

  const listen = () => {
    listening ??= o.store.listen(CHANNEL, deliver, { onReconnect: forgetAll }).then((stop) => {
      listeningSince = newId();
      return stop;
    });
    listening.catch((error: unknown) => {
      o.log.warn({ error: errorMessage(error) }, 'live events cannot be followed');
      listening = undefined;
    });
    return listening;
  };

  const publishIn = (tx: Tx, tenantId: string, topic: string, data: unknown): Promise<void> => {
    const wire: Wire = { t: tenantId, k: topic, i: newId(), d: data ?? null };
    const whole = canonicalJson(wire);
    if (Buffer.byteLength(whole) <= MAX_PAYLOAD_BYTES) return notify(tx, CHANNEL, whole);
    const { d: _, ...short } = wire;
    return notify(tx, CHANNEL, canonicalJson(short));
  };

  return {
    publishIn,
    publish: (tenantId, topic, data) => o.store.withTenant(tenantId, (tx) => publishIn(tx, tenantId, topic, data)),
    allow(more) {
      rules.push(...more);
    },
    check(actor, topics) {
      for (const topic of topics) {
        const permission = ruleOf(topic)?.permission;
        if (permission === undefined) {
          throw new DomainError({ code: 'live.unknown_topic', kind: 'not_found', details: { topic } });
        }
        if (permission !== 'authenticated' && !actor.permissions.has(permission)) {
          throw new DomainError({ code: 'auth.forbidden', kind: 'forbidden', details: { permission } });
        }
      }
    },
    async subscribe(actor, topics, lastEventId, sink) {
      await listen();
      const subscriber: Subscriber = { actor, topics: new Set(topics), sink };
      if (lastEventId !== undefined) {
        const buffer = recent.get(actor.tenantId) ?? [];
        const place = buffer.findIndex((entry) => entry.event.id === lastEventId);
        // Unknown: too old, or from before this process listened.
        if (place < 0 && !(buffer.length === 0 && lastEventId > listeningSince)) sink.reset();
        else for (const { event } of buffer.slice(place + 1)) if (mayPass(subscriber, event)) sink.event(event);
      }
      const set = subscribers.get(actor.tenantId) ?? new Set();
      subscribers.set(actor.tenantId, set.add(subscriber));
      return () => {
        set.delete(subscriber);
        if (set.size === 0 && subscribers.get(actor.tenantId) === set) subscribers.delete(actor.tenantId);
      };
    },
    async close() {
      for (const set of subscribers.values()) for (const { sink } of set) sink.closed();
      subscribers.clear();
      const stop = await listening?.catch(() => undefined);
      listening = undefined;
      await stop?.();
    },
  };
}
