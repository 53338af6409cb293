import { DomainError } from '@griot/kernel';

export type Objective = { kind: 'squared' } | { kind: 'logistic' } | { kind: 'quantile'; alpha: number };

export const sigmoid = (margin: number): number => 1 / (1 + Math.exp(-margin));
const logit = (p: number): number => Math.log(p / (1 - p));

/** From a margin to what is predicted: a probability for `logistic`, the margin itself else. */
export const fromMargin = (objective: Objective, margin: number): number =>
  objective.kind === 'logistic' ? sigmoid(margin) : margin;

/** The constant that fits best, as a margin in single precision. */
export function baseMargin(objective: Objective, target: Float64Array, weight: Float64Array, rows: Int32Array): number {
  if (objective.kind === 'quantile') return Math.fround(weightedQuantile(target, weight, rows, objective.alpha));
  let sum = 0;
  let total = 0;
  for (const row of rows) {
    sum += (target[row] as number) * (weight[row] as number);
    total += weight[row] as number;
  }
  const mean = total > 0 ? sum / total : 0;
  if (objective.kind === 'squared') return Math.fround(mean);
  return Math.fround(logit(Math.fround(Math.min(1 - 1e-6, Math.max(1e-6, mean)))));
}

/** First and second derivatives of the loss by the margin. The pinball loss has no second one: 1 stands for it. */
export function gradients(
  objective: Objective,
  o: { target: Float64Array; weight: Float64Array; margin: Float64Array; rows: Int32Array },
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  const { target, weight, margin, rows } = o;
  for (const row of rows) {
    const w = weight[row] as number;
    const y = target[row] as number;
    const m = margin[row] as number;
    if (objective.kind === 'squared') {
      gradient[row] = w * (m - y);
      hessian[row] = w;
    } else if (objective.kind === 'logistic') {
      const p = sigmoid(m);
      gradient[row] = w * (p - y);
      hessian[row] = w * Math.max(1e-16, p * (1 - p));
    } else {
      // Where it is met, nothing pulls: else the many equal outcomes of a column of zeros would hide the few others.
      gradient[row] = m === y ? 0 : w * (m > y ? 1 - objective.alpha : -objective.alpha);
      hessian[row] = w;
    }
  }
}

/** Mean loss of the rows: what early stopping watches. */
export function lossOf(
  objective: Objective,
  o: { target: Float64Array; weight: Float64Array; margin: Float64Array; rows: Int32Array },
): number {
  let sum = 0;
  let total = 0;
  for (const row of o.rows) {
    const w = o.weight[row] as number;
    const y = o.target[row] as number;
    const m = o.margin[row] as number;
    total += w;
    if (objective.kind === 'squared') sum += w * (m - y) ** 2;
    // log(1 + exp(m)) - y m, without overflow.
    else if (objective.kind === 'logistic') sum += w * (Math.max(m, 0) + Math.log1p(Math.exp(-Math.abs(m))) - y * m);
    else sum += w * (y >= m ? objective.alpha * (y - m) : (1 - objective.alpha) * (m - y));
  }
  return total > 0 ? sum / total : 0;
}

/** The smallest value that at least the share `alpha` of the weight lies at or below. */
export function weightedQuantile(values: Float64Array, weight: Float64Array, rows: Int32Array, alpha: number): number {
  if (rows.length === 0) return 0;
  const order = Int32Array.from(rows).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  let total = 0;
  for (const row of order) total += weight[row] as number;
  let upTo = 0;
  for (const row of order) {
    upTo += weight[row] as number;
    if (upTo >= alpha * total) return values[row] as number;
  }
  return values[order[order.length - 1] as number] as number;
}

export function checkTargets(objective: Objective, target: Float64Array): void {
  const bad = target.findIndex((y) => !Number.isFinite(y) || (objective.kind === 'logistic' && (y < 0 || y > 1)));
  if (bad >= 0) throw new DomainError({ code: 'learning.bad_target', kind: 'invalid', details: { row: bad } });
}
