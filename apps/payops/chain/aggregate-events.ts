import type { EventBatch, EventConsumer, StoredEvent } from '@griot/events';
import type { LiveHub } from '@griot/http';
import { DomainError } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { KIND_NAMES, kindOf, type Payload } from '../domain/event-types.ts';
import { createKnownCells } from './known-cells.ts';
import { liveRow, TRANSACTIONS_TOPIC } from './live-row.ts';
import { moveAgents } from './move-agents.ts';
import { movePayouts } from './move-payouts.ts';

export const AGGREGATE_GROUP = 'payops.aggregates';
/** Rows a second that are told to pages: nobody reads more. In a flood the first of each batch stand for the rest. */
const LIVE_PER_SECOND = 12;

/**
 * The consumer that turns accepted events into figures. Its rows and sums are written in the transaction that moves its place
 * in the log, and the log has each id once: an event counts once, whatever comes twice, out of order, late, or dies meanwhile.
 */
export function aggregateEvents({ live }: { live: LiveHub }): EventConsumer {
  const cells = createKnownCells();
  const tell = liveTeller(live);
  return {
    group: AGGREGATE_GROUP,
    label: { fr: 'Chiffres des paiements', en: 'Payment figures' },
    types: KIND_NAMES.map((kind) => `payops.${kind}`),
    batchSize: 1000,
    async handle(batch) {
      const { tx, tenantId, events } = batch;
      const payloads = events.map(({ payload }) => payload as unknown as Payload);
      const numbers = await cells.numbers(tx, tenantId, payloads);
      await moveAgents(batch);
      await movePayouts(batch);
      if (batch.replay !== true) await tell(batch);
      // Last, for it takes rows that every shard wants: they are held to the commit and no longer.
      const rows = events.map((event, n) => toRow(event, numbers[n] ?? 0));
      const { rows: counted } = await tx.execute<{ n: string }>(sql`
        SELECT payops_aggregate(${JSON.stringify(rows)}::jsonb, ${events[0]?.shard ?? 0}::smallint) AS n`);
      if (Number(counted[0]?.n) !== events.length) {
        throw new DomainError({
          code: 'payops.batch_incomplete',
          kind: 'internal',
          details: { events: events.length },
        });
      }
    },
  };
}

/** What the statement of a batch reads of an event. */
function toRow(event: StoredEvent, cell: number): Record<string, unknown> {
  const payload = event.payload as unknown as Payload;
  const kind = kindOf(event.type);
  return {
    i: event.id,
    c: cell,
    k: kind,
    t: payload.time,
    r: event.recordedAt,
    a: payload.amount,
    f: kind === 'fee' ? (payload.kind ?? 'charged') : undefined,
    u: payload.user,
    l: payload.latencyMs,
    ref: payload.paymentId ?? payload.payoutId ?? payload.disputeId,
    route: payload.route,
    method: payload.method,
    reason: payload.reason,
  };
}

/** Tells pages of new transactions, as many a second as somebody can read. */
function liveTeller(live: LiveHub): (batch: EventBatch) => Promise<void> {
  let second = 0;
  let told = 0;
  return async ({ tx, tenantId, events }) => {
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) [second, told] = [now, 0];
    const shown = events.filter(({ type }) => kindOf(type) !== 'agent.heartbeat').slice(0, LIVE_PER_SECOND - told);
    told += shown.length;
    for (const event of shown) await live.publishIn(tx, tenantId, TRANSACTIONS_TOPIC, liveRow(event));
  };
}
