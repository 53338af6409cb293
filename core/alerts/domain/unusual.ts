/** Beyond this a score says nothing more: a figure that never varied has moved. */
const LARGEST = 99;

/**
 * How far the last value is from its own past, as a robust z-score: 0.6745 (x − median) / MAD (Iglewicz and Hoaglin 1993,
 * "How to Detect and Handle Outliers"; over 3.5 is their rule for an outlier). Where more than half of the past is one
 * value the MAD is 0: then (x − median) / (1.253314 · mean absolute deviation), and ±99 when the past never varied at
 * all and now it does. The past is the same weekday of earlier weeks, so a quiet Sunday is not unusual. Null with fewer than
 * four of them.
 */
export function robustScore(value: number, past: readonly number[]): number | null {
  if (past.length < 4) return null;
  const middle = median(past);
  const away = past.map((one) => Math.abs(one - middle));
  const mad = median(away);
  const spread = mad > 0 ? mad / 0.6745 : (1.253314 * away.reduce((sum, one) => sum + one, 0)) / away.length;
  if (value === middle) return 0;
  const score = spread === 0 ? Math.sign(value - middle) * LARGEST : (value - middle) / spread;
  return Math.max(-LARGEST, Math.min(LARGEST, score));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? 0)) / 2;
}
