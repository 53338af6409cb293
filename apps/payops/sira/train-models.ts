import { type FloatBacktest, type FloatModel, trainFloat } from './float-model.ts';
import { type FraudModel, trainFraud } from './fraud-model.ts';
import type { Backtest } from './judge-model.ts';
import { DAY, type Observations } from './observations.ts';
import { type PayoutModel, trainPayouts } from './payout-model.ts';

interface Trained<Model, Judged extends Backtest> {
  model: Model;
  backtest: Judged;
}

/** Null: the tenant's history is too short for it, and nothing is advised. */
export interface SiraModels {
  float: Trained<FloatModel, FloatBacktest> | null;
  payout: Trained<PayoutModel, Backtest> | null;
  fraud: Trained<FraudModel, Backtest> | null;
}

/** Less than this shows neither weeks nor enough troubles. */
export const FEWEST_DAYS = 14;

/** All models of a tenant from its own observations, nothing else. */
export function trainModels(o: Observations): SiraModels {
  if ((o.to - o.from) / DAY < FEWEST_DAYS) return { float: null, payout: null, fraud: null };
  let refused = 0;
  for (const { series } of o.agents.values()) refused += series.sum('refused', o.from, o.to);
  return {
    // Who never refused anybody cannot be taught when it comes.
    float: refused >= 20 ? trainFloat(o) : null,
    payout: trainPayouts(o),
    fraud: trainFraud(o),
  };
}
