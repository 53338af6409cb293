/** Rows from the highest score down, equal scores together: each step the positives and negatives of one score. */
function steps(scores: ArrayLike<number>, outcomes: ArrayLike<number>): { positives: number; negatives: number }[] {
  const order = Array.from({ length: scores.length }, (_, n) => n).sort(
    (a, b) => (scores[b] as number) - (scores[a] as number),
  );
  const found: { positives: number; negatives: number }[] = [];
  let before = Number.NaN;
  for (const n of order) {
    if (scores[n] !== before) found.push({ positives: 0, negatives: 0 });
    before = scores[n] as number;
    const step = found.at(-1) as { positives: number; negatives: number };
    step.positives += outcomes[n] as number;
    step.negatives += 1 - (outcomes[n] as number);
  }
  return found;
}

/** Area under precision over recall, in steps (average precision). NaN without a positive outcome. */
export function prAuc(scores: ArrayLike<number>, outcomes: ArrayLike<number>): number {
  let [tp, seen, area] = [0, 0, 0];
  for (const { positives, negatives } of steps(scores, outcomes)) {
    tp += positives;
    seen += positives + negatives;
    if (positives > 0) area += positives * (tp / seen);
  }
  return area / tp;
}

/** Chance that a positive outcome has a higher score than a negative one; equal scores count half. NaN when one kind is absent. */
export function rocAuc(scores: ArrayLike<number>, outcomes: ArrayLike<number>): number {
  let [tp, fp, area] = [0, 0, 0];
  for (const { positives, negatives } of steps(scores, outcomes)) {
    area += negatives * (tp + positives / 2);
    tp += positives;
    fp += negatives;
  }
  return area / (tp * fp);
}

const mean = (n: number, of: (i: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < n; i += 1) sum += of(i);
  return sum / n;
};

export const logLoss = (probabilities: ArrayLike<number>, outcomes: ArrayLike<number>): number =>
  mean(outcomes.length, (i) => {
    const p = Math.min(1 - 1e-15, Math.max(1e-15, probabilities[i] as number));
    const y = outcomes[i] as number;
    return -(y * Math.log(p) + (1 - y) * Math.log(1 - p));
  });

export const brierScore = (probabilities: ArrayLike<number>, outcomes: ArrayLike<number>): number =>
  mean(outcomes.length, (i) => ((probabilities[i] as number) - (outcomes[i] as number)) ** 2);

export const rootMeanSquare = (predicted: ArrayLike<number>, outcomes: ArrayLike<number>): number =>
  Math.sqrt(brierScore(predicted, outcomes));

export const pinballLoss = (predicted: ArrayLike<number>, outcomes: ArrayLike<number>, alpha: number): number =>
  mean(outcomes.length, (i) => {
    const off = (outcomes[i] as number) - (predicted[i] as number);
    return off >= 0 ? alpha * off : (alpha - 1) * off;
  });

/** Share of outcomes inside their interval, ends included. */
export const coverageOf = (outcomes: ArrayLike<number>, low: ArrayLike<number>, high: ArrayLike<number>): number =>
  mean(outcomes.length, (i) =>
    (outcomes[i] as number) >= (low[i] as number) && (outcomes[i] as number) <= (high[i] as number) ? 1 : 0,
  );

export interface CalibrationRow {
  /** Mean of what was said. */
  predicted: number;
  /** Share that came true. */
  observed: number;
  count: number;
}

/** Predictions in `bins` groups of about one size, lowest first: what was said beside what came. Equal ones stay together. */
export function calibrationTable(
  probabilities: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  bins = 10,
): CalibrationRow[] {
  const n = probabilities.length;
  const order = Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => (probabilities[a] as number) - (probabilities[b] as number),
  );
  const rows: CalibrationRow[] = [];
  let group = { predicted: 0, observed: 0, count: 0 };
  order.forEach((i, rank) => {
    group.predicted += probabilities[i] as number;
    group.observed += outcomes[i] as number;
    group.count += 1;
    const next = order[rank + 1];
    // Of what is left, so that one score that many bear does not leave the rest in groups of one.
    const full = group.count >= (n - (rank + 1 - group.count)) / (bins - rows.length);
    if (next === undefined || (full && probabilities[next] !== probabilities[i])) {
      rows.push({
        predicted: group.predicted / group.count,
        observed: group.observed / group.count,
        count: group.count,
      });
      group = { predicted: 0, observed: 0, count: 0 };
    }
  });
  return rows;
}
