import type { IncomingEvent } from '../chain/take-in.ts';
import { riskOf } from '../domain/actions/action-types.ts';
import { makeNetwork, type Network } from '../simulator/network.ts';
import { simulate } from '../simulator/simulate.ts';
import { type Controls, initialState, NO_CONTROLS, type SimulatorState } from '../simulator/simulator-state.ts';
import { emptyObservations, type Observations, observe, SLICE_MS, sliceOf } from '../sira/observations.ts';
import { observedOf } from '../sira/observe-events.ts';
import { recommend } from '../sira/recommend.ts';
import type { Draft } from '../sira/recommendation.ts';
import { type SiraModels, trainModels } from '../sira/train-models.ts';

const DAY_MS = 86_400_000;
/** Hold of a merchant until somebody has looked: then what was stolen goes back to its owners, the rest to the merchant. */
const LOOKED_AT_SLICES = (48 * 3_600_000) / SLICE_MS;
/** Time that signatures take: one person's a quarter of an hour, two or more people's half an hour. */
const SIGNED_AFTER = { low: 1, medium: 2, high: 2, critical: 2 };

export interface Outcome {
  /** Customers whom an agent refused for want of float, and what they wanted to bring (minor units, of any currency as francs). */
  refused: number;
  refusedAmount: number;
  failedPayouts: number;
  /** Asked for two hours ago or more and not paid, summed over quarter hours: payout-hours late. */
  lateHours: number;
  /** Stolen money that left to a merchant. */
  fraudLoss: number;
  /** What following the advice took: actions, float carried, payout-hours held. */
  actions: Record<string, number>;
  floatCarried: number;
  heldHours: number;
}

/** Whether what came when nothing was done lay in the interval that was told. */
export interface Told {
  type: Draft['type'];
  low: number;
  high: number;
  came: number;
  confidence: number;
  /** Whether the trouble came, 0 or 1; of payouts the share of attempts that failed. */
  troubled: number;
}

export interface Futures {
  seed: string;
  models: SiraModels;
  nothing: Outcome;
  followed: Outcome;
  told: Told[];
}

export interface FutureOptions {
  seed: string;
  historyDays: number;
  futureDays: number;
  rate: number;
  start: number;
  size?: { merchants: number; agents: number };
}

interface World {
  network: Network;
  state: SimulatorState;
  events: IncomingEvent[];
}

const francs = (amount: number, currency: string): number => (currency === 'MAD' ? amount * 0.6 : amount);

/** History of a seed, models of it, then the same future twice: nothing done, and SIRA's advice followed after its signatures. */
export function simulatedFutures(o: FutureOptions): Futures {
  const network = makeNetwork(o.seed, o.size);
  const state = initialState(network.agents);
  const events: IncomingEvent[] = [];
  const now = o.start + o.historyDays * DAY_MS;
  const emit = (event: IncomingEvent) => {
    if (event.type !== 'agent.heartbeat') events.push(event);
  };
  simulate({ seed: o.seed, network, from: o.start, to: now, rate: o.rate, state, controls: NO_CONTROLS, emit });
  events.sort((a, b) => Date.parse(String(a.time)) - Date.parse(String(b.time)));
  const world = { network, state, events };
  const models = trainModels(seen(o, world, now));
  const nothing = live(o, world, models, now, false);
  const followed = live(o, world, models, now, true);
  return { seed: o.seed, models, nothing: nothing.outcome, followed: followed.outcome, told: nothing.told };
}

function seen(o: FutureOptions, { network, state, events }: World, now: number): Observations {
  const observations = emptyObservations('Africa/Abidjan', o.start);
  for (const event of events) observe(observations, observedOf(event));
  return upTo(observations, network, state, now);
}

function upTo(observations: Observations, network: Network, state: SimulatorState, now: number): Observations {
  observations.to = sliceOf(now);
  for (const { id } of network.agents) {
    const agent = observations.agents.get(id);
    if (agent) agent.float = state.floats[id] ?? 0;
  }
  return observations;
}

