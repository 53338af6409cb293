import {
  conformalBound,
  intervalScores,
  type Matrix,
  type Model,
  matrixOf,
  pinballLoss,
  predict,
  rowOf,
  train,
} from '@griot/learning';
import { businessClock, type Moment } from './business-clock.ts';
import { type Backtest, fitProbability, type Probability, probabilityOf, spansOf } from './judge-model.ts';
import { DAY, floatAt, HOUR, type Observations, type ObservedAgent } from './observations.ts';

/** How far it looks ahead. */
export const FLOAT_HOURS = 6;
const AHEAD = FLOAT_HOURS * HOUR;
/** Promised share of intervals that hold what comes. */
export const COVERAGE = 0.8;
const MOST_ROWS = 30_000;
/** A shortage this likely is worth the trip to the agent: up to two in three may not come. */
export const LIKELY_SHORTAGE = 0.3;

export const FLOAT_FEATURES = [
  ...([
    'hour',
    'weekday',
    'to_month_end',
    'net_out_1h',
    'net_out_3h',
    'net_out_6h',
    'net_out_day',
    'visits_1h',
    'visits_3h',
  ] as const),
  ...([
    'visits_usual',
    'share_of_visits',
    'refused_1h',
    'refused_3h',
    'float_now',
    'net_out_yesterday',
    'net_out_week_ago',
  ] as const),
  ...(['cash_in_share_3h', 'float_falls_in'] as const),
] as const;

/**
 * What an agent will need over the next hours to refuse nobody, in visits' worth of the agent: the highest that what goes out,
 * or would have gone, comes to above what comes in.
 */
export interface FloatModel {
  /** Chance that somebody is refused for want of float. */
  shortage: Probability;
  low: Model;
  middle: Model;
  high: Model;
  /**
   * How much wider the interval of the need must be, in visits' worth; and that of what would be refused, for agents likely to
   * run dry: these are acted on, so the promise is kept for them apart.
   */
  widen: { need: number; refused: number };
}

export interface FloatBacktest extends Backtest {
  coverage: number;
  /** Of what was refused, for agents likely to run dry. */
  coverageRefused: number | null;
  pinball: number;
  /** Of saying that the next hours need what yesterday's needed: what the forecast must be better than. */
  pinballOfYesterday: number;
}

/** What an average visit moves; the currency's average when the agent had too few. */
export function visitWorth(agent: ObservedAgent, at: number, typical: ReadonlyMap<string, number>): number {
  const { series } = agent;
  const visits = series.sum('outs', 0, at) + series.sum('ins', 0, at);
  if (visits < 5) return typical.get(agent.currency) ?? 1;
  return Math.max(1, (series.sum('out', 0, at) + series.sum('in', 0, at)) / visits);
}

export function typicalVisits(o: Observations, at: number): Map<string, number> {
  const sums = new Map<string, [number, number]>();
  for (const { currency, series } of o.agents.values()) {
    const [amount, visits] = sums.get(currency) ?? [0, 0];
    sums.set(currency, [
      amount + series.sum('out', 0, at) + series.sum('in', 0, at),
      visits + series.sum('outs', 0, at) + series.sum('ins', 0, at),
    ]);
  }
  return new Map([...sums].map(([currency, [amount, visits]]) => [currency, visits > 0 ? amount / visits : 1]));
}

