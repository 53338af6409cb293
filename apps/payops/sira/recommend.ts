import type { Controls } from '../simulator/simulator-state.ts';
import { businessClock } from './business-clock.ts';
import {
  FLOAT_HOURS,
  floatFeatures,
  LIKELY_SHORTAGE,
  needOf,
  refusedOf,
  typicalVisits,
  visitWorth,
} from './float-model.ts';
import { confidenceOf, FRAUD_HOURS, HOLD_HOURS, holdAdvice } from './fraud-model.ts';
import { probabilityOf } from './judge-model.ts';
import { HOUR, type Observations, SLICE_MS, type WaitingPayout } from './observations.ts';
import { DOUBTFUL, payoutFeatures, ROUTE_HOURS, successOf } from './payout-model.ts';
import { around, type Draft, featuresOf, offBy, share } from './recommendation.ts';
import type { SiraModels } from './train-models.ts';

/** Another bank must be better by so much before payouts change their way. */
const WORTH_A_CHANGE = 0.2;
/** A payout that nobody tried for so long is not on its way any more. */
const STILL_TRIED = 3 * HOUR;

type Steered = Pick<Controls, 'holds' | 'frozenMerchants' | 'routes' | 'pausedPayouts'>;

/** What to do now, by the models, given what is steered already. Looks at nothing after `o.to`. */
export function recommend(o: Observations, models: SiraModels, controls: Steered): Draft[] {
  const now = o.to * SLICE_MS;
  return [
    ...rebalanceFloat(o, models, now),
    ...routePayouts(o, models, controls, now),
    ...setHolds(o, models, controls, now),
  ];
}

function rebalanceFloat(o: Observations, { float }: SiraModels, now: number): Draft[] {
  if (!float) return [];
  const { model, backtest } = float;
  const moment = businessClock(o.timeZone)(o.to);
  const typical = typicalVisits(o, o.to);
  const off = offBy(backtest);
  return [...o.agents.values()].flatMap((agent): Draft[] => {
    const worth = visitWorth(agent, o.to, typical);
    const row = floatFeatures(o, agent, o.to, { moment, worth, float: agent.float });
    const p = probabilityOf(model.shortage, row);
    if (p < LIKELY_SHORTAGE) return [];
    const need = needOf(model, row);
    const amount = roundUp(Math.max(need.high * worth - agent.float, worth));
    const after = floatFeatures(o, agent, o.to, { moment, worth, float: agent.float + amount });
    const refused = refusedOf(model, row);
    const money = (visits: number) => Math.round(Math.min(amount, visits * worth));
    return [
      {
        type: 'rebalance_float',
        subject: { tenantType: 'agent', id: agent.id, region: agent.region },
        action: { type: 'ADJUST_FLOAT', parameters: { agentId: agent.id, amount, currency: agent.currency } },
        ...{ model: 'float', features: featuresOf(model.shortage, row), confidence: p },
        impact: {
          costSavings: {
            ...{ low: money(refused.low), expected: money(refused.middle), high: money(refused.high) },
            ...{ unit: 'money', currency: agent.currency },
          },
          riskReduction: around(p - Math.min(p, probabilityOf(model.shortage, after)), off),
        },
        expiresAt: now + (FLOAT_HOURS / 2) * 3_600_000,
        reason: {
          key: 'rebalance_float',
          values: {
            float: agent.float,
            need: Math.round(need.high * worth),
            hours: FLOAT_HOURS,
            currency: agent.currency,
          },
        },
      },
    ];
  });
}

/** Two digits, upwards: nobody carries 613 418 francs. */
export function roundUp(amount: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(amount)) - 1);
  return Math.ceil(amount / step) * step;
}

