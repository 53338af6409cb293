import { type Calibrator, calibrated, conformalBound, fitSigmoid, matrixOf } from '@griot/learning';
import { businessClock, type Moment } from './business-clock.ts';
import { type Backtest, fitProbability, type Probability, probabilityOf } from './judge-model.ts';
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
  /** What was found in the hours after advice of the past, as a multiple of what had been found lately: see `goesOnOf`. */
  goesOn: Interval;
  /** From the log-odds of the chance to what came where advice would have been given; absent: too few of them. */
  asAdvised?: Calibrator;
}

interface Interval {
  low: number;
  middle: number;
  high: number;
}

/** A hold is advised from this chance on, when so many frauds were found since the last payout. */
const LIKELY_FRAUD = 0.3;
const FEWEST_FRAUDS = 2;
/** A piece of advice stands so long. */
export const HOLD_HOURS = 4 * FRAUD_HOURS;

/** Whether a hold is to be advised at a slice, and on what grounds: what was found since the last payout is still here. */
export function holdAdvice(
  o: Observations,
  fraud: Probability,
  merchant: ObservedMerchant,
  at: number,
  moment: Moment,
): { p: number; row: number[]; count: number; found: number; lately: number } | null {
  const { series } = merchant;
  const sincePaid = Math.min(series.sinceLast('paidOut', at, 3 * DAY) ?? 3 * DAY, 3 * DAY);
  const count = series.sum('fraud', at - sincePaid, at);
  if (count < FEWEST_FRAUDS) return null;
  const row = fraudFeatures(o, merchant, at, moment);
  const p = probabilityOf(fraud, row);
  if (p < LIKELY_FRAUD) return null;
  const found = series.sum('fraudAmount', at - sincePaid, at);
  return { p, row, count, found, lately: series.sum('fraudAmount', at - HOUR, at) || found };
}

/** The chance as it came true where advice was given: that is where fraud has just been found, not anywhere. */
export function confidenceOf({ asAdvised }: Pick<FraudModel, 'asAdvised'>, p: number): number {
  return asAdvised ? Math.min(0.995, Math.max(p, calibrated(asAdvised, logOdds(p)))) : p;
}
const logOdds = (p: number): number => Math.log(p / (1 - p));

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
  const slices: number[] = [];
  const [first, last] = [o.from + DAY, o.to - AHEAD];
  const stride = Math.max(2, Math.ceil(((last - first) * merchants.length) / (4 * MOST_ROWS)));
  for (let at = first; at < last; at += stride) {
    for (const merchant of merchants) {
      if (merchant.series.sum('payments', at - 6 * HOUR, at) === 0) continue;
      rows.push(fraudFeatures(o, merchant, at, clock(at)));
      slices.push(at);
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
  const { use, unseen, backtest } = fitProbability(
    { matrix: matrixOf(FRAUD_FEATURES, rows), outcome: Float64Array.from(outcome) },
    options,
    FOLDS,
  );
  const told = pastAdvice(o, (at) => unseen(Math.min(rows.length - 1, Math.max(0, lowerBound(slices, at)))));
  const model: FraudModel = { fraud: use, goesOn: goesOnOf(told, ratios) };
  if (told.length >= FEWEST_ADVICE) {
    model.asAdvised = fitSigmoid(
      told.map(({ p }) => logOdds(p)),
      told.map(({ after }) => (after > 0 ? 1 : 0)),
    );
  }
  return { model, backtest };
}

const FEWEST_ADVICE = 4;

interface PastAdvice {
  p: number;
  lately: number;
  after: number;
}

/** The advice that would have been given in the history, each piece by a model that had not seen it, and what came after. */
function pastAdvice(o: Observations, unseen: (at: number) => Probability | null): PastAdvice[] {
  const clock = businessClock(o.timeZone);
  const [first, last] = [o.from + DAY, o.to - AHEAD];
  return [...o.merchants.values()].flatMap((merchant) => {
    const { series } = merchant;
    const advice: PastAdvice[] = [];
    let from = first;
    for (const { slice, fraud } of series.inside(first, last)) {
      if (fraud === 0) continue;
      // Looked at as long as a finding moves the chance.
      for (let at = Math.max(from, slice + 1); at <= Math.min(last - 1, slice + HOUR); at += 1) {
        const model = unseen(at);
        const one = model && holdAdvice(o, model, merchant, at, clock(at));
        from = at + 1;
        if (!one) continue;
        advice.push({ p: one.p, lately: one.lately, after: series.sum('fraudAmount', at, at + AHEAD) });
        from = at + HOLD_HOURS * HOUR;
        break;
      }
    }
    return advice;
  });
}

/** So many of the outcomes are to lie between the ends. */
const COVERAGE = 0.8;

/**
 * Split conformal on the advice itself. The lower end is that nothing more is found: nothing can lie below it, so the upper one is
 * what a new outcome passes one time in five; the most that was ever seen, when there were few. With too little advice to say, the
 * most of all moments at which something had been found stands in.
 */
function goesOnOf(told: readonly PastAdvice[], anywhere: readonly number[]): Interval {
  const few = told.length < FEWEST_ADVICE;
  const multiples = few ? anywhere : told.map(({ after, lately }) => after / lately);
  const most = Math.max(...multiples);
  const up = (share: number) => Math.min(most, conformalBound(multiples, share));
  return { low: 0, middle: up(0.5), high: few ? most : up(COVERAGE) };
}

/** Index of the first value that is not below `value`, of values in ascending order. */
function lowerBound(values: readonly number[], value: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
