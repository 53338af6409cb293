export { type Calibrator, calibrated, fitIsotonic, fitSigmoid } from './calibrate.ts';
export { conformalBound, intervalScores } from './conformal.ts';
export { type Contributions, contributionsOf } from './contributions.ts';
export { type Matrix, matrixOf, rowOf } from './matrix.ts';
export {
  brierScore,
  type CalibrationRow,
  calibrationTable,
  coverageOf,
  logLoss,
  pinballLoss,
  prAuc,
  rocAuc,
  rootMeanSquare,
} from './metrics.ts';
export { type Model, predict, predictAll, predictMargin } from './model.ts';
export type { Objective } from './objectives.ts';
export { type Trained, type TrainingSet, type TrainOptions, train } from './train.ts';
export { fromXgboostJson, toXgboostJson } from './xgboost-json.ts';
