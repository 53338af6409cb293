import { DomainError, seeded } from '@griot/kernel';
import { type Binned, binMatrix, MISSING_BIN } from './bins.ts';
import { type GrownTree, type GrowOptions, growTree } from './grow-tree.ts';
import type { Matrix } from './matrix.ts';
import type { Model } from './model.ts';
import { baseMargin, checkTargets, gradients, lossOf, type Objective, weightedQuantile } from './objectives.ts';
import { isLeaf } from './tree.ts';

export interface TrainOptions extends Partial<GrowOptions> {
  objective: Objective;
  /** At most so many trees. */
  trees?: number;
  learningRate?: number;
  /** Share of the rows that each tree sees. */
  subsample?: number;
  /** Share of the features that each tree may use. */
  featureShare?: number;
  maxBins?: number;
  /** The same seed, the same model, bit for bit. */
  seed?: number;
  /**
   * Rows from this one on are not learnt from: they say when to stop. Rows are in order of time, so that a model is judged on
   * what came after what it learnt. No tree after the best one is kept.
   */
  validateFrom?: number;
  /** Trees without improvement before it stops. */
  patience?: number;
  /** Called after each tree. */
  onTree?(done: number, of: number): void;
}

export interface Trained {
  model: Model;
  /** Mean loss of what is validated on, tree by tree; empty without. */
  losses: number[];
}

export interface TrainingSet {
  matrix: Matrix;
  target: Float64Array;
  weight?: Float64Array;
}

/** Gradient boosting over histograms (Friedman 2001; Chen & Guestrin 2016). */
export function train(set: TrainingSet, given: TrainOptions): Trained {
  const o = {
    trees: 100,
    learningRate: 0.1,
    subsample: 1,
    featureShare: 1,
    maxBins: 255,
    seed: 1,
    patience: 20,
    ...given,
  };
  const { matrix, target } = set;
  const { objective } = o;
  const weight = set.weight ?? new Float64Array(matrix.rows).fill(1);
  const learnt = Math.min(o.validateFrom ?? matrix.rows, matrix.rows);
  if (learnt === 0 || target.length !== matrix.rows || weight.length !== matrix.rows) {
    const details = { rows: matrix.rows, targets: target.length, learnt };
    throw new DomainError({ code: 'learning.no_rows', kind: 'invalid', details });
  }
  checkTargets(objective, target);
  const grow: GrowOptions = {
    maxDepth: o.maxDepth ?? 6,
    maxLeaves: o.maxLeaves ?? 2 ** (o.maxDepth ?? 6),
    ...{ lambda: o.lambda ?? 1, gamma: o.gamma ?? 0, minChildWeight: o.minChildWeight ?? 1 },
  };
  const binned = binMatrix(matrix, o.maxBins);
  const rows = Int32Array.from({ length: learnt }, (_, n) => n);
  const validation = Int32Array.from({ length: matrix.rows - learnt }, (_, n) => learnt + n);
  const base = baseMargin(objective, target, weight, rows);
  const margin = new Float64Array(matrix.rows).fill(base);
  const gradient = new Float64Array(matrix.rows);
  const hessian = new Float64Array(matrix.rows);
  const chance = seeded(o.seed);
  const model: Model = { objective, names: [...matrix.names], base, trees: [] };
  const losses: number[] = [];
  let best = { loss: Infinity, trees: 0 };
  for (let n = 0; n < o.trees; n += 1) {
    const sample = o.subsample < 1 ? rows.filter(() => chance() < o.subsample) : rows;
    const features = someFeatures(binned.features, o.featureShare, chance);
    if (sample.length === 0) continue;
    gradients(objective, { target, weight, margin, rows: sample }, gradient, hessian);
    const grown = growTree(binned, sample, features, gradient, hessian, grow);
    setLeaves(grown, objective, { target, weight, margin }, o.learningRate);
    addToMargins(grown, binned, margin);
    model.trees.push(grown.tree);
    o.onTree?.(n + 1, o.trees);
    if (validation.length === 0) continue;
    const loss = lossOf(objective, { target, weight, margin, rows: validation });
    losses.push(loss);
    if (loss < best.loss) best = { loss, trees: n + 1 };
    else if (n + 1 - best.trees >= o.patience) break;
  }
  if (validation.length > 0) model.trees.length = Math.min(model.trees.length, best.trees);
  return { model, losses };
}

function someFeatures(count: number, share: number, chance: () => number): Int32Array {
  const all = Int32Array.from({ length: count }, (_, n) => n);
  if (share >= 1) return all;
  const keep = Math.max(1, Math.round(share * count));
  for (let n = 0; n < keep; n += 1) {
    const other = n + Math.floor(chance() * (count - n));
    const here = all[n] as number;
    all[n] = all[other] as number;
    all[other] = here;
  }
  return all.slice(0, keep).sort();
}

/** Leaves times the learning rate; of the pinball loss the quantile of the leaf's residuals, for its gradients say only the side. */
function setLeaves(
  { tree, rowsOf }: GrownTree,
  objective: Objective,
  o: { target: Float64Array; weight: Float64Array; margin: Float64Array },
  learningRate: number,
): void {
  const residual = objective.kind === 'quantile' ? o.target.map((y, row) => y - (o.margin[row] as number)) : null;
  for (let node = 0; node < tree.value.length; node += 1) {
    if (residual && objective.kind === 'quantile' && isLeaf(tree, node)) {
      tree.value[node] = weightedQuantile(residual, o.weight, rowsOf(node), objective.alpha);
    }
    (tree.value[node] as number) *= learningRate;
  }
}

function addToMargins({ tree, splitBin }: GrownTree, { bins, features, rows }: Binned, margin: Float64Array): void {
  for (let row = 0; row < rows; row += 1) {
    let node = 0;
    while (tree.left[node] !== -1) {
      const bin = bins[row * features + (tree.feature[node] as number)] as number;
      const goesLeft = bin === MISSING_BIN ? tree.missingLeft[node] === 1 : bin <= (splitBin[node] as number);
      node = (goesLeft ? tree.left[node] : tree.right[node]) as number;
    }
    (margin[row] as number) += tree.value[node] as number;
  }
}