function live(o: FutureOptions, world: World, models: SiraModels, from: number, follow: boolean) {
  const { network } = world;
  const state = structuredClone(world.state);
  const observations = seen(o, { ...world, state }, from);
  const ledger = new Ledger();
  const holds = new Map<string, number>();
  const routes = new Map<string, string>();
  const due: { slice: number; draft: Draft }[] = [];
  const busy = new Map<string, number>();
  const open: { draft: Draft; at: number }[] = [];
  const to = from + o.futureDays * DAY_MS;
  let adjustments: Controls['floatAdjustments'] = [];
  let n = state.adjustment;
  for (let at = from; at < to; at += SLICE_MS) {
    const slice = sliceOf(at);
    upTo(observations, network, state, at);
    for (const [merchant, since] of holds) if (slice - since >= LOOKED_AT_SLICES) holds.delete(merchant);
    const controls = { ...NO_CONTROLS, holds: new Set(holds.keys()), routes };
    for (const draft of recommend(observations, models, controls)) {
      const key = `${draft.type} ${draft.subject.id}`;
      if ((busy.get(key) ?? 0) > slice) continue;
      busy.set(key, sliceOf(draft.expiresAt));
      open.push({ draft, at: slice });
      const risk = riskOf(draft.action.type, draft.action.parameters, worthOf(draft));
      due.push({ slice: slice + SIGNED_AFTER[risk], draft });
    }
    adjustments = [];
    if (follow) {
      for (const { draft } of due.filter((one) => one.slice === slice)) {
        const { parameters, type } = draft.action;
        ledger.did(draft);
        if (type === 'SET_HOLD') {
          holds.set(String(parameters.merchantId), slice);
          ledger.hold(String(parameters.merchantId));
        } else if (type === 'REROUTE_PAYOUT') routes.set(String(parameters.target), String(parameters.route));
        else if (type === 'ADJUST_FLOAT') {
          n += 1;
          const agentId = String(parameters.agentId);
          const amount = Number(parameters.amount);
          adjustments = [...adjustments, { n, agentId, amount }];
          observations.agents.get(agentId)?.series.add(slice, { topup: amount });
        }
        // A float that was brought may be too little by now: it may be asked for again.
        if (type === 'ADJUST_FLOAT') busy.set(`${draft.type} ${draft.subject.id}`, slice + 4);
      }
    }
    const steered = { ...NO_CONTROLS, holds: new Set(holds.keys()), routes, floatAdjustments: adjustments };
    const emitted: IncomingEvent[] = [];
    const emit = (event: IncomingEvent) => {
      if (event.type !== 'agent.heartbeat') emitted.push(event);
    };
    simulate({ seed: o.seed, network, from: at, to: at + SLICE_MS, rate: o.rate, state, controls: steered, emit });
    emitted.sort((a, b) => Date.parse(String(a.time)) - Date.parse(String(b.time)));
    for (const event of emitted) {
      const one = observedOf(event);
      // Answers come a little after their slot: those of the last seconds belong to this quarter for what is counted here.
      observe(observations, { ...one, time: Math.min(one.time, at + SLICE_MS - 1) });
      ledger.count(event, holds);
    }
    ledger.late(state, sliceOf(at), holds);
  }
  const end = sliceOf(to);
  const told = open.flatMap(({ draft, at }) => toldOf(observations, draft, at, end));
  return { outcome: ledger.outcome, told };
}

const worthOf = ({ action }: Draft): number | null =>
  action.type === 'ADJUST_FLOAT' ? francs(Number(action.parameters.amount), String(action.parameters.currency)) : null;

