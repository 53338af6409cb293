import { seeded } from '@griot/kernel';
import type { ThresholdName, Thresholds } from '../domain/alert-rules.ts';
import { DAY, floatAt, HOUR, type Observations, SLICE_MS } from './observations.ts';
import type { Draft } from './recommendation.ts';

/** A trouble that nobody was told of costs as much as so many alerts for nothing: the operators' own weighing. */
const MISSED_COSTS = 5;
const ROUNDS = 200;

interface DayScore {
  caught: number;
  missed: number;
  idle: number;
}
/** Per day of history and limit: troubles told before they came, troubles not told, alerts for nothing. */
type Scores = Map<number, DayScore[]>;

/** Limits that would have told more and disturbed less than the ones set, over the whole history and on most drawings of its days. */
export function judgeThresholds(o: Observations, set: Thresholds): Draft[] {
  return [
    ...judge(o, 'low_float_percent', set.low_float_percent, scoreFloat(o)),
    ...judge(o, 'fraud_percent', set.fraud_percent, scoreFraud(o)),
  ];
}

function judge(o: Observations, name: ThresholdName, current: number, scores: Scores): Draft[] {
  const limits = [...scores.keys()];
  const nearest = limits.reduce(
    (a, b) => (Math.abs(b - current) < Math.abs(a - current) ? b : a),
    limits[0] ?? current,
  );
  const now = scores.get(nearest);
  if (!now || now.length < 7) return [];
  const troubles = total(now, ({ caught, missed }) => caught + missed);
  if (troubles < 5) return [];
  const best = limits.reduce((a, b) => (cost(scores.get(b)) < cost(scores.get(a)) ? b : a), nearest);
  const then = scores.get(best) as DayScore[];
  if (best === nearest || cost(then) > 0.9 * cost(now)) return [];
  // Days are drawn again and again (bootstrap): in how many drawings is it better, and by how much.
  const chance = seeded(8);
  const better: number[] = [];
  const saved: number[] = [];
  const told: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const days = now.map(() => Math.floor(chance() * now.length));
    const of = (list: readonly DayScore[]) => days.map((n) => list[n] as DayScore);
    const [a, b] = [of(now), of(then)];
    better.push(cost(b) < cost(a) ? 1 : 0);
    saved.push(((total(a, ({ idle }) => idle) - total(b, ({ idle }) => idle)) / days.length) * 7);
    const came = total(a, ({ caught, missed }) => caught + missed);
    told.push(came > 0 ? (total(b, ({ caught }) => caught) - total(a, ({ caught }) => caught)) / came : 0);
  }
  const confidence = Math.min(0.995, total(better, (one) => one) / ROUNDS);
  if (confidence < 0.8) return [];
  const at = (list: number[], q: number) =>
    [...list].sort((a, b) => a - b)[Math.floor(q * (list.length - 1))] as number;
  const range = (list: number[]) => ({ low: at(list, 0.1), expected: at(list, 0.5), high: at(list, 0.9) });
  return [
    {
      type: 'adjust_threshold',
      subject: { tenantType: 'platform', id: name, region: null },
      action: { type: 'ADJUST_THRESHOLD', parameters: { name, value: best } },
      model: 'threshold',
      features: [
        {
          name: 'idle_alerts_now',
          value: total(now, ({ idle }) => idle),
          weight: total(now, ({ idle }) => idle) / now.length,
        },
        {
          name: 'idle_alerts_then',
          value: total(then, ({ idle }) => idle),
          weight: -total(then, ({ idle }) => idle) / now.length,
        },
        {
          name: 'missed_now',
          value: total(now, ({ missed }) => missed),
          weight: (MISSED_COSTS * total(now, ({ missed }) => missed)) / now.length,
        },
        {
          name: 'missed_then',
          value: total(then, ({ missed }) => missed),
          weight: (-MISSED_COSTS * total(then, ({ missed }) => missed)) / now.length,
        },
      ],
      confidence,
      impact: {
        costSavings: { ...range(saved), unit: 'alerts', currency: null },
        riskReduction: range(told),
      },
      expiresAt: o.to * SLICE_MS + 7 * 86_400_000,
      reason: { key: 'adjust_threshold', values: { name, from: current, to: best, days: now.length, troubles } },
    },
  ];
}

const total = <T>(list: readonly T[], of: (one: T) => number): number => list.reduce((sum, one) => sum + of(one), 0);
const cost = (days: readonly DayScore[] = []): number =>
  total(days, ({ missed, idle }) => MISSED_COSTS * missed + idle);

function eachDay(o: Observations, limits: readonly number[], score: (from: number, limit: number) => DayScore): Scores {
  const days = Math.floor((o.to - o.from) / DAY);
  return new Map(
    limits.map((limit) => [limit, Array.from({ length: days }, (_, n) => score(o.to - (days - n) * DAY, limit))]),
  );
}

/** A day of an agent: was somebody refused, and did the alert come before? The rule is that of `queries/find-troubles`. */
function scoreFloat(o: Observations): Scores {
  return eachDay(o, [5, 10, 15, 20, 25, 30, 40, 50], (from, limit) => {
    const score = { caught: 0, missed: 0, idle: 0 };
    for (const agent of o.agents.values()) {
      let refusedAt = Number.POSITIVE_INFINITY;
      for (const row of agent.series.inside(from, from + DAY))
        if (row.refused > 0) refusedAt = Math.min(refusedAt, row.slice);
      let alertAt = Number.POSITIVE_INFINITY;
      for (let at = from + 1; at <= from + DAY && alertAt === Number.POSITIVE_INFINITY; at += 2) {
        const float = floatAt(o, agent, at);
        const sales = agent.series.sum('out', from, at) + agent.series.sum('in', from, at);
        if (sales > 0 && float * 100 < (float + sales) * limit) alertAt = at;
      }
      count(score, alertAt, refusedAt);
    }
    return score;
  });
}

/** A day of a merchant: was there a burst of fraud, and did the alert come in its first hour? */
function scoreFraud(o: Observations): Scores {
  return eachDay(o, [1, 2, 3, 5, 8, 12, 20, 30], (from, limit) => {
    const score = { caught: 0, missed: 0, idle: 0 };
    for (const { series } of o.merchants.values()) {
      const found = series.sum('fraud', from, from + DAY);
      let [third, seen, alertAt] = [Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY];
      if (found > 0) {
        for (const row of series.inside(from, from + DAY)) {
          seen += row.fraud;
          if (seen >= 3) third = Math.min(third, row.slice + HOUR);
        }
        for (let at = from + 1; at <= from + DAY && alertAt === Number.POSITIVE_INFINITY; at += 1) {
          const [count6, amount, gmv] = (['fraud', 'fraudAmount', 'gmv'] as const).map((name) =>
            series.sum(name, at - 6 * HOUR, at),
          ) as [number, number, number];
          if (count6 >= 3 && 100 * amount > limit * gmv) alertAt = at;
        }
      }
      count(score, alertAt, third);
    }
    return score;
  });
}

function count(score: DayScore, alertAt: number, troubleAt: number): void {
  if (troubleAt !== Number.POSITIVE_INFINITY) score[alertAt <= troubleAt ? 'caught' : 'missed'] += 1;
  else if (alertAt !== Number.POSITIVE_INFINITY) score.idle += 1;
}
