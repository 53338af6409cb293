export interface Tally {
  /** Milliseconds from the question to the last byte, one each. */
  latencies: number[];
  /** Answers that said: what you have is still so. */
  notModified: number;
  faults: string[];
}

export const emptyTally = (): Tally => ({ latencies: [], notModified: 0, faults: [] });

/** Exact, not of a histogram. */
export function percentile(list: readonly number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
