import { Series } from './series.ts';

/** What SIRA sees of a tenant: flows of agents, answers of banks, payments and fraud of merchants, by quarter of an hour. */
export const SLICE_MS = 15 * 60_000;
export const HOUR = 4;
export const DAY = 96;
export const sliceOf = (instant: number): number => Math.floor(instant / SLICE_MS);

const AGENT = ['out', 'in', 'outs', 'ins', 'refused', 'refusedAmount', 'topup', 'withdrawal'] as const;
const ROUTE = ['paid', 'failed'] as const;
const MERCHANT = ['payments', 'gmv', 'fraud', 'fraudAmount', 'paidOut'] as const;

interface Whose {
  id: string;
  region: string;
  currency: string;
}
/** `out`: customers bring cash and the agent's float goes out to them; `refused`: it did not suffice. */
export interface ObservedAgent extends Whose {
  series: Series<(typeof AGENT)[number]>;
  /** At `to`, minor units. */
  float: number;
}
export interface ObservedRoute {
  id: string;
  series: Series<(typeof ROUTE)[number]>;
}
export interface ObservedMerchant extends Whose {
  series: Series<(typeof MERCHANT)[number]>;
}
export interface WaitingPayout {
  payoutId: string;
  merchantId: string;
  amount: number;
  route: string;
  tries: number;
  /** Slice of the request or the last attempt. */
  slice: number;
}

export interface Observations {
  timeZone: string;
  /** First slice, and the one that is under way: it is not complete and not looked at. */
  from: number;
  to: number;
  agents: Map<string, ObservedAgent>;
  routes: Map<string, ObservedRoute>;
  merchants: Map<string, ObservedMerchant>;
  /** Of all agents together, of all merchants together, of all banks together. */
  market: { agents: Series<'visits'>; merchants: Series<'payments'>; routes: Series<(typeof ROUTE)[number]> };
  waiting: Map<string, WaitingPayout>;
}

/** One event, as the log or the table of transactions tells it. */
export interface Observed {
  /** ms */
  time: number;
  kind: string;
  tenantType: string;
  entityId: string;
  region: string;
  currency: string;
  amount: number;
  method: string | null;
  reason: string | null;
  route: string | null;
  reference: string | null;
}

export function emptyObservations(timeZone: string, from: number): Observations {
  return {
    ...{ timeZone, from: sliceOf(from), to: sliceOf(from) },
    ...{ agents: new Map(), routes: new Map(), merchants: new Map(), waiting: new Map() },
    market: {
      agents: new Series(['visits']),
      merchants: new Series(['payments']),
      routes: new Series(ROUTE),
    },
  };
}

/** Producers name cash in their own words. */
const CASH_IN = /d[ée]p[ôo]t|cash.?in|deposit/i;
const CASH_OUT = /retrait|cash.?out|withdraw/i;
const SHORT_OF_FLOAT = /flottant|float/i;

export function agentOf(o: Observations, { id, region, currency }: Whose): ObservedAgent {
  const found = o.agents.get(id) ?? { id, region, currency, series: new Series(AGENT), float: 0 };
  o.agents.set(id, found);
  return found;
}

export function merchantOf(o: Observations, { id, region, currency }: Whose): ObservedMerchant {
  const found = o.merchants.get(id) ?? { id, region, currency, series: new Series(MERCHANT) };
  o.merchants.set(id, found);
  return found;
}

export function routeOf(o: Observations, id: string): ObservedRoute {
  const found = o.routes.get(id) ?? { id, series: new Series(ROUTE) };
  o.routes.set(id, found);
  return found;
}

/** Takes events in order of time. */
export function observe(o: Observations, event: Observed): void {
  const whose = { id: event.entityId, region: event.region, currency: event.currency };
  if (event.tenantType === 'agent') observeAgent(o, agentOf(o, whose), event);
  else if (event.tenantType === 'merchant') observeMerchant(o, whose, event);
}

function observeAgent(o: Observations, { series }: ObservedAgent, event: Observed): void {
  const { amount, kind, method } = event;
  const slice = sliceOf(event.time);
  if (kind === 'float.topup') series.add(slice, { topup: amount });
  else if (kind === 'float.withdrawal') series.add(slice, { withdrawal: amount });
  else if (kind === 'payment.succeeded' && CASH_IN.test(method ?? '')) series.add(slice, { out: amount, outs: 1 });
  else if (kind === 'payment.succeeded' && CASH_OUT.test(method ?? '')) series.add(slice, { in: amount, ins: 1 });
  else if (kind === 'payment.failed' && SHORT_OF_FLOAT.test(event.reason ?? '')) {
    series.add(slice, { refused: 1, refusedAmount: amount });
  } else return;
  if (kind.startsWith('payment.')) o.market.agents.add(slice, { visits: 1 });
}

function observeMerchant(o: Observations, whose: Whose, event: Observed): void {
  const { amount, kind, route, reference } = event;
  const slice = sliceOf(event.time);
  if (kind === 'payment.succeeded') {
    merchantOf(o, whose).series.add(slice, { payments: 1, gmv: amount });
    o.market.merchants.add(slice, { payments: 1 });
  } else if (kind === 'fraud.flagged') merchantOf(o, whose).series.add(slice, { fraud: 1, fraudAmount: amount });
  else if (kind === 'payout.requested' && reference !== null && route !== null) {
    o.waiting.set(`${whose.id} ${reference}`, {
      ...{ payoutId: reference, merchantId: whose.id, amount, route, tries: 0, slice },
    });
  } else if (kind === 'payout.paid' || kind === 'payout.failed') {
    const paid = kind === 'payout.paid';
    if (paid) merchantOf(o, whose).series.add(slice, { paidOut: 1 });
    if (route !== null) {
      routeOf(o, route).series.add(slice, paid ? { paid: 1 } : { failed: 1 });
      o.market.routes.add(slice, paid ? { paid: 1 } : { failed: 1 });
    }
    const key = `${whose.id} ${reference}`;
    const known = o.waiting.get(key);
    if (paid) o.waiting.delete(key);
    else if (known) Object.assign(known, { tries: known.tries + 1, route: route ?? known.route, slice });
  }
}

/** What an agent held at the beginning of a slice: what it holds now less what has come since. */
export function floatAt(o: Observations, { series, float }: ObservedAgent, slice: number): number {
  const sum = (name: 'in' | 'out' | 'topup' | 'withdrawal') => series.sum(name, slice, o.to + 1);
  return float - sum('in') + sum('out') - sum('topup') + sum('withdrawal');
}
