import { conformalBound, matrixOf } from '@griot/learning';
import { businessClock, type Moment } from './business-clock.ts';
import { type Backtest, fitProbability, type Probability, probabilityOf } from './judge-model.ts';
import { DAY, HOUR, type Observations, type ObservedRoute } from './observations.ts';

/** Attempts of the next half hour: what is waiting is tried again in it. */
const AHEAD = 2;
/** Banks fail a few times a month: every part of the time is needed to calibrate. */
const FOLDS = 5;

export const PAYOUT_FEATURES = [
  ...([
    'hour',
    'weekday',
    'to_month_end',
    'failed_30m',
    'paid_30m',
    'failed_1h',
    'paid_1h',
    'failed_share_2h',
  ] as const),
  ...([
    'failed_4h',
    'since_failed',
    'since_paid',
    'usual_success',
    'failed_elsewhere_1h',
    'paid_elsewhere_1h',
  ] as const),
] as const;

export interface PayoutModel {
  success: Probability;
  /** By how much the share that succeeded missed what was said, where advice is given: 10th and 90th in a hundred. */
  missed: { low: number; high: number };
}
/** Below this a bank is not in its usual state. */
export const DOUBTFUL = 0.7;
/** A piece of advice stands so long. */
export const ROUTE_HOURS = 2;
const FEWEST_ADVICE = 4;

/**
 * What the trees say is drawn half way to the bank's usual success, and what the last half hour itself says counts beside both, which
 * are worth so many attempts (the mean of a Beta posterior): a history in which no bank failed cannot teach what a failing bank looks
 * like. On twenty histories the squared error was 0.0234 so, 0.0243 with the last hour and trees alone beside it, 0.0281 of the trees,
 * 0.0324 of the share.
 */
const BEFORE_WORTH = 4;
const [FAILED, PAID, USUAL] = (['failed_30m', 'paid_30m', 'usual_success'] as const).map((name) =>
  PAYOUT_FEATURES.indexOf(name),
) as [number, number, number];

/** Chance that a payout by this route is paid now; and what the bank's own answers added to the model's log-odds. */
export function successOf(model: Probability, row: ArrayLike<number>): { p: number; answers: number } {
  const said = probabilityOf(model, row);
  const p = withAnswers(said, row);
  return { p, answers: logOdds(p) - logOdds(said) };
}

function withAnswers(said: number, row: ArrayLike<number>): number {
  const before = (said + (row[USUAL] as number)) / 2;
  const [failed, paid] = [row[FAILED] as number, row[PAID] as number];
  return (BEFORE_WORTH * before + paid) / (BEFORE_WORTH + paid + failed);
}
const logOdds = (p: number): number => Math.log(p / (1 - p));

export function payoutFeatures(o: Observations, route: ObservedRoute, at: number, moment: Moment): number[] {
  const { series } = route;
  const sum = (name: 'paid' | 'failed', back: number) => series.sum(name, at - back, at);
  const elsewhere = (name: 'paid' | 'failed') => o.market.routes.sum(name, at - HOUR, at) - sum(name, HOUR);
  const [paid, failed] = [series.sum('paid', 0, at), series.sum('failed', 0, at)];
  const of2h = sum('paid', 2 * HOUR) + sum('failed', 2 * HOUR);
  return [
    ...[moment.hour, moment.weekday, moment.toMonthEnd],
    ...[sum('failed', 2), sum('paid', 2), sum('failed', HOUR), sum('paid', HOUR)],
    of2h > 0 ? sum('failed', 2 * HOUR) / of2h : Number.NaN,
    sum('failed', 4 * HOUR),
    series.sinceLast('failed', at, DAY) ?? Number.NaN,
    series.sinceLast('paid', at, DAY) ?? Number.NaN,
    // A new bank is taken to be as most are.
    (paid + 9) / (paid + failed + 10),
    ...[elsewhere('failed'), elsewhere('paid')],
  ];
}

export function trainPayouts(o: Observations): { model: PayoutModel; backtest: Backtest } | null {
  const clock = businessClock(o.timeZone);
  const rows: number[][] = [];
  const share: number[] = [];
  const weight: number[] = [];
  const asked: { route: string; at: number }[] = [];
  for (let at = o.from + DAY; at < o.to - AHEAD; at += 1) {
    for (const route of o.routes.values()) {
      const paid = route.series.sum('paid', at, at + AHEAD);
      const all = paid + route.series.sum('failed', at, at + AHEAD);
      if (all === 0) continue;
      rows.push(payoutFeatures(o, route, at, clock(at)));
      share.push(paid / all);
      weight.push(all);
      asked.push({ route: route.id, at });
    }
  }
  if (rows.length < 200) return null;
  const matrix = matrixOf(PAYOUT_FEATURES, rows);
  const outcome = Float64Array.from(share);
  const options = {
    trees: 60,
    learningRate: 0.1,
    maxDepth: 3,
    minChildWeight: 2,
    subsample: 0.8,
    maxBins: 64,
    seed: 8,
  };
  const set = { matrix, outcome, weight: Float64Array.from(weight) };
  const { use, heldOut, backtest } = fitProbability(set, options, FOLDS, withAnswers);
  const missed: number[] = [];
  const until = new Map<string, number>();
  for (const { row, probability } of heldOut) {
    const p = withAnswers(probability, rows[row] as number[]);
    const { route, at } = asked[row] as (typeof asked)[number];
    // Advice is given when a bank becomes doubtful, and stands for a while.
    if (p >= DOUBTFUL || at < (until.get(route) ?? 0)) continue;
    until.set(route, at + ROUTE_HOURS * HOUR);
    missed.push((share[row] as number) - p);
  }
  return { model: { success: use, missed: endsOf(missed) }, backtest };
}

/** Split conformal on past advice; the farthest that was ever seen, when there was little. */
function endsOf(missed: readonly number[]): PayoutModel['missed'] {
  if (missed.length < FEWEST_ADVICE) return { low: -1, high: 1 };
  const high = Math.min(Math.max(...missed), conformalBound(missed, 0.9));
  const mirrored = missed.map((by) => -by);
  return { low: -Math.min(Math.max(...mirrored), conformalBound(mirrored, 0.9)), high };
}
