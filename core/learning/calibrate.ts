import { sigmoid } from './objectives.ts';

/** From a score to a probability; plain JSON. */
export type Calibrator =
  /** Between the points a straight line, beyond them the outer ones' value. */
  { kind: 'isotonic'; scores: number[]; shares: number[] } | { kind: 'sigmoid'; slope: number; shift: number };

export function calibrated(calibrator: Calibrator, score: number): number {
  if (calibrator.kind === 'sigmoid') return sigmoid(calibrator.slope * score + calibrator.shift);
  const { scores, shares } = calibrator;
  const last = scores.length - 1;
  if (score <= (scores[0] as number)) return shares[0] as number;
  if (score >= (scores[last] as number)) return shares[last] as number;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((scores[middle] as number) <= score) low = middle;
    else high = middle;
  }
  const [from, to] = [scores[low] as number, scores[high] as number];
  const part = (score - from) / (to - from);
  return (1 - part) * (shares[low] as number) + part * (shares[high] as number);
}

/** The non-decreasing steps nearest to the outcomes (pool adjacent violators: Ayer et al. 1955), each told at its mean score. */
export function fitIsotonic(scores: ArrayLike<number>, outcomes: ArrayLike<number>): Calibrator {
  const order = Array.from({ length: scores.length }, (_, n) => n).sort(
    (a, b) => (scores[a] as number) - (scores[b] as number) || a - b,
  );
  // Equal scores are one block from the start: they get equal probabilities.
  const ties: Block[] = [];
  let before = Number.NaN;
  for (const n of order) {
    const one = { score: scores[n] as number, sum: outcomes[n] as number, count: 1 };
    if (one.score === before) ties.push(add(ties.pop() as Block, one));
    else ties.push(one);
    before = one.score;
  }
  const blocks: Block[] = [];
  for (const tie of ties) {
    let block = tie;
    for (let last = blocks.at(-1); last && last.sum / last.count >= block.sum / block.count; last = blocks.at(-1)) {
      block = add(last, block);
      blocks.pop();
    }
    blocks.push(block);
  }
  return {
    kind: 'isotonic',
    scores: blocks.map(({ score }) => score),
    shares: blocks.map(({ sum, count }) => sum / count),
  };
}

interface Block {
  score: number;
  sum: number;
  count: number;
}

const add = (a: Block, b: Block): Block => ({
  score: (a.score * a.count + b.score * b.count) / (a.count + b.count),
  sum: a.sum + b.sum,
  count: a.count + b.count,
});

/**
 * A sigmoid over scores (Platt 1999), for few outcomes: by Newton's method, with targets drawn a little towards the middle, as
 * Lin, Lin & Weng (2007) give them.
 */
export function fitSigmoid(scores: ArrayLike<number>, outcomes: ArrayLike<number>): Calibrator {
  const n = scores.length;
  let positives = 0;
  for (let i = 0; i < n; i += 1) positives += outcomes[i] as number;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (n - positives + 2);
  const target = (i: number) => low + (high - low) * (outcomes[i] as number);
  let [slope, shift] = [0, Math.log((positives + 1) / (n - positives + 1))];
  const loss = (a: number, b: number) => {
    let sum = 0;
    for (let i = 0; i < n; i += 1) {
      const m = a * (scores[i] as number) + b;
      sum += Math.max(m, 0) + Math.log1p(Math.exp(-Math.abs(m))) - target(i) * m;
    }
    return sum;
  };
  let now = loss(slope, shift);
  for (let round = 0; round < 100; round += 1) {
    let [g1, g2, h11, h12, h22] = [0, 0, 1e-12, 0, 1e-12];
    for (let i = 0; i < n; i += 1) {
      const s = scores[i] as number;
      const p = sigmoid(slope * s + shift);
      const d = p - target(i);
      const w = p * (1 - p);
      g1 += d * s;
      g2 += d;
      h11 += w * s * s;
      h12 += w * s;
      h22 += w;
    }
    if (Math.abs(g1) < 1e-5 && Math.abs(g2) < 1e-5) break;
    const det = h11 * h22 - h12 * h12;
    const [da, db] = [-(h22 * g1 - h12 * g2) / det, -(h11 * g2 - h12 * g1) / det];
    let step = 1;
    while (step >= 1e-10) {
      const next = loss(slope + step * da, shift + step * db);
      if (next < now + 1e-4 * step * (g1 * da + g2 * db)) {
        [slope, shift, now] = [slope + step * da, shift + step * db, next];
        break;
      }
      step /= 2;
    }
    if (step < 1e-10) break;
  }
  return { kind: 'sigmoid', slope, shift };
}
