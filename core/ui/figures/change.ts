import { Decimal } from '@griot/kernel';
import type { Figure } from '../formats/number.ts';

export type GoodDirection = 'up' | 'down' | 'none';
export interface Change {
  direction: 'up' | 'down' | 'flat';
  /** Judged by what is good for this metric, not by the sign. */
  verdict: 'good' | 'bad' | 'neutral';
  /** Size without its sign, or null when it cannot be said. */
  size: string | null;
}

/** Reads a change in percent (`-4.2`): where it goes, and whether that is good. */
export function readChange(changePct: Figure, good: GoodDirection): Change {
  if (changePct === null || changePct === undefined) return { direction: 'flat', verdict: 'neutral', size: null };
  const change = Decimal.parse(changePct);
  const rounded = change.round(1);
  if (rounded.isZero()) return { direction: 'flat', verdict: 'neutral', size: '0.0' };
  const direction = rounded.units > 0n ? 'up' : 'down';
  const verdict = good === 'none' ? 'neutral' : good === direction ? 'good' : 'bad';
  return { direction, verdict, size: (rounded.units < 0n ? rounded.negate() : rounded).toString() };
}
