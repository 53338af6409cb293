import { type Clock, DomainError, type Logger } from '@griot/kernel';
import type { Store, Tx } from '@griot/store';
import type { EventConsumer } from './consumers/consumer.ts';
import { type EventTotals, eventTotals, type GroupView, listGroups } from './consumers/list-groups.ts';
import { pauseGroup, type ReplayFrom, resetGroup } from './consumers/move-group.ts';
import { type ReplayOptions, replayGroup } from './consumers/replay-group.ts';
import {
  type DeadLetter,
  type DeadLetterPage,
  type DeadLetterState,
  listDeadLetters,
  readDeadLetter,
} from './dead-letters/list-dead-letters.ts';
import { recordRefused } from './dead-letters/record-dead-letter.ts';
import {
  discardDeadLetter,
  type Mending,
  type ResolveInput,
  resendDeadLetter,
} from './dead-letters/resolve-dead-letter.ts';
import { type AppendResult, appendChecked } from './log/append.ts';
import { EVENTS_CHANNEL } from './log/channel.ts';
import { checkEvents } from './log/check-events.ts';
import type { NewEvent } from './log/event.ts';
import { daysKeeper, type EventRetention, type PruneResult, pruneEvents } from './log/retention.ts';
import { type EventFilters, type EventPage, searchEvents } from './log/search-events.ts';
import { createEventTypes, type EventType } from './registry/event-type.ts';

export interface AppendOptions {
  /** A transaction of this tenant (read committed): the events exist when, and only when, it commits. */
  tx?: Tx;
  /**
   * What a bad event does. `refuse` (default): `events.invalid` is thrown with every issue, and nothing is appended.
   * `dead_letter`: the good ones are appended, the bad ones kept as dead letters.
   */
  invalid?: 'refuse' | 'dead_letter';
}

type Resolution = Omit<ResolveInput, 'tenantId' | 'id'> & { tx?: Tx };

/** The log of events, its groups and its dead letters. */
export interface Events {
  /** Makes types and consumers known, at start. */
  declare(o: { types?: readonly EventType[]; consumers?: readonly EventConsumer[] }): void;
  types(): readonly EventType[];
  consumers(): readonly EventConsumer[];
  /** One result per event, in order. At most 5000 events. */
  append(tenantId: string, events: readonly NewEvent[], o?: AppendOptions): Promise<AppendResult[]>;
  search(tenantId: string, filters?: EventFilters, page?: { cursor?: string; limit?: number }): Promise<EventPage>;
  groups(tenantId: string): Promise<GroupView[]>;
  resetGroup(tenantId: string, group: string, from: ReplayFrom, o?: { tx?: Tx }): Promise<void>;
  pauseGroup(tenantId: string, group: string, paused: boolean, o?: { tx?: Tx }): Promise<void>;
  /** Makes anew, in one transaction, what a group has made of the log; see `replayGroup`. Throws `events.group_unknown`. */
  replayGroup(tenantId: string, group: string, o: ReplayOptions): Promise<number>;
  deadLetters(
    tenantId: string,
    filters?: { state?: DeadLetterState; group?: string; type?: string },
    page?: { cursor?: string; limit?: number },
  ): Promise<DeadLetterPage>;
  deadLetter(tenantId: string, id: string): Promise<DeadLetter>;
  resend(tenantId: string, id: string, o: Resolution & { mending?: Mending | undefined }): Promise<DeadLetter>;
  discard(tenantId: string, id: string, o: Resolution): Promise<DeadLetter>;
  /** Called with the tenant whenever some of its events were committed, by any process. Returns the end of it. */
  onAppend(handler: (tenantId: string) => void): Promise<() => Promise<void>>;
  totals(): Promise<EventTotals>;
  prune(o?: EventRetention): Promise<PruneResult>;
}

