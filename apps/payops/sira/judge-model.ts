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

/**
 * A calibrated probability, judged and then made for use: the backtest's model has not seen the last fifth of the time; the
 * one in use is learnt anew from the first four fifths, with as many trees, and calibrated on the last.
 */
export function fitProbability(
  set: ProbabilitySet,
  options: Omit<TrainOptions, 'objective'>,
): { use: Probability; judged: Probability; backtest: Backtest } {
  const { matrix, outcome } = set;
  const { learnt, calibrated: judgedFrom } = spansOf(matrix.rows);
  const first = fitOn(set, { ...options, patience: 15 }, learnt, judgedFrom);
  const said: number[] = [];
  const came: number[] = [];
  for (let row = judgedFrom; row < matrix.rows; row += 1) {
    said.push(probabilityOf(first, rowOf(matrix, row)));
    came.push(outcome[row] as number);
  }
  const share = mean(outcome.subarray(0, judgedFrom));
  const positives = came.reduce((sum, y) => sum + y, 0);
  const use = fitOn(set, { ...options, trees: Math.max(10, first.model.trees.length) }, judgedFrom, matrix.rows);
  return {
    use,
    judged: first,
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

function fitOn(set: ProbabilitySet, options: Omit<TrainOptions, 'objective'>, until: number, to: number): Probability {
  const { names, values } = set.matrix;
  const part = { names, rows: to, values: values.subarray(0, to * names.length) };
  const weight = set.weight === undefined ? {} : { weight: set.weight.subarray(0, to) };
  const { model } = train(
    { matrix: part, target: set.outcome.subarray(0, to), ...weight },
    { patience: 1000, ...options, objective: { kind: 'logistic' }, validateFrom: until },
  );
  const scores: number[] = [];
  const outcomes: number[] = [];
  for (let row = until; row < to; row += 1) {
    scores.push(predictMargin(model, rowOf(set.matrix, row)));
    outcomes.push(set.outcome[row] as number);
  }
  const positives = outcomes.reduce((sum, y) => sum + y, 0);
  const many = positives >= ENOUGH_POSITIVES && outcomes.length - positives >= ENOUGH_POSITIVES;
  return { model, calibrator: many ? fitIsotonic(scores, outcomes) : fitSigmoid(scores, outcomes) };
}

/** Never quite sure: no history is long enough for that. */
export const probabilityOf = ({ model, calibrator }: Probability, row: ArrayLike<number>): number =>
  Math.min(0.995, Math.max(0.005, calibrated(calibrator, predictMargin(model, row))));

const mean = (values: Float64Array): number => values.reduce((sum, y) => sum + y, 0) / Math.max(1, values.length);
