/**
 * How far the last value is from its own past, as a robust z-score: 0.6745 (x − median) / MAD (Iglewicz and Hoaglin 1993,
 * "How to Detect and Handle Outliers"; over 3.5 is their rule for an outlier). The past is the same weekday of earlier
 * weeks, so a quiet Sunday is not unusual. Null with fewer than four of them, or when they never varied.
 */
export function robustScore(value: number, past: readonly number[]): number | null {
  if (past.length < 4) return null;
  const middle = median(past);
  const deviation = median(past.map((one) => Math.abs(one - middle)));
  return deviation === 0 ? null : (0.6745 * (value - middle)) / deviation;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? 0)) / 2;
}
