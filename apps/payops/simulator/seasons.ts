import { random } from '@griot/kernel';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Of a day, by hour of UTC: the night is still, noon and evening are full. Sums to 24. */
const HOURS = [
  0.25, 0.15, 0.1, 0.08, 0.1, 0.25, 0.6, 1.0, 1.3, 1.45, 1.5, 1.6, 1.75, 1.55, 1.3, 1.3, 1.45, 1.75, 1.9, 1.75, 1.35,
  0.95, 0.62, 0.4,
];
const MEAN_HOUR = HOURS.reduce((sum, one) => sum + one, 0) / 24;
/** Of a week, from Sunday. */
const WEEKDAYS = [0.72, 0.98, 0.97, 1.0, 1.03, 1.18, 1.12];

/** How much is paid at an instant, 1 on average: the hour, the day of the week, salaries around the end of the month. */
export function season(instant: number): number {
  const date = new Date(instant);
  const hour = (HOURS[date.getUTCHours()] ?? 1) / MEAN_HOUR;
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const fromEnd = lastDay - date.getUTCDate();
  const day = date.getUTCDate();
  const salaries = fromEnd <= 2 || day <= 3 ? 1.55 : day >= 20 ? 0.86 : 1;
  return hour * (WEEKDAYS[date.getUTCDay()] ?? 1) * salaries;
}

export interface Trouble {
  from: number;
  to: number;
}

/** The bank whose payouts fail for some hours of this day, if any; by seed and day. */
export function outageOf(
  seed: string,
  instant: number,
  banks: readonly { id: string }[],
): (Trouble & { bank: string }) | null {
  const day = Math.floor(instant / DAY);
  const rng = random(seed, 'outage', day);
  if (banks.length === 0 || !rng.chance(0.35)) return null;
  const from = day * DAY + (7 + rng.next() * 10) * HOUR;
  return { bank: rng.pick(banks).id, from, to: from + (1 + rng.next() * 3) * HOUR };
}

/** The merchant through whom stolen wallets are emptied this day, if any. */
export function fraudBurstOf(
  seed: string,
  instant: number,
  merchants: readonly { id: string }[],
): (Trouble & { merchant: string }) | null {
  const day = Math.floor(instant / DAY);
  const rng = random(seed, 'fraud', day);
  if (merchants.length === 0 || !rng.chance(0.25)) return null;
  const from = day * DAY + (9 + rng.next() * 11) * HOUR;
  return { merchant: rng.pick(merchants).id, from, to: from + (1.5 + rng.next() * 2) * HOUR };
}

/** The agent whose customers all want cash this day. */
export function dryAgentOf(seed: string, instant: number, agents: readonly { id: string }[]): string | null {
  const rng = random(seed, 'dry', Math.floor(instant / DAY));
  return agents.length > 0 && rng.chance(0.6) ? rng.pick(agents).id : null;
}

export const within = (instant: number, trouble: Trouble | null): boolean =>
  trouble !== null && instant >= trouble.from && instant < trouble.to;
