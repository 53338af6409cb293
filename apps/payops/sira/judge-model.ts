import {
  brierScore,
  type CalibrationRow,
  type Calibrator,
  calibrated,
  calibrationTable,
  fitIsotonic,
  fitSigmoid,
  type Matrix,
  type Model,
  prAuc,
  predictMargin,
  rocAuc,
  rowOf,
  type TrainOptions,
  train,
} from '@griot/learning';

/** Rows in order of time: the earlier ones are learnt from, then some calibrate, the last ones judge. */
export interface Spans {
  learnt: number;
  calibrated: number;
}
export const spansOf = (rows: number): Spans => ({
  learnt: Math.floor(rows * 0.6),
  calibrated: Math.floor(rows * 0.8),
});

/** What a model was worth on rows that came after all it had learnt and was calibrated on. */
export interface Backtest {
  rows: number;
  positives: number;
  prAuc: number | null;
  rocAuc: number | null;
  brier: number;
  /** Of saying the known share always: what a model must be better than. */
  brierOfShare: number;
  calibration: CalibrationRow[];
}

export interface Probability {
  model: Model;
  calibrator: Calibrator;
}

/** Outcomes may be shares: weights are then their counts. */
export interface ProbabilitySet {
  matrix: Matrix;
  outcome: Float64Array;
  weight?: Float64Array;
}

const ENOUGH_POSITIVES = 40;

/** What the model in use said of rows that it, or its sisters, had not learnt from. */
export interface HeldOut {
  row: number;
  probability: number;
}

/**
 * A calibrated probability, judged and then made for use. The backtest's model has not seen the last fifth of the time; the one
 * in use is made of all of it. Where troubles come many times a week the last fifth calibrates; where they are rare (`folds`)
 * each part of the time is told by a model of the others, and all of it calibrates: a fifth in which no bank failed would teach
 * that banks never fail. `asUsed`: what is made of a probability before anything is decided by it; that is what is judged.
 */
export function fitProbability(
  set: ProbabilitySet,
  options: Omit<TrainOptions, 'objective'>,
  folds = 0,
  asUsed: (said: number, row: ArrayLike<number>) => number = (said) => said,
): {
  use: Probability;
  judged: Probability;
  heldOut: HeldOut[];
  /** The model that tells this row, and moments about it, without having learnt from them; null: all have. */
  unseen: (row: number) => Probability | null;
  backtest: Backtest;
} {
  const { matrix, outcome } = set;
  const { learnt, calibrated: judgedFrom } = spansOf(matrix.rows);
  const first =
    folds > 0
      ? crossFit(set, options, judgedFrom, folds)
      : splitFit(set, { ...options, patience: 15 }, learnt, judgedFrom);
  const said: number[] = [];
  const came: number[] = [];
  for (let row = judgedFrom; row < matrix.rows; row += 1) {
    const features = rowOf(matrix, row);
    said.push(asUsed(probabilityOf(first.made, features), features));
    came.push(outcome[row] as number);
  }
  const share = mean(outcome.subarray(0, judgedFrom));
  const positives = came.reduce((sum, y) => sum + y, 0);
  const trees = Math.max(10, first.made.model.trees.length);
  const last =
    folds > 0
      ? crossFit(set, options, matrix.rows, folds)
      : splitFit(set, { ...options, trees }, judgedFrom, matrix.rows);
  return {
    use: last.made,
    judged: first.made,
    heldOut: last.heldOut,
    unseen: last.unseen,
    backtest: {
      rows: came.length,
      positives,
      prAuc: positives > 0 ? prAuc(said, came) : null,
      rocAuc: positives > 0 && positives < came.length ? rocAuc(said, came) : null,
      brier: brierScore(said, came),
      brierOfShare: brierScore(
        said.map(() => share),
        came,
      ),
      calibration: calibrationTable(said, came, 8),
    },
  };
}

interface Fit {
  made: Probability;
  heldOut: HeldOut[];
  unseen: (row: number) => Probability | null;
}
type Options = Omit<TrainOptions, 'objective'>;

/** Learnt until one row, calibrated on those up to another. */
function splitFit(set: ProbabilitySet, options: Options, until: number, to: number): Fit {
  const model = fitRows(set, { patience: 1000, ...options, validateFrom: until }, to);
  return calibrate(set, model, [{ model, from: until, to }]);
}

/** Learnt on all rows up to one; calibrated on each part of the time by a model of the others. */
function crossFit(set: ProbabilitySet, options: Options, to: number, folds: number): Fit {
  const parts = Array.from({ length: folds }, (_, n) => {
    const [from, end] = [Math.floor((n * to) / folds), Math.floor(((n + 1) * to) / folds)];
    return { model: fitRows(set, options, to, from, end), from, to: end };
  });
  return calibrate(set, fitRows(set, options, to), parts);
}

function calibrate(set: ProbabilitySet, model: Model, parts: { model: Model; from: number; to: number }[]): Fit {
  const rows: number[] = [];
  const scores: number[] = [];
  const outcomes: number[] = [];
  for (const part of parts) {
    for (let row = part.from; row < part.to; row += 1) {
      rows.push(row);
      scores.push(predictMargin(part.model, rowOf(set.matrix, row)));
      outcomes.push(set.outcome[row] as number);
    }
  }
  const positives = outcomes.reduce((sum, y) => sum + y, 0);
  const many = positives >= ENOUGH_POSITIVES && outcomes.length - positives >= ENOUGH_POSITIVES;
  const calibrator = many ? fitIsotonic(scores, outcomes) : fitSigmoid(scores, outcomes);
  const heldOut = rows.map((row, n) => ({ row, probability: within(calibrated(calibrator, scores[n] as number)) }));
  const unseen = (row: number) => {
    const part = parts.find(({ from, to }) => row >= from && row < to);
    return part ? { model: part.model, calibrator } : null;
  };
  return { made: { model, calibrator }, heldOut, unseen };
}

/** A model of the rows up to one, without those of a span. */
function fitRows(set: ProbabilitySet, options: Options, to: number, without = 0, end = 0): Model {
  const { names, values } = set.matrix;
  const rows = to - (end - without);
  const keep = <T extends Float32Array | Float64Array>(all: T, each: number): T => {
    const kept = all.slice(0, rows * each) as T;
    kept.set(all.subarray(end * each, to * each), without * each);
    return kept;
  };
  const weight = set.weight === undefined ? {} : { weight: keep(set.weight, 1) };
  const part = { matrix: { names, rows, values: keep(values, names.length) }, target: keep(set.outcome, 1), ...weight };
  return train(part, { ...options, objective: { kind: 'logistic' } }).model;
}

/** Never quite sure: no history is long enough for that. */
export const probabilityOf = ({ model, calibrator }: Probability, row: ArrayLike<number>): number =>
  within(calibrated(calibrator, predictMargin(model, row)));
const within = (p: number): number => Math.min(0.995, Math.max(0.005, p));

const mean = (values: Float64Array): number => values.reduce((sum, y) => sum + y, 0) / Math.max(1, values.length);
