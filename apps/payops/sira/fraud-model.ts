import { matrixOf } from '@griot/learning';
import { businessClock, type Moment } from './business-clock.ts';
import { type Backtest, fitProbability, type Probability } from './judge-model.ts';
import { DAY, HOUR, type Observations, type ObservedMerchant } from './observations.ts';

/** How far it looks ahead. */
export const FRAUD_HOURS = 3;
const AHEAD = FRAUD_HOURS * HOUR;
const MOST_ROWS = 25_000;
/** Bursts come a few times a month: every part of the time is needed to calibrate. */
const FOLDS = 3;

export const FRAUD_FEATURES = [
  ...([
    'hour',
    'weekday',
    'payments_1h',
    'payments_6h',
    'payments_usual',
    'basket_3h',
    'fraud_1h',
    'fraud_6h',
    'fraud_1d',
  ] as const),
  ...(['fraud_share_6h', 'share_of_payments', 'since_fraud'] as const),
] as const;

export interface FraudModel {
  /** Chance that fraud is found at the merchant in the next hours. */
  fraud: Probability;
  /** What was found in the hours after, as a multiple of what had been found in the hour before: 10th, 50th, 90th in a hundred. */
  goesOn: { low: number; middle: number; high: number };
}

export function fraudFeatures(o: Observations, { series }: ObservedMerchant, at: number, moment: Moment): number[] {
  const sum = (name: 'payments' | 'gmv' | 'fraud' | 'fraudAmount', back: number) => series.sum(name, at - back, at);
  const days = Math.max(1, (at - o.from) / DAY);
  const [payments, gmv] = [series.sum('payments', 0, at), series.sum('gmv', 0, at)];
  const usualBasket = payments > 0 ? gmv / payments : 0;
  const lately = sum('payments', 3 * HOUR);
  const market = o.market.merchants.sum('payments', at - HOUR, at);
  return [
    ...[moment.hour, moment.weekday, sum('payments', HOUR), sum('payments', 6 * HOUR), payments / days],
    lately > 0 && usualBasket > 0 ? sum('gmv', 3 * HOUR) / lately / usualBasket : Number.NaN,
    ...[sum('fraud', HOUR), sum('fraud', 6 * HOUR), sum('fraud', DAY)],
    sum('gmv', 6 * HOUR) > 0 ? sum('fraudAmount', 6 * HOUR) / sum('gmv', 6 * HOUR) : 0,
    market > 0 ? sum('payments', HOUR) / market : 0,
    series.sinceLast('fraud', at, 3 * DAY) ?? Number.NaN,
  ];
}

export function trainFraud(o: Observations): { model: FraudModel; backtest: Backtest } | null {
  const clock = businessClock(o.timeZone);
  const merchants = [...o.merchants.values()];
  const rows: number[][] = [];
  const outcome: number[] = [];
  const ratios: number[] = [];
  const [first, last] = [o.from + DAY, o.to - AHEAD];
  const stride = Math.max(2, Math.ceil(((last - first) * merchants.length) / (4 * MOST_ROWS)));
  for (let at = first; at < last; at += stride) {
    for (const merchant of merchants) {
      if (merchant.series.sum('payments', at - 6 * HOUR, at) === 0) continue;
      rows.push(fraudFeatures(o, merchant, at, clock(at)));
      outcome.push(merchant.series.sum('fraud', at, at + AHEAD) > 0 ? 1 : 0);
      const before = merchant.series.sum('fraudAmount', at - HOUR, at);
      if (before > 0) ratios.push(merchant.series.sum('fraudAmount', at, at + AHEAD) / before);
    }
  }
  const positives = outcome.reduce((sum, y) => sum + y, 0);
  if (rows.length < 500 || positives < 10 || ratios.length < 10) return null;
  const options = {
    trees: 60,
    learningRate: 0.12,
    maxDepth: 3,
    minChildWeight: 1,
    subsample: 0.8,
    maxBins: 64,
    seed: 8,
  };
  const { use, backtest } = fitProbability(
    { matrix: matrixOf(FRAUD_FEATURES, rows), outcome: Float64Array.from(outcome) },
    options,
    FOLDS,
  );
  ratios.sort((a, b) => a - b);
  const at = (q: number) => ratios[Math.min(ratios.length - 1, Math.floor(q * (ratios.length + 1)))] as number;
  return { model: { fraud: use, goesOn: { low: at(0.1), middle: at(0.5), high: at(0.9) } }, backtest };
}