function routePayouts(o: Observations, { payout }: SiraModels, controls: Steered, now: number): Draft[] {
  if (!payout) return [];
  const { model, backtest } = payout;
  const moment = businessClock(o.timeZone)(o.to);
  const routes = [...o.routes.values()].map((route) => {
    const row = payoutFeatures(o, route, o.to, moment);
    return { id: route.id, row, ...successOf(model.success, row) };
  });
  const best = routes.reduce<(typeof routes)[number] | null>((a, b) => (a && a.p >= b.p ? a : b), null);
  if (!best) return [];
  const byMerchant = new Map<string, WaitingPayout[]>();
  for (const one of o.waiting.values()) {
    if (o.to - one.slice > STILL_TRIED || isKept(controls, one.merchantId)) continue;
    byMerchant.set(one.merchantId, [...(byMerchant.get(one.merchantId) ?? []), one]);
  }
  return [...byMerchant].flatMap(([merchantId, waiting]): Draft[] => {
    const route = controls.routes.get(merchantId) ?? controls.routes.get('*') ?? waiting[0]?.route;
    const current = routes.find(({ id }) => id === route);
    const merchant = o.merchants.get(merchantId);
    if (!current || !merchant || current.p >= DOUBTFUL || best.p - current.p < WORTH_A_CHANGE) return [];
    const amount = waiting.reduce((sum, one) => sum + one.amount, 0);
    const gain: { low: number; expected: number; high: number } = {
      low: share(best.p - share(current.p + model.missed.high)),
      expected: share(best.p - current.p),
      // At most all that this bank fails is paid by the other.
      high: 1 - share(current.p + model.missed.low),
    };
    const money = (part: number) => Math.round(amount * part);
    return [
      {
        type: 'route_payout',
        subject: { tenantType: 'merchant', id: merchantId, region: merchant.region },
        action: { type: 'REROUTE_PAYOUT', parameters: { target: merchantId, route: best.id } },
        ...{ model: 'payout', confidence: 1 - current.p },
        features: [
          // Success is foretold, its opposite is what is feared: weights point towards the trouble.
          { name: 'answers', value: null, weight: -current.answers },
          ...featuresOf(model.success, current.row).map((one) => ({ ...one, weight: -one.weight })),
        ],
        impact: {
          costSavings: {
            ...{ low: money(gain.low), expected: money(gain.expected), high: money(gain.high) },
            ...{ unit: 'money', currency: merchant.currency },
          },
          riskReduction: { ...gain, low: share(gain.low - offBy(backtest)) },
        },
        expiresAt: now + ROUTE_HOURS * 3_600_000,
        reason: {
          key: 'route_payout',
          values: {
            ...{ from: current.id, to: best.id, payouts: waiting.length, amount, currency: merchant.currency },
            ...{ fromSuccess: Math.round(current.p * 100), toSuccess: Math.round(best.p * 100) },
          },
        },
      },
    ];
  });
}

const isKept = (c: Steered, merchantId: string): boolean =>
  c.holds.has(merchantId) ||
  c.frozenMerchants.has(merchantId) ||
  c.pausedPayouts.has(merchantId) ||
  c.pausedPayouts.has('*');

function setHolds(o: Observations, { fraud }: SiraModels, controls: Steered, now: number): Draft[] {
  if (!fraud) return [];
  const { model, backtest } = fraud;
  const moment = businessClock(o.timeZone)(o.to);
  return [...o.merchants.values()].flatMap((merchant): Draft[] => {
    if (isKept(controls, merchant.id)) return [];
    const advice = holdAdvice(o, model.fraud, merchant, o.to, moment);
    if (!advice) return [];
    const { row, count, found, lately } = advice;
    const confidence = confidenceOf(model, advice.p);
    const money = (times: number) => Math.round(found + times * lately);
    return [
      {
        type: 'set_hold',
        subject: { tenantType: 'merchant', id: merchant.id, region: merchant.region },
        action: { type: 'SET_HOLD', parameters: { merchantId: merchant.id } },
        ...{ model: 'fraud', features: featuresOf(model.fraud, row), confidence },
        impact: {
          costSavings: {
            ...{ low: money(model.goesOn.low), expected: money(model.goesOn.middle), high: money(model.goesOn.high) },
            ...{ unit: 'money', currency: merchant.currency },
          },
          riskReduction: around(confidence, offBy(backtest)),
        },
        expiresAt: now + HOLD_HOURS * 3_600_000,
        reason: { key: 'set_hold', values: { count, amount: found, currency: merchant.currency, hours: FRAUD_HOURS } },
      },
    ];
  });
}