export function floatFeatures(
  o: Observations,
  agent: ObservedAgent,
  at: number,
  c: { moment: Moment; worth: number; float: number },
): number[] {
  const { series } = agent;
  const sum = (name: 'out' | 'in' | 'outs' | 'ins' | 'refused' | 'refusedAmount', back: number) =>
    series.sum(name, at - back, at);
  const net = (from: number, to: number) =>
    (series.sum('out', from, to) + series.sum('refusedAmount', from, to) - series.sum('in', from, to)) / c.worth;
  const visits = (back: number) => sum('outs', back) + sum('ins', back) + sum('refused', back);
  const days = Math.max(1, (at - o.from) / DAY);
  const usual = (series.sum('outs', 0, at) + series.sum('ins', 0, at)) / days;
  const market = o.market.agents.sum('visits', at - 3 * HOUR, at);
  const sinceMidnight = c.moment.hour * HOUR;
  const [ins, all] = [sum('outs', 3 * HOUR) + sum('refused', 3 * HOUR), visits(3 * HOUR)];
  const speed = net(at - 3 * HOUR, at) / 3;
  const had = (back: number, value: number) => (at - back < o.from ? Number.NaN : value);
  return [
    ...[c.moment.hour, c.moment.weekday, c.moment.toMonthEnd],
    ...[net(at - HOUR, at), net(at - 3 * HOUR, at), net(at - 6 * HOUR, at), net(at - sinceMidnight, at)],
    ...[visits(HOUR), visits(3 * HOUR), usual, market > 0 ? visits(3 * HOUR) / market : 0],
    ...[sum('refused', HOUR), sum('refused', 3 * HOUR), c.float / c.worth],
    had(DAY, net(at - DAY, at - DAY + AHEAD)),
    had(7 * DAY, net(at - 7 * DAY, at - 7 * DAY + AHEAD)),
    all > 0 ? ins / all : Number.NaN,
    // Hours until nothing is left, at the pace of the last three.
    speed > 0 ? Math.min(48, c.float / c.worth / speed) : 48,
  ];
}

/** What came in the hours after: the need, and what was refused (count, amount). */
export function floatOutcome(
  agent: ObservedAgent,
  at: number,
  ahead = AHEAD,
): { need: number; refused: number; amount: number } {
  let [level, need, refused, amount] = [0, 0, 0, 0];
  for (const row of agent.series.inside(at, at + ahead)) {
    level += row.out + row.refusedAmount - row.in;
    need = Math.max(need, level);
    refused += row.refused;
    amount += row.refusedAmount;
  }
  return { need, refused, amount };
}

interface Rows {
  matrix: Matrix;
  /** All in visits' worth. */
  need: Float64Array;
  refused: Float64Array;
  yesterday: Float64Array;
}

function rowsOf(o: Observations): Rows {
  const clock = businessClock(o.timeZone);
  const agents = [...o.agents.values()];
  const first = o.from + DAY;
  const last = o.to - AHEAD;
  const stride = Math.max(HOUR, Math.ceil(((last - first) * agents.length) / MOST_ROWS));
  const features: number[][] = [];
  const [need, refused, yesterday]: [number[], number[], number[]] = [[], [], []];
  for (let at = first; at < last; at += stride) {
    const typical = typicalVisits(o, at);
    const moment = clock(at);
    for (const agent of agents) {
      const worth = visitWorth(agent, at, typical);
      features.push(floatFeatures(o, agent, at, { moment, worth, float: floatAt(o, agent, at) }));
      const came = floatOutcome(agent, at);
      need.push(came.need / worth);
      refused.push(came.amount / worth);
      yesterday.push(floatOutcome(agent, at - DAY).need / worth);
    }
  }
  return {
    matrix: matrixOf(FLOAT_FEATURES, features),
    ...{ need: Float64Array.from(need), refused: Float64Array.from(refused), yesterday: Float64Array.from(yesterday) },
  };
}

const OPTIONS = { trees: 80, learningRate: 0.12, maxDepth: 4, minChildWeight: 2, subsample: 0.8, maxBins: 64, seed: 8 };

