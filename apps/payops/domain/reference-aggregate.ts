import type { StoredEvent } from '@griot/events';
import { hourStart } from './business-time.ts';
import { kindOf, type Payload } from './event-types.ts';
import { twoDigits } from './two-digits.ts';

/** One row of `dash_aggregates_hourly`, as plain loops over distinct events make it. */
export interface ReferenceRow {
  gmv: bigint;
  revenue: bigint;
  fees: bigint;
  refunds: bigint;
  disputes: bigint;
  payouts: bigint;
  float: bigint;
  transactions: number;
  attempts: number;
  successes: number;
  fraud_count: number;
  fraud_amount: bigint;
  active_users: number;
  latency_p50: number | null;
  latency_p95: number | null;
}

/**
 * The figures once more, one event at a time and without a database: what tests hold the chain to. Events that bear one id
 * are one event. Keyed by the columns of the aggregate, joined by `|`.
 */
export function referenceAggregate(
  events: Iterable<Pick<StoredEvent, 'id' | 'type' | 'payload'>>,
  timeZone: string,
): Map<string, ReferenceRow> {
  const seen = new Set<string>();
  const rows = new Map<string, ReferenceRow>();
  const users = new Map<string, Set<string>>();
  const latencies = new Map<string, number[]>();
  for (const event of events) {
    if (seen.has(event.id)) continue;
    seen.add(event.id);
    const payload = event.payload as unknown as Payload;
    const hour = new Date(hourStart(Date.parse(payload.time), timeZone)).toISOString();
    const { tenantType, tenantId, country, region, city, currency, source } = payload;
    const key = [hour, tenantType, tenantId, country, region, city, currency, source].join('|');
    let row = rows.get(key);
    if (!row) {
      row = emptyRow();
      rows.set(key, row);
    }
    addTo(row, event.type, payload);
    if (payload.user !== undefined && event.type.startsWith('payops.payment.')) {
      const known = users.get(key) ?? new Set();
      users.set(key, known.add(payload.user));
      row.active_users = known.size;
    }
    if (payload.latencyMs !== undefined && event.type === 'payops.payment.succeeded') {
      const list = latencies.get(key) ?? [];
      list.push(twoDigits(payload.latencyMs));
      latencies.set(key, list);
    }
  }
  for (const [key, list] of latencies) {
    const row = rows.get(key);
    if (!row) continue;
    list.sort((a, b) => a - b);
    row.latency_p50 = list[Math.ceil(list.length * 0.5) - 1] ?? null;
    row.latency_p95 = list[Math.ceil(list.length * 0.95) - 1] ?? null;
  }
  return rows;
}

function addTo(row: ReferenceRow, type: string, { amount, kind }: Payload): void {
  const money = BigInt(amount);
  switch (kindOf(type)) {
    case 'payment.initiated':
      row.attempts += 1;
      break;
    case 'payment.succeeded':
      row.gmv += money;
      row.successes += 1;
      row.transactions += 1;
      break;
    case 'refund':
      row.refunds += money;
      row.transactions += 1;
      break;
    case 'dispute.opened':
      row.disputes += money;
      break;
    case 'payout.paid':
      row.payouts += money;
      row.transactions += 1;
      break;
    case 'fee':
      if (kind === 'charged' || kind === undefined) {
        row.fees += money;
        row.revenue += money;
      } else row.revenue -= money;
      break;
    case 'float.topup':
      row.float += money;
      break;
    case 'float.withdrawal':
      row.float -= money;
      break;
    case 'fraud.flagged':
      row.fraud_count += 1;
      row.fraud_amount += money;
      break;
    default:
      break;
  }
}

function emptyRow(): ReferenceRow {
  return {
    ...{ gmv: 0n, revenue: 0n, fees: 0n, refunds: 0n, disputes: 0n, payouts: 0n, float: 0n },
    ...{ transactions: 0, attempts: 0, successes: 0, fraud_count: 0, fraud_amount: 0n },
    ...{ active_users: 0, latency_p50: null, latency_p95: null },
  };
}