/** What came of a piece of advice that was not followed. */
function toldOf(o: Observations, draft: Draft, at: number, end: number): Told[] {
  const { low, high } = draft.impact.costSavings;
  const base = { type: draft.type, low, high, confidence: draft.confidence };
  if (draft.type === 'rebalance_float' && at + 24 <= end) {
    const agent = o.agents.get(draft.subject.id);
    const amount = Number(draft.action.parameters.amount);
    const refused = agent?.series.sum('refusedAmount', at, at + 24) ?? 0;
    return [{ ...base, came: Math.min(amount, refused), troubled: refused > 0 ? 1 : 0 }];
  }
  if (draft.type === 'set_hold' && at + 12 <= end) {
    const series = o.merchants.get(draft.subject.id)?.series;
    const after = series?.sum('fraudAmount', at, at + 12) ?? 0;
    return [{ ...base, came: Number(draft.reason.values.amount) + after, troubled: after > 0 ? 1 : 0 }];
  }
  if (draft.type === 'route_payout' && at + 2 <= end) {
    const { from, to, amount, toSuccess } = draft.reason.values;
    const old = successAt(o, String(from), at);
    if (old === null) return [];
    const other = successAt(o, String(to), at) ?? Number(toSuccess) / 100;
    return [{ ...base, came: Math.round(Number(amount) * Math.max(0, other - old)), troubled: 1 - old }];
  }
  return [];
}

/** Share of a bank's attempts of half an hour that were paid, as the model foretells it; null: nobody tried. */
function successAt(o: Observations, route: string, at: number): number | null {
  const series = o.routes.get(route)?.series;
  const paid = series?.sum('paid', at, at + 2) ?? 0;
  const all = paid + (series?.sum('failed', at, at + 2) ?? 0);
  return all > 0 ? paid / all : null;
}

/** Books of a future: what went wrong, what was done. */
class Ledger {
  readonly outcome: Outcome = {
    ...{ refused: 0, refusedAmount: 0, failedPayouts: 0, lateHours: 0, fraudLoss: 0 },
    ...{ actions: {}, floatCarried: 0, heldHours: 0 },
  };
  /** Stolen money at a merchant that was not asked for, and that lies in payouts under way. */
  private readonly unpaid = new Map<string, number>();
  private readonly inPayout = new Map<string, { merchant: string; amount: number }>();

  count(event: IncomingEvent, holds: ReadonlyMap<string, number>): void {
    const { outcome } = this;
    const merchant = String(event.tenantId);
    const amount = francs(Number(event.amount), String(event.currency));
    if (event.type === 'payment.failed' && event.reason === 'flottant insuffisant') {
      outcome.refused += 1;
      outcome.refusedAmount += amount;
    } else if (event.type === 'payout.failed') outcome.failedPayouts += 1;
    // Found while held: it goes back when somebody has looked.
    else if (event.type === 'fraud.flagged' && !holds.has(merchant)) {
      this.unpaid.set(merchant, (this.unpaid.get(merchant) ?? 0) + amount);
    } else if (event.type === 'payout.requested') {
      this.inPayout.set(String(event.payoutId), { merchant, amount: this.unpaid.get(merchant) ?? 0 });
      this.unpaid.delete(merchant);
    } else if (event.type === 'payout.paid') {
      outcome.fraudLoss += this.inPayout.get(String(event.payoutId))?.amount ?? 0;
      this.inPayout.delete(String(event.payoutId));
    }
  }

  /** Held before it left: it goes back. */
  hold(merchant: string): void {
    this.unpaid.delete(merchant);
    for (const one of this.inPayout.values()) if (one.merchant === merchant) one.amount = 0;
  }

  did(draft: Draft): void {
    const { outcome } = this;
    outcome.actions[draft.type] = (outcome.actions[draft.type] ?? 0) + 1;
    if (draft.action.type === 'ADJUST_FLOAT') outcome.floatCarried += worthOf(draft) ?? 0;
  }

  late(state: SimulatorState, slice: number, holds: ReadonlyMap<string, number>): void {
    for (const { id, merchantId } of state.payouts) {
      // The slot of the request stands in its number.
      const asked = Number(id.split('-').at(-3)) * 10_000;
      if (holds.has(merchantId)) this.outcome.heldHours += SLICE_MS / 3_600_000;
      else if (slice * SLICE_MS - asked > 2 * 3_600_000) this.outcome.lateHours += SLICE_MS / 3_600_000;
    }
  }
}