export function createEvents(o: { store: Store; clock: Clock; log: Logger }): Events {
  const { store, clock } = o;
  const types = createEventTypes();
  const consumers: EventConsumer[] = [];
  const ensureDays = daysKeeper(store);
  const read = <T>(tenantId: string, work: (tx: Tx) => Promise<T>) =>
    store.withTenant(tenantId, work, { readOnly: true });
  const within = <T>(tenantId: string, tx: Tx | undefined, work: (tx: Tx) => Promise<T>) =>
    tx ? work(tx) : store.withTenant(tenantId, work);
  const now = () => clock.now().toISOString();

  return {
    declare(more) {
      types.add(more.types ?? []);
      consumers.push(...(more.consumers ?? []));
    },
    types: () => types.all(),
    consumers: () => consumers,
    async append(tenantId, events, options = {}) {
      const { good, bad } = checkEvents(types, events, now());
      if (bad.length > 0 && options.invalid !== 'dead_letter') throw refusal(bad);
      await ensureDays();
      return within(tenantId, options.tx, async (tx) => {
        const letters = await recordRefused(tx, tenantId, bad);
        const placed = await appendChecked(tx, good);
        const results: AppendResult[] = events.map(({ id }, n) => {
          const at = placed.get(n);
          return at ? { id, status: 'accepted', ...at } : { id, status: 'duplicate' };
        });
        bad.forEach(({ n, code, issues }, i) => {
          const deadLetterId = letters[i];
          const id = String(events[n]?.id ?? '');
          results[n] = { id, status: 'rejected', code, issues, ...(deadLetterId ? { deadLetterId } : {}) };
        });
        return results;
      });
    },
    search: (tenantId, filters = {}, page = {}) => read(tenantId, (tx) => searchEvents(tx, tenantId, filters, page)),
    groups: (tenantId) => read(tenantId, (tx) => listGroups(tx, tenantId)),
    resetGroup: (tenantId, group, from, { tx } = {}) =>
      within(tenantId, tx, (inside) => resetGroup(inside, tenantId, group, from)),
    pauseGroup: (tenantId, group, paused, { tx } = {}) =>
      within(tenantId, tx, (inside) => pauseGroup(inside, tenantId, group, paused)),
    replayGroup(tenantId, group, options) {
      const consumer = consumers.find((one) => one.group === group);
      if (!consumer) throw new DomainError({ code: 'events.group_unknown', kind: 'not_found', details: { group } });
      return replayGroup(store, tenantId, consumer, options);
    },
    deadLetters: (tenantId, filters = {}, page = {}) =>
      read(tenantId, (tx) => listDeadLetters(tx, tenantId, filters, page)),
    deadLetter: (tenantId, id) => read(tenantId, (tx) => readDeadLetter(tx, tenantId, id)),
    async resend(tenantId, id, { tx, ...rest }) {
      await ensureDays();
      return within(tenantId, tx, (inside) => resendDeadLetter(inside, types, { tenantId, id, now: now(), ...rest }));
    },
    discard: (tenantId, id, { tx, ...rest }) =>
      within(tenantId, tx, (inside) => discardDeadLetter(inside, { tenantId, id, ...rest })),
    onAppend: (handler) => store.listen(EVENTS_CHANNEL, handler),
    totals: () => store.withSystem(eventTotals, { readOnly: true }),
    prune: (retention) => pruneEvents(store, clock, retention),
  };
}

function refusal(
  bad: readonly { n: number; code: string; issues: { path: string; message: string }[] }[],
): DomainError {
  const issues = bad.flatMap(({ n, issues: list }) =>
    list.map(({ path, message }) => ({ path: `events.${n}.${path}`, message })),
  );
  const message = issues.map((issue) => `${issue.path}: ${issue.message}`).join('; ');
  const code = bad.length === 1 ? (bad[0]?.code ?? 'events.invalid') : 'events.invalid';
  return new DomainError({ code, kind: 'invalid', details: { issues }, message });
}
