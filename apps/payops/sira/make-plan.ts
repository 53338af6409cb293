import type { Range, RecommendationType } from './recommendation.ts';
import type { Recommendation } from './recommendations-store.ts';

export const GOALS = ['all', 'shortages', 'payouts', 'fraud'] as const;
export type Goal = (typeof GOALS)[number];

const TYPES: Record<Goal, readonly RecommendationType[]> = {
  all: ['rebalance_float', 'route_payout', 'set_hold', 'adjust_threshold'],
  shortages: ['rebalance_float'],
  payouts: ['route_payout'],
  fraud: ['set_hold', 'adjust_threshold'],
};

/** One piece of advice with what it costs and brings, in minor units of one currency. */
export interface Priced {
  recommendation: Recommendation;
  /** Float to be carried; nothing for the others. */
  cost: number;
  /** Null: it saves no money that can be told. */
  savings: Range | null;
}

export interface PlanStep extends Priced {
  /** What is spent when it is done. */
  spent: number;
  why: 'free' | 'most_for_the_money' | 'no_amount';
}

export interface Plan {
  steps: PlanStep[];
  left: (Priced & { why: 'budget' | 'other_goal' })[];
  cost: number;
  /** Sums of lows, expectations, highs: the ends are what comes when all go one way. */
  savings: Range;
}

/**
 * What to do first for a goal: what costs nothing, soonest to expire first; then what saves most for each franc carried, as
 * long as it fits into the budget.
 */
export function makePlan(all: readonly Priced[], goal: Goal, budget: number): Plan {
  const fits = all.filter(({ recommendation }) => TYPES[goal].includes(recommendation.type));
  const left: Plan['left'] = all
    .filter((one) => !fits.includes(one))
    .map((one) => ({ ...one, why: 'other_goal' as const }));
  const free = fits.filter(({ cost }) => cost === 0).sort(soonest);
  const paid = fits.filter(({ cost }) => cost > 0).sort((a, b) => worth(b) - worth(a) || soonest(a, b));
  const steps: PlanStep[] = free.map((one) => ({ ...one, spent: 0, why: one.savings === null ? 'no_amount' : 'free' }));
  let spent = 0;
  for (const one of paid) {
    if (spent + one.cost > budget) {
      left.push({ ...one, why: 'budget' });
      continue;
    }
    spent += one.cost;
    steps.push({ ...one, spent, why: 'most_for_the_money' });
  }
  const sum = (of: (range: Range) => number) =>
    steps.reduce((total, { savings }) => total + (savings ? of(savings) : 0), 0);
  const savings = {
    low: sum(({ low }) => low),
    expected: sum(({ expected }) => expected),
    high: sum(({ high }) => high),
  };
  return { steps, left, cost: spent, savings };
}

const worth = ({ cost, savings, recommendation }: Priced): number =>
  ((savings?.expected ?? 0) * recommendation.confidence) / cost;
const soonest = (a: Priced, b: Priced): number =>
  a.recommendation.expiresAt.localeCompare(b.recommendation.expiresAt) ||
  a.recommendation.id.localeCompare(b.recommendation.id);
