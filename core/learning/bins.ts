import type { Matrix } from './matrix.ts';

/** The bin of values that are missing; others lie in 0 … 254. */
export const MISSING_BIN = 255;
const MOST_CUTS = 254;
/** Quantiles of a column are taken from at most so many of its values, evenly spaced. */
const SAMPLE = 200_000;

/** Features in a few steps: a value lies in the bin whose number is the count of cuts at or below it. */
export interface Binned {
  features: number;
  rows: number;
  /** Row after row. */
  bins: Uint8Array;
  /** Ascending, per feature. */
  cuts: Float32Array[];
}

/** Cuts lie between neighbouring values when there are few, else at even ranks. */
export function binMatrix(matrix: Matrix, maxBins: number): Binned {
  const features = matrix.names.length;
  const bins = new Uint8Array(matrix.rows * features);
  const cuts: Float32Array[] = [];
  for (let feature = 0; feature < features; feature += 1) {
    const own = cutsOf(matrix, feature, Math.min(maxBins - 1, MOST_CUTS));
    cuts.push(own);
    for (let row = 0, at = feature; row < matrix.rows; row += 1, at += features) {
      bins[at] = binOf(own, matrix.values[at] ?? Number.NaN);
    }
  }
  return { features, rows: matrix.rows, bins, cuts };
}

export function binOf(cuts: Float32Array, value: number): number {
  if (Number.isNaN(value)) return MISSING_BIN;
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cuts[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function cutsOf(matrix: Matrix, feature: number, most: number): Float32Array {
  const features = matrix.names.length;
  const step = Math.max(1, Math.ceil(matrix.rows / SAMPLE));
  const sorted = new Float32Array(Math.ceil(matrix.rows / step));
  let count = 0;
  for (let row = 0; row < matrix.rows; row += step) {
    const value = matrix.values[row * features + feature] as number;
    if (!Number.isNaN(value)) sorted[count++] = value;
  }
  const values = sorted.subarray(0, count).sort();
  const distinct: number[] = [];
  for (const value of values) if (distinct.length === 0 || value !== distinct.at(-1)) distinct.push(value);
  if (distinct.length <= most + 1)
    return Float32Array.from(distinct.slice(1), (value, n) => between(distinct[n], value));
  const chosen: number[] = [];
  for (let n = 1; n <= most; n += 1) {
    const value = values[Math.floor((n * count) / (most + 1))] as number;
    if (value > (distinct[0] as number) && value !== chosen.at(-1)) chosen.push(value);
  }
  return Float32Array.from(chosen);
}

/** Half way in single precision, above the lower value whatever rounding does. */
function between(lower: number | undefined, upper: number): number {
  const middle = Math.fround(((lower ?? upper) + upper) / 2);
  return lower !== undefined && middle <= lower ? upper : middle;
}