export function trainFloat(o: Observations): { model: FloatModel; backtest: FloatBacktest } {
  const rows = rowsOf(o);
  const { matrix, need, refused } = rows;
  const outcome = refused.map((amount) => (amount > 0 ? 1 : 0));
  const { use, judged, backtest } = fitProbability({ matrix, outcome }, OPTIONS);
  const { learnt, calibrated: from } = spansOf(matrix.rows);
  const before = fitIntervals(rows, judged, learnt, from);
  let [inNeed, inRefused, acted] = [0, 0, 0];
  const said: number[] = [];
  for (let n = from; n < matrix.rows; n += 1) {
    const row = rowOf(matrix, n);
    const interval = needOf(before, row);
    said.push(interval.high);
    if (isIn(need[n] as number, interval)) inNeed += 1;
    if (probabilityOf(judged, row) < LIKELY_SHORTAGE) continue;
    acted += 1;
    if (isIn(refused[n] as number, refusedOf(before, row))) inRefused += 1;
  }
  const came = need.subarray(from);
  return {
    model: fitIntervals(rows, use, from, matrix.rows),
    backtest: {
      ...backtest,
      coverage: inNeed / came.length,
      coverageRefused: acted > 0 ? inRefused / acted : null,
      pinball: pinballLoss(said, came, 0.9),
      pinballOfYesterday: pinballLoss(rows.yesterday.subarray(from), came, 0.9),
    },
  };
}

interface Interval {
  low: number;
  middle: number;
  high: number;
}
const isIn = (value: number, { low, high }: Interval): boolean => value >= low && value <= high;

/** Quantile models learnt until one row, widened by what the rows after it say. */
function fitIntervals({ matrix, need, refused }: Rows, shortage: Probability, until: number, to: number): FloatModel {
  const part = { ...matrix, rows: until, values: matrix.values.subarray(0, until * matrix.names.length) };
  const fit = (alpha: number) =>
    train(
      { matrix: part, target: need.subarray(0, until) },
      { ...OPTIONS, learningRate: 0.2, objective: { kind: 'quantile', alpha } },
    ).model;
  const [low, middle, high] = [fit((1 - COVERAGE) / 2), fit(0.5), fit((1 + COVERAGE) / 2)];
  const model: FloatModel = { ...{ shortage, low, middle, high }, widen: { need: 0, refused: 0 } };
  const ofNeed: number[] = [];
  const ofRefused: number[] = [];
  for (let n = until; n < to; n += 1) {
    const row = rowOf(matrix, n);
    ofNeed.push(outside(need[n] as number, needOf(model, row)));
    if (probabilityOf(shortage, row) >= LIKELY_SHORTAGE)
      ofRefused.push(outside(refused[n] as number, refusedOf(model, row)));
  }
  const finite = (bound: number) => (Number.isFinite(bound) ? bound : Math.max(0, ...ofRefused));
  model.widen = {
    need: finite(conformalBound(ofNeed, COVERAGE)),
    refused: finite(conformalBound(ofRefused, COVERAGE)),
  };
  return model;
}

/** How far beyond its interval something lay; below zero inside. */
const outside = (value: number, { low, high }: Interval): number => intervalScores([value], [low], [high])[0] as number;

const FLOAT_NOW = FLOAT_FEATURES.indexOf('float_now');

/** The need of an agent, in visits' worth. */
export function needOf(m: FloatModel, row: ArrayLike<number>): Interval {
  const low = Math.max(0, predict(m.low, row) - m.widen.need);
  const high = Math.max(low, predict(m.high, row) + m.widen.need);
  return { low, middle: Math.min(high, Math.max(low, predict(m.middle, row))), high };
}

/**
 * What would be refused when nothing is done, in visits' worth: the need beyond the float. Its middle agrees with the chance of a
 * shortage: where one is likelier than not, half of the cases have one.
 */
export function refusedOf(m: FloatModel, row: ArrayLike<number>): Interval {
  const beyond = (visits: number) => Math.max(0, visits - (row[FLOAT_NOW] as number));
  const low = Math.max(0, beyond(predict(m.low, row)) - m.widen.refused);
  const high = Math.max(low, beyond(predict(m.high, row)) + m.widen.refused);
  const middle = Math.max(beyond(predict(m.middle, row)), middleGiven(probabilityOf(m.shortage, row), high));
  return { low, middle: Math.min(high, Math.max(low, middle)), high };
}

const UPPER = (1 + COVERAGE) / 2;

/** The median of what is nothing with chance 1 - p and `high` at its upper quantile, on the straight line between the two. */
const middleGiven = (p: number, high: number): number => (p > 0.5 ? (high * (p - 0.5)) / (p - 1 + UPPER) : 0);
