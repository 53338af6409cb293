import { dayInZone } from '@griot/kernel';
import type { IncomingEvent } from '../chain/take-in.ts';
import { dayStart, hourStart } from '../domain/business-time.ts';
import type { Payload } from '../domain/event-types.ts';
import { maySee, SCOPE_KINDS } from '../domain/sight.ts';
import { twoDigits } from '../domain/two-digits.ts';
import { MONEY, type MoneyName, type SumsQuery } from '../queries/read-sums.ts';

export interface PlainStep {
  events: string;
  transactions: string;
  attempts: string;
  successes: string;
  fraud_count: string;
  latency_p50: number | null;
  latency_p95: number | null;
  money: Record<MoneyName, Record<string, string>>;
  users: number;
}

/** What `readSums` and `readUsers` must say of distinct events: one event after the other, without a database. In order of steps. */
export function plainFigures(events: readonly IncomingEvent[], q: SumsQuery): Map<string, PlainStep> {
  const steps = new Map<number, (Payload & { type: string })[]>();
  for (const event of events) {
    const payload = event as unknown as Payload & { type: string };
    const hour = hourStart(Date.parse(payload.time), q.timeZone);
    if (hour < q.from || hour >= q.to || !asked(payload, q)) continue;
    const day = dayStart(dayInZone(new Date(hour), q.timeZone), q.timeZone);
    const at = { hour, day, all: q.from }[q.grain];
    steps.set(at, [...(steps.get(at) ?? []), payload]);
  }
  const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');
  return new Map([...steps].sort(([a], [b]) => a - b).map(([at, list]) => [iso(at), stepOf(list)]));
}

function asked(payload: Payload, { sight, selection }: SumsQuery): boolean {
  const scopes =
    sight === null
      ? []
      : [
          ...sight.regions.map((id) => ({ kind: 'payops.region', id })),
          ...sight.entities.map(({ tenantType, tenantId }) => ({ kind: `payops.${tenantType}`, id: tenantId })),
        ].filter(({ kind }) => (SCOPE_KINDS as readonly string[]).includes(kind));
  if (sight !== null && (scopes.length === 0 || !maySee({ scopes }, payload))) return false;
  const { tenantType, tenantId, ...rest } = selection;
  if (tenantType === 'region') {
    if (tenantId !== undefined && payload.region !== tenantId) return false;
  } else if (tenantType !== undefined && tenantType !== 'platform') {
    if (payload.tenantType !== tenantType || (tenantId !== undefined && payload.tenantId !== tenantId)) return false;
  }
  return Object.entries(rest).every(([name, value]) => value === undefined || payload[name as keyof Payload] === value);
}

function stepOf(list: readonly (Payload & { type: string })[]): PlainStep {
  const of = (...types: string[]) => list.filter(({ type }) => types.includes(type));
  const money = Object.fromEntries(MONEY.map((name) => [name, {} as Record<string, string>])) as PlainStep['money'];
  const add = (name: MoneyName, { currency, amount }: Payload, sign = 1n) => {
    const sum = BigInt(money[name][currency] ?? 0) + sign * BigInt(amount);
    money[name][currency] = String(sum);
  };
  for (const one of list) {
    if (one.type === 'payment.succeeded') add('gmv', one);
    if (one.type === 'refund') add('refunds', one);
    if (one.type === 'dispute.opened') add('disputes', one);
    if (one.type === 'payout.paid') add('payouts', one);
    if (one.type === 'fraud.flagged') add('fraud_amount', one);
    if (one.type === 'float.topup') add('float', one);
    if (one.type === 'float.withdrawal') add('float', one, -1n);
    if (one.type !== 'fee') continue;
    const charged = one.kind === undefined || one.kind === 'charged';
    if (charged) add('fees', one);
    add('revenue', one, charged ? 1n : -1n);
  }
  for (const name of MONEY) {
    for (const [currency, sum] of Object.entries(money[name])) if (sum === '0') delete money[name][currency];
  }
  const times = of('payment.succeeded')
    .flatMap(({ latencyMs }) => (latencyMs === undefined ? [] : [twoDigits(latencyMs)]))
    .sort((a, b) => a - b);
  const percentile = (share: number) => times[Math.ceil(times.length * share) - 1] ?? null;
  const payments = list.filter(({ type, user }) => type.startsWith('payment.') && user !== undefined);
  return {
    events: String(list.length),
    transactions: String(of('payment.succeeded', 'refund', 'payout.paid').length),
    attempts: String(of('payment.initiated').length),
    successes: String(of('payment.succeeded').length),
    fraud_count: String(of('fraud.flagged').length),
    latency_p50: percentile(0.5),
    latency_p95: percentile(0.95),
    money,
    users: new Set(payments.map(({ user }) => user)).size,
  };
}
