import { type Binned, MISSING_BIN } from './bins.ts';

const STRIDE = 512; // 256 bins, each a first and a second derivative

/** Sums of derivatives by feature and bin; arrays are used again. */
export class Histograms {
  private readonly binned: Binned;
  private readonly gradient: Float64Array;
  private readonly hessian: Float64Array;
  private readonly free: Float64Array[] = [];

  constructor(binned: Binned, gradient: Float64Array, hessian: Float64Array) {
    this.binned = binned;
    this.gradient = gradient;
    this.hessian = hessian;
  }

  count(order: Int32Array, begin: number, end: number): Float64Array {
    const { features, bins } = this.binned;
    const { gradient, hessian } = this;
    const sums = this.free.pop()?.fill(0) ?? new Float64Array(features * STRIDE);
    for (let n = begin; n < end; n += 1) {
      const row = order[n] as number;
      const g = gradient[row] as number;
      const h = hessian[row] as number;
      const first = row * features;
      for (let feature = 0, base = 0; feature < features; feature += 1, base += STRIDE) {
        const at = base + 2 * (bins[first + feature] as number);
        (sums[at] as number) += g;
        (sums[at + 1] as number) += h;
      }
    }
    return sums;
  }

  totals(order: Int32Array, begin: number, end: number): [number, number] {
    let g = 0;
    let h = 0;
    for (let n = begin; n < end; n += 1) {
      g += this.gradient[order[n] as number] as number;
      h += this.hessian[order[n] as number] as number;
    }
    return [g, h];
  }

  /** `whole` becomes what `part` is not. */
  subtract(whole: Float64Array, part: Float64Array): Float64Array {
    for (let n = 0; n < whole.length; n += 1) (whole[n] as number) -= part[n] as number;
    return whole;
  }

  release(histogram: Float64Array): void {
    this.free.push(histogram);
  }
}

export interface SplitOptions {
  /** L2 on leaves. */
  lambda: number;
  /** A split must lower the loss by so much. */
  gamma: number;
  /** Least sum of second-order gradients on each side. */
  minChildWeight: number;
}

export interface Split {
  feature: number;
  /** Rows of this bin and below go left. */
  bin: number;
  missingLeft: boolean;
  gain: number;
  leftG: number;
  leftH: number;
}

/**
 * The split that lowers the second-order loss most (Chen & Guestrin 2016, eq. 7, and algorithm 3 for what is missing), without
 * the factor 1/2, as XGBoost counts it: GL²/(HL+λ) + GR²/(HR+λ) - G²/(H+λ). Null: none lowers it by more than gamma.
 */
export function bestSplit(
  binned: Binned,
  features: Int32Array,
  sums: Float64Array,
  g: number,
  h: number,
  o: SplitOptions,
): Split | null {
  const { lambda, minChildWeight } = o;
  const parent = (g * g) / (h + lambda);
  let best: Split | null = null;
  let least = Math.max(o.gamma, 1e-10);
  for (const feature of features) {
    const base = feature * STRIDE;
    const missingG = sums[base + 2 * MISSING_BIN] as number;
    const missingH = sums[base + 2 * MISSING_BIN + 1] as number;
    const cuts = binned.cuts[feature]?.length ?? 0;
    let upG = 0;
    let upH = 0;
    for (let bin = 0; bin < cuts; bin += 1) {
      upG += sums[base + 2 * bin] as number;
      upH += sums[base + 2 * bin + 1] as number;
      for (let side = 0; side < 2; side += 1) {
        // Without anything missing both sides are the same split.
        if (side === 1 && missingH === 0) break;
        const leftG = side === 0 ? upG : upG + missingG;
        const leftH = side === 0 ? upH : upH + missingH;
        const rightH = h - leftH;
        if (leftH < minChildWeight || rightH < minChildWeight) continue;
        const rightG = g - leftG;
        const gain = (leftG * leftG) / (leftH + lambda) + (rightG * rightG) / (rightH + lambda) - parent;
        if (gain > least) {
          least = gain;
          best = { feature, bin, missingLeft: side === 1, gain, leftG, leftH };
        }
      }
    }
  }
  return best;
}
