import { greatCircleDistance, UNITS } from 'h3-js';

/** An agent as these rules see it: what he holds and what he has sold today, in minor units. */
export interface Holder {
  id: string;
  name: string;
  currency: string;
  latitude: number;
  longitude: number;
  float: bigint;
  salesToday: bigint;
}

export interface Suggestion {
  agentId: string;
  name: string;
  currency: string;
  float: bigint;
  /** What brings him to half of his day's turnover. */
  amount: bigint;
  /** A neighbour who can spare it and stays above his own half; null: it comes from the platform. */
  from: { id: string; name: string; metres: number } | null;
}

/** Percent of a day's turnover below which an agent is about to turn customers away. */
export const LOW_PERCENT = 20n;
const REACH_METRES = 25_000;

const turnover = ({ float, salesToday }: Holder): bigint => float + salesToday;
export const isLow = (one: Holder): boolean => one.float * 100n < turnover(one) * LOW_PERCENT;

/**
 * Who should be given float, how much, and by whom: the emptiest first, each from the nearest neighbour of the same currency
 * who can still spare it after the gifts before. No currency is ever changed into another.
 */
export function suggestRebalancing(agents: readonly Holder[]): Suggestion[] {
  const spare = new Map(agents.map((one) => [one.id, one.float - turnover(one) / 2n]));
  const share = (one: Holder) => Number((one.float * 10_000n) / turnover(one));
  return agents
    .filter(isLow)
    .sort((a, b) => share(a) - share(b) || (a.id < b.id ? -1 : 1))
    .map((one) => {
      const { id, name, currency, float } = one;
      const amount = turnover(one) / 2n - float;
      const [nearest] = agents
        .filter((other) => other.id !== id && other.currency === currency && (spare.get(other.id) ?? 0n) >= amount)
        .map((other) => ({ id: other.id, name: other.name, metres: metresBetween(one, other) }))
        .filter(({ metres }) => metres <= REACH_METRES)
        .sort((a, b) => a.metres - b.metres || (a.id < b.id ? -1 : 1));
      if (nearest) spare.set(nearest.id, (spare.get(nearest.id) ?? 0n) - amount);
      return { agentId: id, name, currency, float, amount, from: nearest ?? null };
    });
}

const metresBetween = (a: Holder, b: Holder): number =>
  Math.round(greatCircleDistance([a.latitude, a.longitude], [b.latitude, b.longitude], UNITS.m));
