/**
 * The score that at least the share `coverage` of new scores lies at or below, whatever their distribution, when they come as
 * these came: the ⌈(n+1)·coverage⌉-th smallest (Vovk, Gammerman & Shafer 2005; split conformal: Lei et al. 2018). Infinite
 * when there are too few to say.
 */
export function conformalBound(scores: ArrayLike<number>, coverage: number): number {
  const sorted = Float64Array.from(scores).sort();
  const rank = Math.ceil((sorted.length + 1) * coverage);
  return rank > sorted.length ? Number.POSITIVE_INFINITY : (sorted[Math.max(0, rank - 1)] as number);
}

/** How far beyond an interval each outcome lay; below zero inside it (conformalised quantile regression: Romano et al. 2019). */
export function intervalScores(
  outcomes: ArrayLike<number>,
  low: ArrayLike<number>,
  high: ArrayLike<number>,
): Float64Array {
  return Float64Array.from(outcomes, (y, n) => Math.max((low[n] as number) - y, y - (high[n] as number)));
}
