import type { StoredEvent } from '@griot/events';
import type { LiveEvent, TopicRule } from '@griot/http';
import type { Actor } from '@griot/identity';
import { kindOf, type Payload } from '../domain/event-types.ts';
import { maySee } from '../domain/sight.ts';

/** One topic for all transactions of a tenant; who is narrowed gets the messages of what is theirs. */
export const TRANSACTIONS_TOPIC = 'payops.transactions';

export interface LiveRow {
  id: string;
  kind: string;
  time: string;
  tenantType: string;
  tenantId: string;
  region: string;
  city: string;
  country: string;
  currency: string;
  amount: string;
  source: string;
  reference: string | null;
  reason: string | null;
  latencyMs: number | null;
}

export function liveRow(event: StoredEvent): LiveRow {
  const p = event.payload as unknown as Payload;
  const { time, tenantType, tenantId, region, city, country, currency, source } = p;
  return {
    id: event.id,
    kind: kindOf(event.type),
    ...{ time, tenantType, tenantId, region, city, country, currency, source },
    amount: String(p.amount),
    reference: p.paymentId ?? p.payoutId ?? p.disputeId ?? null,
    reason: p.reason ?? null,
    latencyMs: p.latencyMs ?? null,
  };
}

export const transactionsRule: TopicRule = {
  pattern: TRANSACTIONS_TOPIC,
  permission: 'payops.transactions.read',
  visible: (actor: Actor, event: LiveEvent) => {
    const row = event.data as LiveRow | null;
    return row !== null && maySee(actor, row);
  },
};
